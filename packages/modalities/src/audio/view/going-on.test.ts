// AUD9: one key goes on to the next, which plays and has the caret in its text.
import { describe, expect, it } from 'vitest'
import { leftWriting, maySound, playingNextFrom, writesOn } from './going-on.ts'

describe('AUD9: going on to the next', () => {
  it('remembers on this device whether the next plays by itself; at first it does not', () => {
    expect(playingNextFrom(null)).toEqual({ on: false })
    for (const on of [true, false]) expect(playingNextFrom(JSON.stringify({ on }))).toEqual({ on })
  })
  it('makes no sound before the person touched the page', () => {
    const page = (hasBeenActive: boolean) => ({ userActivation: { hasBeenActive, isActive: false } as UserActivation })
    expect(maySound(page(false))).toBe(false)
    expect(maySound(page(true))).toBe(true)
  })
  it('carries the caret into the next task once, and not into one opened later', () => {
    expect(writesOn(0)).toBe(false)
    leftWriting(1_000)
    expect(writesOn(1_300)).toBe(true)
    expect(writesOn(1_301)).toBe(false)
    leftWriting(2_000)
    expect(writesOn(9_000)).toBe(false)
  })
})
