// Trials of segments for the modality contract, and generators of segments with words for the tests of their editing.
import { type KindTrial, toolTrial } from '@etabli/modality-kit/testing'
import type { BlobHash, LabelId, Mark, MarkId, Media, Question, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { segment } from './kinds/segment.ts'
import type { SegmentValue } from './kinds/segment-value.ts'
import { type SegmentContext, segmentTool } from './tools/segment.ts'

export const DURATION = 10.0005

export const recording: Media = {
  type: 'audio',
  blob: '0'.repeat(64) as BlobHash,
  mime: 'audio/flac',
  bytes: 1,
  duration: DURATION,
  sampleRate: 16_000,
  channels: 1,
}

/** A question of segments with two speakers. */
export function segmentQuestion(options: Question['options'] = {}): Question {
  return {
    id: 'turns' as QuestionId,
    kind: 'segment',
    title: 'Who speaks',
    help: '',
    required: false,
    labels: [
      { id: 'ann' as LabelId, name: 'Ann', colour: 0, key: '1' },
      { id: 'bo' as LabelId, name: 'Bo', colour: 1, key: '2' },
    ],
    options,
  }
}

/** A mark of `segmentQuestion`. */
export function segmentMark(id: string, value: SegmentValue, more: Partial<Mark> = {}): Mark {
  return {
    id: id as MarkId,
    question: 'turns' as QuestionId,
    kind: 'segment',
    label: 'ann' as LabelId,
    value: value as Mark['value'],
    source: 'person',
    confidence: null,
    ...more,
  }
}

const millis = (max: number) => fc.integer({ min: 0, max })
const word = fc.constantFrom('turn', 'on', 'Light', 'l’eau', '…', '日本', '<unk>')
const gap = fc.constantFrom(' ', ' ', '  ', '\n')

/** A text with the times of its words, or of none, within a segment. */
function saidWithin(start: number, end: number): fc.Arbitrary<Pick<SegmentValue, 'text' | 'words' | 'estimated'>> {
  return fc
    .record({ parts: fc.array(fc.tuple(word, gap), { maxLength: 6 }), isTimed: fc.boolean(), isSure: fc.boolean() })
    .map(({ parts, isTimed, isSure }) => {
      const text = parts.flat().join('')
      if (!isTimed) return { text }
      const step = (end - start) / Math.max(1, parts.length)
      const words = parts.map(([said], index) => ({
        word: said,
        start: start + step * index,
        end: start + step * (index + 0.8),
        confidence: 0.5,
      }))
      return { text, words, ...(isSure ? {} : { estimated: true }) }
    })
}

/** Bounds in whole milliseconds, at least 100 of them, some with text. */
export const segmentValues: fc.Arbitrary<SegmentValue> = fc
  .tuple(millis(9_000), fc.integer({ min: 100, max: 1_000 }), fc.boolean())
  .chain(([from, length, isWritten]) => {
    const bounds = { start: from / 1_000, end: (from + length) / 1_000 }
    if (!isWritten) return fc.constant(bounds)
    return saidWithin(bounds.start, bounds.end).map((said) => ({ ...bounds, ...said }))
  })

const near = (a: number, b: number) => Math.abs(a - b) < 1e-6

export const segmentTrial: KindTrial<SegmentValue> = {
  kind: segment,
  context: fc.constantFrom({}, { transcript: true }).map((options) => ({
    question: segmentQuestion(options),
    media: recording,
  })),
  marks: ({ question }) =>
    fc.record({
      label: fc.constantFrom<LabelId | null>(null, ...question.labels.map(({ id }) => id)),
      value: segmentValues,
    }),
  near: (a, b) => near(a.start, b.start) && near(a.end, b.end) && a.text === b.text,
  errorMeasures: ['der', 'wer'],
}

const events = fc.oneof(
  fc.record({
    type: fc.constantFrom('down' as const, 'move' as const, 'up' as const),
    at: fc.double({ min: -1, max: 12, noNaN: true }),
    shift: fc.boolean(),
    alt: fc.boolean(),
    mod: fc.boolean(),
    unitsPerPixel: fc.constant(0.01),
    pointer: fc.constantFrom('mouse' as const, 'touch' as const),
    clicks: fc.constant(1),
  }),
  fc.constant({ type: 'cancel' as const }),
)

const answers = [segmentMark('a', { start: 1, end: 3 }), segmentMark('b', { start: 2, end: 4.5, text: 'turn on' })]

export const segmentToolTrial = toolTrial<Parameters<typeof segmentTool.step>[0], number, SegmentContext>({
  tool: segmentTool,
  events,
  answers,
  contextOf: (now) => ({
    ...now,
    question: segmentQuestion(),
    duration: DURATION,
    label: 'ann' as LabelId,
    hit: now.selection[0] ?? null,
    grip: now.answers.length % 2 === 0 ? { id: 'a' as MarkId, edge: 'end' } : null,
    snapped: (seconds) => seconds,
  }),
})
