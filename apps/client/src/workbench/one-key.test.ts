// TXT13: one key labels, submits and moves on, and submits nothing where nothing was labelled.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { submitWhenLabelled } from './one-key.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const editor = () => createStore(() => ({ document: { answers: [] as string[] }, selection: 0 }))

it('TXT13: submits at once where the key has answered', () => {
  const store = editor()
  const before = store.getState().document
  store.setState({ document: { answers: ['help'] } })
  const submit = vi.fn()
  submitWhenLabelled(store, before, submit)
  expect(submit).toHaveBeenCalledTimes(1)
})

it('TXT13: submits once when the stage has made its span of the chosen words', async () => {
  const store = editor()
  const submit = vi.fn()
  submitWhenLabelled(store, store.getState().document, submit)
  store.setState({ selection: 1 })
  expect(submit).not.toHaveBeenCalled()
  store.setState({ document: { answers: ['span'] } })
  await Promise.resolve()
  store.setState({ document: { answers: [] } })
  await Promise.resolve()
  expect(submit).toHaveBeenCalledTimes(1)
})

it('TXT13: submits nothing where the key only took a label into the hand', async () => {
  const store = editor()
  const submit = vi.fn()
  submitWhenLabelled(store, store.getState().document, submit)
  vi.advanceTimersByTime(1_000)
  store.setState({ document: { answers: ['drawn later'] } })
  await Promise.resolve()
  expect(submit).not.toHaveBeenCalled()
})
