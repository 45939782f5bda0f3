// What is beeped and masked of flagged stretches: worked by hand, and laws over any stretches.
import { faultsOf, settleTask } from '@etabli/modality-kit'
import type { AnnotationId, LabelId, Mark, MarkId, Millis, PersonId, QuestionId, TaskId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds } from '../../../index.ts'
import { personalQuestion } from '../kinds/personal.ts'
import { recording } from '../testing-segments.ts'
import { maskedAnswers } from './mask.ts'
import { beepedSamples, coversSamples, secondsOf } from './stretches.ts'

/** Asserts a law that runs at once; by its type `fc.assert` could also be a promise. */
const law: <T>(property: fc.IProperty<T>) => void = fc.assert

const at = { sampleRate: 8_000, duration: 10 }

function mark(kind: string, value: unknown, question = kind): Mark {
  return {
    id: `${kind}-1` as MarkId,
    question: question as QuestionId,
    kind,
    label: kind === 'personal' ? ('phone' as LabelId) : null,
    value: value as Mark['value'],
    source: 'person',
    confidence: null,
  }
}

const timed = (said: string, from = 0) =>
  said.split(' ').map((word, index) => ({ word, start: from + index, end: from + index + 0.8, confidence: 0.5 }))

describe('the samples that become a tone', () => {
  it('are the stretch and 0.1 s on either side, within the recording', () => {
    // 1.0 − 0.1 = 0.9 s is sample 7,200 of 8,000 a second; 2.0 + 0.1 = 2.1 s is sample 16,800.
    expect(beepedSamples([{ start: 1, end: 2 }], at)).toEqual([[7_200, 16_800]])
    expect(beepedSamples([{ start: 0.05, end: 9.95 }], at)).toEqual([[0, 80_000]])
    expect(secondsOf([[7_200, 16_800]], 8_000)).toEqual([{ start: 0.9, end: 2.1 }])
  })
  it('are one range where paddings touch, and cover the ranges of each part in any order', () => {
    const far = { start: 5, end: 6 }
    // 1.1 + 0.1 = 1.2 = 1.3 − 0.1.
    expect(beepedSamples([far, { start: 1.3, end: 2 }, { start: 1, end: 1.1 }], at)).toEqual([
      [7_200, 16_800],
      [39_200, 48_800],
    ])
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 9_900 }), fc.integer({ min: 1, max: 3_000 }))
      .map(([from, length]) => ({ start: from / 1_000, end: (from + length) / 1_000 }))
    law(
      fc.property(fc.array(stretch, { maxLength: 8 }), fc.array(stretch, { maxLength: 8 }), (some, more) => {
        const all = beepedSamples([...some, ...more], at)
        expect(coversSamples(all, beepedSamples(more, at))).toBe(true)
        expect(all).toEqual(beepedSamples([...more, ...some], at))
        for (const [index, [from, to]] of all.entries()) {
          expect(from).toBeLessThan(to)
          expect(from).toBeGreaterThan(all[index - 1]?.[1] ?? -1)
        }
      }),
    )
  })
})

describe('a text without what was beeped', () => {
  const words = timed('call me at 0612 345678 today')
  const beeped = [{ start: 2.9, end: 4.9 }]
  it('has one [personal] for the words within, and all else as it was', () => {
    const value = { text: 'Call me,  at 0612 345678 today!', words, alternatives: ['call me at 0612345678 today'] }
    const [masked] = maskedAnswers([mark('transcript', value)], beeped)
    expect(masked?.value).toEqual({
      text: 'Call me,  at [personal] today!',
      words: [
        ...words.slice(0, 3),
        { word: '[personal]', start: 3, end: 4.8, confidence: null },
        { word: 'today', start: 5, end: 5.8, confidence: 0.5 },
      ],
    })
  })
  it('is written anew from its words where it does not hold them', () => {
    const [masked] = maskedAnswers([mark('transcript', { text: 'quite another text', words })], beeped)
    expect(masked?.value).toMatchObject({ text: 'call me at [personal] today' })
  })
  it('stays where no times of words are known, but for a segment that lies within', () => {
    const answers = [
      mark('segment', { start: 3, end: 4.5, text: '0612 345678' }),
      mark('segment', { start: 0, end: 9, text: 'call me at 0612 345678' }),
      mark('transcript', { text: 'call me at 0612 345678' }),
    ]
    expect(maskedAnswers(answers, beeped).map(({ value }) => (value as { text: string }).text)).toEqual([
      '[personal]',
      'call me at 0612 345678',
      'call me at 0612 345678',
    ])
    expect(maskedAnswers(answers, [{ start: 9, end: 10 }])).toBe(answers)
    expect(maskedAnswers(answers, [])).toBe(answers)
  })
})

describe('a flag', () => {
  const flag = mark('personal', { start: 1, end: 2 }, personalQuestion.id)
  it('may be raised in every project of recordings, whatever it asks, and nowhere else', () => {
    expect(faultsOf([flag], [], recording, kinds)).toEqual([])
    expect(faultsOf([{ ...flag, label: null }], [], recording, kinds)).toHaveLength(1)
    expect(faultsOf([{ ...flag, value: { start: 1, end: 99 } }], [], recording, kinds)).toHaveLength(1)
    expect(faultsOf([flag], [], { type: 'text', text: 'call me' }, kinds)).toHaveLength(1)
  })
  it('is no part of consensus: whoever hears the tone cannot flag it too', () => {
    const said = (id: string, answers: readonly Mark[]) => ({
      id: id as AnnotationId,
      person: id as PersonId,
      answers: [...answers],
    })
    const annotations = [said('a', [flag]), said('b', [])]
    const settled = settleTask(
      { task: 't' as TaskId, media: recording, questions: [], annotations },
      kinds,
      0 as Millis,
    )
    expect(settled).toMatchObject({ unanimous: true, questions: [] })
  })
})
