import { changing, type Patch, removing } from '@etabli/modality-kit'
import type { Mark, MarkId } from '@etabli/schema'
import { describe, expect, it, vi } from 'vitest'
import { createLocked, sparing } from './locked.ts'

const mark = (id: string): Mark =>
  ({ id, question: 'q', kind: 'box', label: 'a', value: {}, source: 'person', confidence: null }) as Mark
const marks = [mark('one'), mark('two')]
const [one, two] = marks as [Mark, Mark]

describe('locked marks', () => {
  it('are spared by every way of editing, and the others are not', () => {
    const patches: Patch[] = [changing(one, { ...one, group: 'g' }), changing(two, { ...two, group: 'g' })]
    const kept = sparing(patches, new Set([one.id]))
    expect(kept.spared).toBe(1)
    expect(kept.patches.map(({ id }) => id)).toEqual(['two'])
  })

  it('count once where one is taken out and put in again', () => {
    const out = removing(marks, one.id) as Patch
    expect(sparing([out, { id: one.id, before: null, after: one, at: 1 }], new Set([one.id]))).toEqual({
      patches: [],
      spared: 1,
    })
  })

  it('let patches through untouched where nothing is locked', () => {
    const patches = [changing(one, two)]
    expect(sparing(patches, new Set()).patches).toBe(patches)
  })

  it('tell who listens, once a change', () => {
    const locked = createLocked()
    const heard = vi.fn()
    const stop = locked.subscribe(heard)
    const some = new Set(['one' as MarkId])
    locked.set(some)
    locked.set(some)
    stop()
    locked.set(new Set())
    expect(heard).toHaveBeenCalledTimes(1)
  })
})
