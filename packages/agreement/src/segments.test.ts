// Cuts and speakers against cases worked by hand.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundaryAgreement, diarisationError, type SpokenSegment } from './segments.ts'

const seg = (speaker: string, start: number, end: number): SpokenSegment => ({ speaker, start, end })

describe('boundaries', () => {
  // a: 0, 1, 2.5; b: 0.1, 1.3, 2.5.
  const a = [seg('', 0, 1), seg('', 1, 2.5)]
  const b = [seg('', 0.1, 1.3), seg('', 1.3, 2.5)]
  it('within 0.2 s: two of three', () => {
    expect(boundaryAgreement(a, b, 0.2)).toEqual({
      matched: 2,
      ofA: 3,
      ofB: 3,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
    })
  })
  it('exactly the collar apart is within it', () => {
    expect(boundaryAgreement(a, b, 0.3).f1).toBe(1)
  })
  it('matches as many as can be, not the nearest first', () => {
    // 1.3–1.2 is the nearest pair, and would leave 1 and 1.6 alone; 1–1.2 and 1.3–1.6 are two.
    expect(boundaryAgreement([seg('', 1, 1.3)], [seg('', 1.2, 1.6)], 0.3).matched).toBe(2)
  })
  it('has no figure where nobody cut', () => {
    expect(boundaryAgreement([], [], 0.2)).toMatchObject({ f1: null, precision: null, recall: null })
    expect(boundaryAgreement(a, [], 0.2)).toMatchObject({ f1: 0, precision: 0, recall: null })
  })
})

describe('diarisation error', () => {
  it('counts the late change and the early end', () => {
    // A 0–10, B 10–20 against x 0–8, y 8–18. A is x (8 s in common), B is y. 8–10 confused, 18–20 missed: 4 / 20.
    const result = diarisationError([seg('A', 0, 10), seg('B', 10, 20)], [seg('x', 0, 8), seg('y', 8, 18)])
    expect(result).toEqual({
      of: 20,
      missed: 2,
      falseAlarm: 0,
      confusion: 2,
      rate: 0.2,
      speakers: { A: 'x', B: 'y' },
    })
  })
  it('does not judge the collar around the reference’s boundaries', () => {
    // Not judged: 0–0.25, 9.75–10.25, 19.75–20.25. 8–9.75 confused, 18–19.75 missed, of 19.
    const result = diarisationError([seg('A', 0, 10), seg('B', 10, 20)], [seg('x', 0, 8), seg('y', 8, 18)], 0.25)
    expect(result).toMatchObject({ of: 19, missed: 1.75, confusion: 1.75, falseAlarm: 0 })
    expect(result.rate).toBeCloseTo(3.5 / 19, 12)
  })
  it('counts overlapping speech for each speaker', () => {
    // A 0–10, B 5–15 against x 0–12 (A). 5–10: one of two missed, 5; 10–12: x for B, 2 confused; 12–15: 3 missed.
    const result = diarisationError([seg('A', 0, 10), seg('B', 5, 15)], [seg('x', 0, 12)])
    expect(result).toMatchObject({ of: 20, missed: 8, confusion: 2, falseAlarm: 0, rate: 0.5 })
  })
  it('counts false alarms, and passes 1 with them', () => {
    // A 0–4 against x 0–4, y 2–8: 2–8 one too many.
    expect(diarisationError([seg('A', 0, 4)], [seg('x', 0, 4), seg('y', 2, 8)])).toMatchObject({
      falseAlarm: 6,
      missed: 0,
      confusion: 0,
      rate: 1.5,
    })
  })
  it('matches speakers for the most time in common over all, not one by one', () => {
    // A–x 10, A–y 9, B–x 9: A is y and B is x, 18 in common; only 0–10 is confused.
    const result = diarisationError(
      [seg('A', 0, 19), seg('B', 19, 28)],
      [seg('x', 0, 10), seg('y', 10, 19), seg('x', 19, 28)],
    )
    expect(result).toMatchObject({ confusion: 10, missed: 0, falseAlarm: 0, speakers: { A: 'y', B: 'x' } })
  })
  it('takes a speaker’s own overlapping segments as one, and silence for no speech', () => {
    expect(diarisationError([seg('A', 0, 3), seg('A', 2, 4)], [seg('x', 0, 4)])).toMatchObject({ of: 4, rate: 0 })
    expect(diarisationError([], [seg('x', 0, 1)])).toMatchObject({ rate: null, falseAlarm: 1 })
  })

  const segments = fc.array(
    fc
      .record({ speaker: fc.constantFrom('a', 'b', 'c'), start: fc.nat(40), length: fc.integer({ min: 1, max: 20 }) })
      .map(({ speaker, start, length }) => seg(speaker, start / 4, (start + length) / 4)),
    { maxLength: 8 },
  )
  it('is 0 against oneself under other names, and never negative', () =>
    fc.assert(
      fc.property(segments, segments, (one, other) => {
        const renamed = one.map((segment) => ({ ...segment, speaker: `_${segment.speaker}` }))
        expect(diarisationError(one, renamed).rate ?? 0).toBeCloseTo(0, 9)
        const { missed, falseAlarm, confusion } = diarisationError(one, other)
        expect(Math.min(missed, falseAlarm, confusion)).toBeGreaterThanOrEqual(0)
      }),
    ))
})
