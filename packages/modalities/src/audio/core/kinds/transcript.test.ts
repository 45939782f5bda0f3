// Transcripts against hand-worked word error rates.
import type { AgreementUnit } from '@etabli/modality-kit'
import type { MarkId, Media, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { diffTranscripts } from '../diff.ts'
import { type TranscriptValue, transcript } from './transcript.ts'

const question = {
  id: 'transcript' as QuestionId,
  kind: 'transcript',
  title: 'Said',
  help: '',
  required: false,
  labels: [],
  options: {},
} as Question
const media = { type: 'audio', duration: 5 } as Media

function mark(text: string) {
  return {
    id: 'm' as MarkId,
    question: question.id,
    kind: 'transcript',
    label: null,
    value: { text },
    source: 'person' as const,
    confidence: null,
  }
}

function unit(task: string, ...texts: string[]): AgreementUnit<TranscriptValue> {
  return { task, media, raters: texts.map((text, index) => ({ rater: `r${index}`, marks: [mark(text)] })) }
}

const options = { seed: 1, resamples: 200 }

describe('QLT2: pairwise WER', () => {
  it('counts edits over reference words in both directions', () => {
    // "in ten minutes" against "and ten minutes": 1 substitution, 3 reference words each way: 2 / 6.
    // "turn on the light" against "turn the light": 1 deletion one way, 1 insertion the other; 4 + 3 words: 2 / 7.
    const figures = transcript.figures(
      [unit('a', 'in ten minutes', 'and ten minutes'), unit('b', 'Turn on the light.', 'turn the light')],
      question,
      options,
    )
    const wer = figures.find((figure) => figure.measure === 'wer')
    expect(wer?.value).toBeCloseTo((2 + 2) / (6 + 7), 12)
    expect(wer).toMatchObject({ n: 2, raters: 2, why: null })
    expect(wer?.formula).toContain('reference words')
  })
  it('sets case and punctuation aside', () => {
    const figures = transcript.figures([unit('a', 'What’s up, Doc?', "what's up doc")], question, options)
    expect(figures.find((figure) => figure.measure === 'exact')?.value).toBe(1)
  })
  it('QLT3: says why where nothing is shared', () => {
    const figures = transcript.figures([unit('a', 'alone')], question, options)
    for (const figure of figures) expect(figure).toMatchObject({ value: null, why: 'one-rater' })
  })
})

describe('consensus', () => {
  it('is the transcript nearest to all others', () => {
    // Distances in words: a–b 1/4, a–c 1/4, b–c 2/4: a is the medoid.
    const marks = ['set a timer please', 'set the timer please', 'set a timer now'].map(mark)
    expect(transcript.fuse(marks, { question, media }).text).toBe('set a timer please')
  })
})

describe('diff against the machine', () => {
  it('names substitutions, deletions and insertions, and the rates', () => {
    const diff = diffTranscripts('said it can run for ten minutes', 'Set a timer for ten minutes')
    // Hand alignment of shortest length that keeps "for ten minutes": said→Set, it→a, can→timer, run deleted: 4 edits, 6 reference words.
    expect(diff.words.filter((word) => word.op === 'equal').map((word) => word.to)).toEqual(['for', 'ten', 'minutes'])
    expect(diff.wer).toBeCloseTo(4 / 6, 12)
  })
  it('has no rate against silence', () => {
    expect(diffTranscripts('uh', '').wer).toBeNull()
  })
})

describe('check', () => {
  it('refuses a word that ends after the recording', () => {
    const late = {
      ...mark('hello'),
      value: { text: 'hello', words: [{ word: 'hello', start: 5, end: 6, confidence: null }] },
    }
    expect(transcript.check(late, { question, media })).toContain('after the recording')
  })
})
