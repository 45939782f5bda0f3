// Spans of several parts: which may be, what they share, how they fuse and which tokens they label.
import type { AgreementUnit, MarkOf } from '@etabli/modality-kit'
import type { LabelId, MarkId, Media, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPartedSpan, anySpan, spanQuestion } from '../testing.ts'
import { span } from './span.ts'
import { fuseSpans } from './span-consensus.ts'
import { lengthOf, partsOf, SpanValue, sameSpan, spanOfParts, spanValueIou } from './span-value.ts'

const parted = (...parts: (readonly [number, number])[]): SpanValue => {
  const span = spanOfParts(parts.map(([start, end]) => ({ start, end })))
  if (!span) throw new Error('no characters')
  return span
}

describe('which spans of parts may be', () => {
  const reason = (value: unknown) => {
    const read = SpanValue.safeParse(value)
    return read.success ? null : read.error.issues[0]?.message
  }
  it('takes one piece as before, and two parts or more from start to end', () => {
    expect(reason({ start: 2, end: 5 })).toBeNull()
    expect(reason({ start: 0, end: 9, parts: parts([0, 4], [7, 9]) })).toBeNull()
    expect(reason({ start: 5, end: 5 })).toBe('the end must come after the start')
  })
  it.each([
    ['one part', parts([0, 9])],
    ['parts that touch', parts([0, 4], [4, 9])],
    ['parts that overlap', parts([0, 5], [4, 9])],
    ['parts out of order', parts([5, 9], [0, 3])],
    ['an empty part', parts([0, 3], [5, 5], [7, 9])],
    ['another start', parts([1, 4], [7, 9])],
    ['another end', parts([0, 4], [7, 8])],
  ])('refuses %s by a sentence', (_name, given) => {
    expect(reason({ start: 0, end: 9, parts: given })?.length).toBeGreaterThan(10)
  })
  it('what spanOfParts makes may be, and has the same characters', () => {
    void fc.assert(
      fc.property(fc.array(anySpan(30), { minLength: 1, maxLength: 6 }), (pieces) => {
        const made = spanOfParts(pieces)
        expect(reason(made)).toBeNull()
        if (made) expect(charactersOf(made)).toEqual(new Set(pieces.flatMap((piece) => [...charactersOf(piece)])))
      }),
    )
    expect(spanOfParts([])).toBeNull()
    expect(spanOfParts(parts([4, 6], [0, 4]))).toEqual({ start: 0, end: 6 })
  })
})

function parts(...list: (readonly [number, number])[]) {
  return list.map(([start, end]) => ({ start, end }))
}

function charactersOf(span: SpanValue): Set<number> {
  return new Set(
    partsOf(span).flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)),
  )
}

const anyValue = fc.oneof(anySpan(24), anyPartedSpan(24))

describe('likeness follows the parts', () => {
  it('[0,4)+[7,9) and [2,8): three characters of nine', () => {
    // Shared: 2, 3, 7. Together: 6 + 6 − 3.
    expect(spanValueIou(parted([0, 4], [7, 9]), { start: 2, end: 8 })).toBeCloseTo(3 / 9, 12)
    expect(spanValueIou(parted([0, 4], [7, 9]), { start: 4, end: 7 })).toBe(0)
  })
  it('is what the sets of characters say', () => {
    void fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [left, right] = [charactersOf(a), charactersOf(b)]
        expect(lengthOf(a)).toBe(left.size)
        expect(spanValueIou(a, b)).toBeCloseTo(left.intersection(right).size / left.union(right).size, 12)
        expect(sameSpan(a, b)).toBe(left.symmetricDifference(right).size === 0)
      }),
    )
  })
})

describe('agreement follows the parts', () => {
  const media: Media = { type: 'text', text: 'Ring the whole team up now' }
  // Tokens: Ring [0,4) the [5,8) whole [9,14) team [15,19) up [20,22) now [23,26)
  const mark = (value: SpanValue): MarkOf<SpanValue> => ({
    id: JSON.stringify(value) as MarkId,
    question: 'entities' as QuestionId,
    kind: 'span',
    label: 'thing' as LabelId,
    value,
    source: 'person',
    confidence: null,
  })
  const unit = (...people: SpanValue[]): AgreementUnit<SpanValue> => ({
    task: 't',
    media,
    raters: people.map((value, index) => ({ rater: `r${index}`, marks: [mark(value)] })),
  })
  const figure = (given: AgreementUnit<SpanValue>, measure: string) =>
    span.figures([given], spanQuestion, { seed: 1, resamples: 20 }).find((one) => one.measure === measure)?.value
  it('the words between the parts are not labelled: α over tokens', () => {
    // "Ring … up" against "Ring": of 6 tokens 1 differs. Do = 2/12. thing 3, O 9 of 12: De = (144 − 9 − 81) / 132.
    const given = unit(parted([0, 4], [20, 22]), { start: 0, end: 4 })
    expect(figure(given, 'token-alpha')).toBeCloseTo(1 - 2 / 12 / (54 / 132), 12)
  })
  it('the same outer bounds with other parts are not the same span, though they overlap', () => {
    const given = unit(parted([0, 4], [20, 22]), { start: 0, end: 22 })
    expect(figure(given, 'f1-exact')).toBe(0)
    expect(figure(given, 'f1-overlap')).toBe(1)
    expect(figure(unit(parted([0, 4], [20, 22]), { start: 5, end: 14 }), 'f1-overlap')).toBe(0)
  })
})

describe('consensus of parts', () => {
  it('the number of parts that most drew, then the boundaries that most drew', () => {
    const [a, b] = [parted([0, 4], [20, 22]), parted([0, 4], [15, 22])]
    expect(fuseSpans([a, b, a])).toEqual(a)
    expect(fuseSpans([a, { start: 0, end: 22 }, b])).toEqual(b)
    expect(fuseSpans([a, { start: 0, end: 22 }])).toEqual({ start: 0, end: 22 })
  })
  it('weighs people', () => {
    const [a, whole] = [parted([0, 4], [20, 22]), { start: 0, end: 22 }]
    expect(fuseSpans([a, whole], [0.9, 0.6])).toEqual(a)
    expect(fuseSpans([{ start: 0, end: 4 }, whole, whole], [3, 1, 1])).toEqual({ start: 0, end: 4 })
  })
  it('is a span that may be, whoever is trusted how far', () => {
    const drawn = fc.tuple(anyValue, fc.double({ min: 0.01, max: 5, noNaN: true }))
    void fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 6 }), (people) => {
        const fused = fuseSpans(
          people.map(([value]) => value),
          people.map(([, weight]) => weight),
        )
        expect(SpanValue.safeParse(fused).success).toBe(true)
        const turned = people.toReversed()
        expect(
          fuseSpans(
            turned.map(([value]) => value),
            turned.map(([, weight]) => weight),
          ),
        ).toEqual(fused)
      }),
    )
  })
})
