// Segments against hand-worked figures, fusions and refusals.
import { mergeSpans, spanOverlap } from '@etabli/geometry'
import { type AgreementUnit, faultsOf, type Kind, type MarkOf, settleQuestion } from '@etabli/modality-kit'
import type { LabelId, Question } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recording, segmentMark, segmentQuestion } from '../testing-segments.ts'
import { type SegmentValue, segment } from './segment.ts'
import { weightedMedian } from './segment-consensus.ts'

const options = { seed: 1, resamples: 100 }
const question = segmentQuestion()
const written = segmentQuestion({ transcript: true })

function at(start: number, end: number, label: string | null = 'ann', text?: string): MarkOf<SegmentValue> {
  const value = { start, end, ...(text === undefined ? {} : { text }) }
  return segmentMark(`${label}-${start}-${end}`, value, { label: label as LabelId | null }) as MarkOf<SegmentValue>
}

function unit(...people: MarkOf<SegmentValue>[][]): AgreementUnit<SegmentValue> {
  return { task: 't', media: recording, raters: people.map((marks, index) => ({ rater: `r${index}`, marks })) }
}

function figure(units: AgreementUnit<SegmentValue>[], measure: string, asked = question, about: string | null = null) {
  return segment.figures(units, asked, options).find((one) => one.measure === measure && one.about === about)
}

describe('agreement', () => {
  // a cuts at 0, 2, 5; b at 0, 2.1, 5: of six boundaries the two ends match within 0.05 s, all within 0.25 s.
  const units = [unit([at(0, 2), at(2, 5, 'bo')], [at(0, 2.1), at(2.1, 5, 'bo')])]
  it('boundary F1 with a collar: 2·2 / 6, and all of them with the wider one', () => {
    expect(figure(units, 'boundary-f1@0.05')?.value).toBeCloseTo(4 / 6, 12)
    expect(figure(units, 'boundary-f1@0.25')).toMatchObject({ value: 1, n: 1, raters: 2, why: null })
  })
  it('the same segments: IoU 2/2.1 and 2.9/3 are both over a half', () => {
    expect(figure(units, 'segment-f1')?.value).toBe(1)
    // Bo's second: IoU of [2, 5) and [4, 5) is a third.
    expect(figure([unit([at(0, 2), at(2, 5, 'bo')], [at(0, 2), at(4, 5, 'bo')])], 'segment-f1')?.value).toBe(0.5)
    expect(figure([unit([at(0, 2), at(2, 5, 'bo')], [at(0, 2)])], 'segment-f1', question, 'bo')?.value).toBe(0)
  })
  it('DER: who speaks when, both ways, the collar unjudged', () => {
    // One long segment against half of it. Reference [0, 8): judged 0.25 to 7.75, of which [4, 7.75) is missed.
    // Reference [0, 4): judged up to 3.75 and from 4.25: speech 3.5, and 3.75 s of false alarm up to 8.
    const figures = figure([unit([at(0, 8)], [at(0, 4)])], 'der')
    expect(figures?.value).toBeCloseTo((3.75 + 3.75) / (7.5 + 3.5), 9)
    // Names are nobody's business: the same turns under swapped names are the same.
    expect(figure([unit([at(0, 4), at(5, 9, 'bo')], [at(0, 4, 'bo'), at(5, 9)])], 'der')?.value).toBe(0)
  })
  it('word errors of what was written, only where that is asked', () => {
    expect(figure(units, 'wer')).toBeUndefined()
    // "turn on" + "the light" against "turn on the lights" in one segment: 1 substitution, 4 words each way: 2 / 8.
    const said = [
      unit([at(5, 8, 'ann', 'the light'), at(0, 4, 'ann', 'Turn on')], [at(0, 8, 'ann', 'turn on the lights')]),
    ]
    expect(figure(said, 'wer', written)?.value).toBeCloseTo(2 / 8, 12)
  })
  it('QLT3: says why where nothing is shared', () => {
    for (const one of segment.figures([unit([at(0, 1)])], written, options)) {
      expect(one).toMatchObject({ value: null, why: 'one-rater' })
    }
  })
  it('likeness is IoU within a speaker, times that of what is said', () => {
    const context = { question: written, media: recording }
    expect(segment.similarity(at(0, 2), at(1, 3), { question, media: recording })).toBeCloseTo(1 / 3, 12)
    expect(segment.similarity(at(0, 2), at(0, 2, 'bo'), context)).toBe(0)
    expect(segment.place(at(0, 2), at(0, 2, 'bo'), context)).toBe(1)
    // One of two words differs.
    expect(segment.similarity(at(0, 2, 'ann', 'turn on'), at(0, 2, 'ann', 'turn off'), context)).toBe(0.5)
  })
})

describe('consensus', () => {
  it('takes the weighted median of boundaries', () => {
    expect(
      weightedMedian([
        [1, 1],
        [2, 1],
        [9, 1],
      ]),
    ).toBe(2)
    expect(
      weightedMedian([
        [1, 1],
        [2, 1],
      ]),
    ).toBe(1.5)
    expect(
      weightedMedian([
        [1, 3],
        [2, 1],
        [9, 1],
      ]),
    ).toBe(1)
    expect(
      weightedMedian([
        [9, 1],
        [1, 1],
        [2, 0.5],
      ]),
    ).toBe(2)
  })
  it('groups segments that overlap by half, votes on the speaker, and votes on the words', () => {
    const people = [
      [at(1, 3, 'ann', 'turn on the light'), at(5, 6, 'bo', 'yes')],
      [at(1.1, 3.2, 'ann', 'turn of the light'), at(5, 6, 'ann', 'yes')],
      [at(1, 3.1, 'bo', 'turn on the light'), at(5.1, 6, 'bo', 'yes')],
    ]
    const settled = settleQuestion(segment as Kind, unit(...people) as AgreementUnit<unknown>, written)
    // A speaker's group leaves the odd one out: Ann's two of the first, Bo's two of the second.
    expect(settled.marks.map(({ label, value }) => ({ label, ...(value as SegmentValue) }))).toMatchObject([
      { label: 'ann', start: 1.05, end: 3.1 },
      { label: 'bo', start: 5.05, end: 6, text: 'yes' },
    ])
    expect(settled.support.filter(({ contested }) => !contested)).toMatchObject([
      { votes: 2, of: 3 },
      { votes: 2, of: 3 },
    ])
    const three = people.map((marks) => marks.map((mark) => ({ ...mark, label: null })))
    const fused = settleQuestion(segment as Kind, unit(...three) as AgreementUnit<unknown>, written)
    expect(fused.marks[0]?.value).toMatchObject({ start: 1, end: 3.1, text: 'turn on the light' })
  })
  it('spreads words without times over the segment, not over the recording', () => {
    const words = [{ word: 'on', start: 5, end: 5.5, confidence: null }]
    const value = { start: 4, end: 6, text: 'turn on', words }
    const context = { question: written, media: recording }
    const fused = segment.fuse([segmentMark('a', value), segmentMark('b', value)] as MarkOf<SegmentValue>[], context)
    expect(fused).toMatchObject({
      words: [
        { word: 'turn', start: 4, end: 5 },
        { word: 'on', start: 5, end: 5.5 },
      ],
    })
  })
})

describe('a consensus where none may overlap', () => {
  const alone = segmentQuestion({ overlap: false, shortest: 0.5 })
  const settled = (...people: MarkOf<SegmentValue>[][]) =>
    settleQuestion(segment as Kind, unit(...people) as AgreementUnit<unknown>, alone)
  const bounds = (marks: readonly { readonly value: unknown }[]) =>
    marks.map(({ value }) => value as SegmentValue).map(({ start, end }) => [start, end])
  it('two meet in the middle of what they share', () => {
    const { marks } = settled(
      [at(1, 4), at(4, 6)],
      [at(1, 3.4), at(3.4, 6)],
      [at(1, 4), at(4, 6)],
      [at(1, 4)],
      [at(3, 6)],
      [at(3.2, 6)],
    )
    // First: ends 4, 3.4, 4, 4 (median 4). Second: starts 4, 3.4, 4, 3, 3.2 (median 3.4).
    expect(bounds(marks)).toEqual([
      [1, 3.7],
      [3.7, 6],
    ])
  })
  it('of two of which one lies within the other the one of fewer votes is left for a person', () => {
    const both = [at(1, 4), at(4, 5)]
    const long = [at(1, 6.5)]
    const { marks, candidates, support } = settled(both, both, long, long, [at(4, 5)])
    // Ends of the first 4, 4, 6.5 and 6.5: the middle. Four of five say so, three the second.
    expect(bounds(marks)).toEqual([[1, 5.25]])
    expect(bounds(candidates)).toEqual([[4, 5]])
    expect(support.map(({ contested }) => contested)).toEqual([false, true])
  })
  it('stands together, whatever people say, and covers what it covered where none goes', () => {
    const disjoint = fc
      .uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 8 })
      .map((cuts) => cuts.toSorted((a, b) => a - b).map((cut) => cut / 10))
      .map((cuts) =>
        cuts.flatMap((start, index) => {
          const end = cuts[index + 1]
          return end === undefined || end - start < 0.5 || index % 3 === 2 ? [] : [at(start, end)]
        }),
      )
    const kinds = new Map<string, Kind>([['segment', segment as Kind]])
    const property = fc.property(fc.array(disjoint, { minLength: 1, maxLength: 5 }), (people) => {
      const { marks, candidates, support } = settled(...people)
      expect(faultsOf(marks, [alone], recording, kinds)).toEqual([])
      const free = settleQuestion(
        segment as Kind,
        unit(...people) as AgreementUnit<unknown>,
        segmentQuestion({ shortest: 0.5 }),
      )
      const votes = new Map(support.map((one) => [one.mark, one.votes]))
      const gone = candidates.filter(({ id }) => free.marks.some((mark) => mark.id === id))
      // Who goes gives way to one of as many votes or more that it overlapped.
      for (const { id, value } of gone) {
        const stronger = free.marks.filter(
          (mark) =>
            mark.id !== id &&
            (votes.get(mark.id) ?? 0) >= (votes.get(id) ?? 0) &&
            spanOverlap(mark.value as SegmentValue, value as SegmentValue) > 0,
        )
        expect(stronger).not.toEqual([])
      }
      const covered = (of: typeof marks) =>
        mergeSpans(of.map(({ value }) => value as SegmentValue)).map(({ start, end }) => [start, end])
      if (gone.length === 0) expect(covered(marks)).toEqual(covered(free.marks))
    })
    void fc.assert(property, { numRuns: 400 })
  })
})

describe('what is refused', () => {
  const kinds = new Map<string, Kind>([['segment', segment as Kind]])
  const faults = (asked: Question, ...values: SegmentValue[]) =>
    faultsOf(
      values.map((value, index) => segmentMark(`m${index}`, value)),
      [asked],
      recording,
      kinds,
    ).map(({ mark, message }) => [mark, message])
  it('outside the recording, too short, without a speaker where one is needed', () => {
    expect(faults(question, { start: 9, end: 10.2 })[0]?.[1]).toContain('after the recording')
    expect(faults(segmentQuestion({ shortest: 0.5 }), { start: 1, end: 1.4 })[0]?.[1]).toContain('less than 0.5 s')
    expect(
      segment.check(at(0, 1, null), { question: segmentQuestion({ labelled: true }), media: recording }),
    ).not.toBeNull()
    expect(segment.value.safeParse({ start: 2, end: 2 }).success).toBe(false)
  })
  it('AUD13: a segment can start inside another, unless the question forbids overlap', () => {
    const [one, inside, after] = [
      { start: 1, end: 3 },
      { start: 2, end: 4 },
      { start: 4, end: 5 },
    ]
    expect(faults(question, one, inside, after)).toEqual([])
    const alone = segmentQuestion({ overlap: false })
    expect(faults(alone, one, after)).toEqual([])
    expect(faults(alone, inside, one, after)).toEqual([
      ['m0', expect.stringContaining('before the one before ends (3 s)')],
    ])
  })
})
