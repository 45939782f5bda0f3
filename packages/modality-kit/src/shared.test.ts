// What is shared by the stages of a page, and what of it the device keeps.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { keptOnDevice } from './shared.ts'

const from = (kept: string | null): { speed: number; loop: boolean } =>
  kept === null ? { speed: 1, loop: false } : JSON.parse(kept)

describe('a value kept on the device', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('comes back as it was set, with what was not set left as it was', () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    })
    keptOnDevice('speed', from).set({ speed: 2 })
    expect(keptOnDevice('speed', from).get()).toEqual({ speed: 2, loop: false })
    expect(keptOnDevice('other', from).get()).toEqual({ speed: 1, loop: false })
  })

  it('lasts as long as the page where the device is full or forbids to keep anything', () => {
    const refuse = () => {
      throw new Error('QuotaExceededError')
    }
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
    const value = keptOnDevice('speed', from)
    const told = vi.fn()
    value.subscribe(told)
    value.set({ loop: true })
    expect(value.get()).toEqual({ speed: 1, loop: true })
    expect(told).toHaveBeenCalledTimes(1)
  })
})
