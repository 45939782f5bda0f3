// Speeds step within their row, and what is remembered is read back; anything else is normal speed.
import { describe, expect, it } from 'vitest'
import { listeningFrom, stepSpeed, usualListening } from './listening.ts'

describe('listening', () => {
  it('steps from 0.5 to 3 and stops at the ends', () => {
    expect(stepSpeed(1, 1)).toBe(1.25)
    expect(stepSpeed(1, -1)).toBe(0.75)
    expect(stepSpeed(2, 1)).toBe(2.5)
    expect(stepSpeed(3, 1)).toBe(3)
    expect(stepSpeed(0.5, -1)).toBe(0.5)
  })

  it('is the same on the next recording', () => {
    const chosen = { speed: 1.5, loop: true, rewind: true, gain: 12, spectrum: true } as const
    expect(listeningFrom(JSON.stringify(chosen))).toEqual(chosen)
  })

  it.each([null, '', '17 loud', '{}', 'null', '{"speed":17,"gain":-3}'])(
    'takes %j for normal speed, no loop',
    (text) => {
      expect(listeningFrom(text)).toEqual(usualListening)
    },
  )
})
