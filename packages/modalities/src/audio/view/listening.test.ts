// Speeds step within their row, and what is remembered is read back; anything else is normal speed.
import { describe, expect, it } from 'vitest'
import { rememberedListening, rememberListening, stepSpeed } from './listening.ts'

function storage(first: string | null = null) {
  let kept = first
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value
    },
  }
}

describe('listening', () => {
  it('steps through 0.5, 0.75, 1, 1.25, 1.5, 2 and stops at the ends', () => {
    expect(stepSpeed(1, 1)).toBe(1.25)
    expect(stepSpeed(1, -1)).toBe(0.75)
    expect(stepSpeed(2, 1)).toBe(2)
    expect(stepSpeed(0.5, -1)).toBe(0.5)
  })

  it('is the same on the next recording', () => {
    const kept = storage()
    rememberListening(kept, { speed: 1.5, loop: true })
    expect(rememberedListening(kept)).toEqual({ speed: 1.5, loop: true })
  })

  it.each([null, '', '17 loud', '{}'])('takes %j for normal speed, no loop', (text) => {
    expect(rememberedListening(storage(text))).toEqual({ speed: 1, loop: false })
  })
})
