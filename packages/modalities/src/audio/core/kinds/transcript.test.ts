// Transcripts against hand-worked word error rates.
import { type AgreementUnit, settleQuestion } from '@etabli/modality-kit'
import type { MarkId, Media, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
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

describe('QLT2: pairwise CER, and rules by name', () => {
  it('counts characters of the normalised words, blanks between them', () => {
    // "in ten" against "on ten": 1 of 6 characters each way: 2 / 12.
    const figures = transcript.figures([unit('a', 'In ten!', 'on ten')], question, options)
    expect(figures.find((figure) => figure.measure === 'cer')?.value).toBeCloseTo(2 / 12, 12)
  })
  it('follows the project’s rules and says which', () => {
    const asked = { ...question, options: { normalise: { numbers: 'en' } } } as Question
    const units = [unit('a', 'wait 20 minutes', 'wait twenty minutes')]
    expect(transcript.figures(units, question, options)[0]?.value).toBeCloseTo(2 / 6, 12)
    const [wer] = transcript.figures(units, asked, options)
    expect(wer?.value).toBe(0)
    expect(wer?.formula).toContain('case, punctuation and numbers aside')
  })
})

describe('consensus', () => {
  const fuse = (marks: ReturnType<typeof mark>[], weights?: number[], machine?: string) =>
    transcript.fuse(
      marks,
      { question, media, ...(machine === undefined ? {} : { machine: { value: { text: machine } } }) },
      weights,
    )
  it('is put together word by word: each of three is wrong once, elsewhere', () => {
    const marks = ['Wake me and ten minutes.', 'Wake me in tan minutes.', 'Make me in ten minutes.'].map(mark)
    expect(fuse(marks).text).toBe('Wake me in ten minutes.')
  })
  it('QLT4: has as many votes as its weakest word, so that such a text is no quarrel', () => {
    // Wake 2 of 3, in 2 of 3, ten 2 of 3, me and minutes 3 of 3.
    const said = unit('t', 'Wake me and ten minutes.', 'Wake me in tan minutes.', 'Make me in ten minutes.')
    expect(settleQuestion(transcript, said, question)).toMatchObject({
      marks: [{ value: { text: 'Wake me in ten minutes.' } }],
      support: [{ votes: 2, of: 3, contested: false }],
    })
    // A word more, said by one of two, has no majority, nor has its absence.
    const two = settleQuestion(transcript, unit('t', 'turn it on', 'turn on'), question)
    expect(two.support).toMatchObject([{ votes: 1, of: 2, contested: true }])
  })
  it('weighs by reliability', () => {
    // fifteen 0.9, fifty 0.3 + 0.4.
    const marks = ['in fifteen minutes', 'in fifty minutes', 'in fifty minutes'].map(mark)
    expect(fuse(marks).text).toBe('in fifty minutes')
    expect(fuse(marks, [0.9, 0.3, 0.4]).text).toBe('in fifteen minutes')
  })
  it('QLT4: keeps how sure the vote was of each word, and of each place left without one, without any times too', () => {
    // "it" 0.5 + 0.3 of 1.5 against 0.7 for none; "in" 0.5 + 0.7 of 1.5, "on" 0.3.
    const marks = ['play it in here', 'play it on here', 'play in here'].map(mark)
    expect(fuse(marks, [0.5, 0.3, 0.7])).toEqual({
      text: 'play it in here',
      vote: { words: [1, 0.5333, 0.8, 1], gaps: [] },
    })
    // With 0.9 for the one who leaves it out: none 0.9 of 1.7, and "in" 1.4.
    expect(fuse(marks, [0.5, 0.3, 0.9])).toEqual({
      text: 'play in here',
      vote: { words: [1, 0.8235, 1], gaps: [{ before: 1, sure: 0.5294 }] },
    })
    // One person alone is no vote.
    expect(fuse([mark('play')])).toEqual({ text: 'play' })
  })
  it('settles what is even by the machine', () => {
    const marks = ['turn it on', 'turn on'].map(mark)
    expect(fuse(marks, undefined, 'turn on').text).toBe('turn on')
    expect(fuse(marks, undefined, 'turn it on').text).toBe('turn it on')
  })
  it('writes a word as most wrote it, and keeps the lines of a text that someone wrote', () => {
    expect(fuse(['Hello, Bob.', 'hello, Bob', 'Hello, Bob'].map(mark)).text).toBe('Hello, Bob')
    expect(fuse(['yes\nno', 'yes\nno', 'yes na'].map(mark)).text).toBe('yes\nno')
  })
  it('AUD12: leaves each word its time, gives each a confidence, and says where a time is a guess', () => {
    const timed = (text: string, ...words: [string, number, number][]) => ({
      ...mark(text),
      value: { text, words: words.map(([word, start, end]) => ({ word, start, end, confidence: 0.5 })) },
    })
    const machine = timed('turn the light', ['turn', 0, 0.4], ['the', 0.4, 0.6], ['light', 0.6, 1])
    // "on" stands between "turn" (ends 0.4) and "the" (starts 0.4); nobody's has a time.
    const fused = fuse([machine, mark('turn on the light'), mark('turn on the light')])
    expect(fused).toEqual({
      text: 'turn on the light',
      words: [
        { word: 'turn', start: 0, end: 0.4, confidence: 1 },
        { word: 'on', start: 0.4, end: 0.4, confidence: 2 / 3, estimated: true },
        { word: 'the', start: 0.4, end: 0.6, confidence: 1 },
        { word: 'light', start: 0.6, end: 1, confidence: 1 },
      ],
      vote: { words: [1, 0.6667, 1, 1], gaps: [] },
    })
    // Two unknown words after the last known one share what is left of the 5 s.
    const longer = fuse([timed('go', ['go', 1, 2]), mark('go on now'), mark('go on now')])
    expect(longer.words?.map(({ start, end }) => [start, end])).toEqual([
      [1, 2],
      [2, 3.5],
      [3.5, 5],
    ])
  })
})

describe('check', () => {
  it('refuses characters that the project does not write, those of its tokens aside', () => {
    const asked = { ...question, options: { characters: "a-z '", tokens: ['<unk>'] } } as Question
    expect(transcript.check(mark("it's <unk> on"), { question: asked, media })).toBeNull()
    expect(transcript.check(mark('7 € and 7'), { question: asked, media })).toBe(
      'the text has characters that this project does not write: “7”, “€”',
    )
    expect(transcript.check(mark('7 €'), { question, media })).toBeNull()
  })
  it('refuses a word that ends after the recording', () => {
    const late = {
      ...mark('hello'),
      value: { text: 'hello', words: [{ word: 'hello', start: 5, end: 6, confidence: null }] },
    }
    expect(transcript.check(late, { question, media })).toContain('after the recording')
  })
})
