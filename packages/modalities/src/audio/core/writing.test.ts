// The verdict follows what is written until a person chooses another; the machine's text comes and goes whole.
import { apply, invert } from '@etabli/modality-kit'
import type { Answers, Mark, MarkId, Media } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { transcriptCheck } from './templates.ts'
import type { Normalisation } from './words.ts'
import { acceptTranscript, currentText, type Desk, verdictOf, writeTranscript } from './writing.ts'

const questions = transcriptCheck.questions('en')
const question = questions[0]!

const heard: Mark = {
  id: 'heard' as MarkId,
  question: question.id,
  kind: 'transcript',
  label: null,
  value: { text: 'turn of the light', words: [{ word: 'turn', start: 0.1, end: 0.4, confidence: 0.9 }] },
  source: 'model',
  confidence: 0.7,
}

const media = { type: 'audio', duration: 5 } as Media
const RULES: Normalisation = { case: true, punctuation: true, numbers: null }

function desk(answers: Answers = [heard], prefill: Answers = [heard]): Desk {
  let made = 0
  return { questions, answers, prefill, media, newId: () => `new-${++made}` as MarkId }
}

function chosen(label: string): Mark {
  return {
    id: 'verdict' as MarkId,
    question: questions[1]!.id,
    kind: 'single',
    label: label as NonNullable<Mark['label']>,
    value: null,
    source: 'person',
    confidence: null,
  }
}

const write = (now: Desk, text: string): Desk => ({
  ...now,
  answers: apply(now.answers, writeTranscript(now, question, text)),
})
const verdictIn = ({ answers }: Desk) => answers.find((mark) => mark.kind === 'single')?.label ?? null

describe('the verdict of a text', () => {
  it.each([
    ['turn of the light', 'correct'],
    ['Turn of the light.', 'correct'],
    ['turn off the light', 'corrected'],
    ['turn of the', 'corrected'],
    ['  ', null],
  ])('"turn of the light" against "%s" is %s', (text, expected) => {
    expect(verdictOf('turn of the light', text, RULES)).toBe(expected)
  })

  it('follows the project’s rules', () => {
    const asWritten = { case: false, punctuation: false, numbers: null }
    expect(verdictOf('turn of the light', 'Turn of the light.', asWritten)).toBe('corrected')
    expect(verdictOf('wait 20 minutes', 'wait twenty minutes', { ...RULES, numbers: 'en' })).toBe('correct')
    const asked = { ...question, options: { normalise: asWritten } }
    const now = desk()
    const written = apply(now.answers, writeTranscript(now, asked, 'Turn of the light'))
    expect(written.find((mark) => mark.kind === 'single')?.label).toBe('corrected')
  })

  it('is corrected where no machine heard anything', () => {
    expect(verdictOf(null, 'turn off', RULES)).toBe('corrected')
  })
})

describe('writing', () => {
  it('sets corrected with the first changed word, and correct when it is changed back', () => {
    const changed = write(desk(), 'turn off the light')
    expect(verdictIn(changed)).toBe('corrected')
    expect(verdictIn(write(changed, 'Turn of the light'))).toBe('correct')
  })

  it('keeps the verdict that a person chose against it', () => {
    expect(verdictIn(write(desk([heard, chosen('unintelligible')]), 'turn off'))).toBe('unintelligible')
    const changed = write(desk(), 'turn off the light')
    const insisted = { ...changed, answers: changed.answers.map((m) => (m.kind === 'single' ? chosen('correct') : m)) }
    expect(verdictIn(write(insisted, 'turn off the lights'))).toBe('correct')
  })

  it('withdraws its own verdict with the last word, never one that was chosen', () => {
    expect(verdictIn(write(write(desk(), 'turn off'), ''))).toBeNull()
    expect(verdictIn(write(desk([heard, chosen('not-speech')]), ''))).toBe('not-speech')
  })

  it('is undone whole: text and verdict', () => {
    const before = desk()
    const patches = writeTranscript(before, question, 'turn off the light')
    expect(apply(apply(before.answers, patches), invert(patches))).toEqual([heard])
  })

  it('gives the text back its word times where it is the machine’s again', () => {
    const back = write(write(desk(), 'turn off the light'), 'turn of the light')
    expect(back.answers.find((mark) => mark.kind === 'transcript')).toEqual({ ...heard, id: 'heard' })
    const mine = write(desk(), 'turn off the light').answers.find((mark) => mark.kind === 'transcript')
    expect(mine).toMatchObject({ value: { text: 'turn off the light' }, source: 'person', confidence: null })
  })

  it('AUD12: a changed word leaves every other word its time, and has an estimated one', () => {
    const words = [
      { word: 'turn', start: 0.1, end: 0.4, confidence: 0.9 },
      { word: 'of', start: 0.45, end: 0.6, confidence: 0.4 },
      { word: 'the', start: 0.6, end: 0.7, confidence: 0.9 },
      { word: 'light', start: 0.7, end: 1.1, confidence: 0.9 },
    ]
    const timed = { ...heard, value: { text: 'turn of the light', words } }
    const now = write(desk([timed], [timed]), 'turn off the light')
    expect(now.answers[0]?.value).toEqual({
      text: 'turn off the light',
      words: [words[0], { word: 'off', start: 0.45, end: 0.6, confidence: null, estimated: true }, words[2], words[3]],
    })
    // However it was typed: all away, then word by word.
    const retyped = ['', 't', 'turn', 'turn o', 'turn off the light'].reduce(write, desk([timed], [timed]))
    expect(retyped.answers[0]?.value).toEqual(now.answers[0]?.value)
  })

  it('keeps what is said of the recording beside its text', () => {
    const said = { ...heard, attributes: { accent: 'Scottish' } } as Mark
    expect(write(desk([said]), 'turn off').answers[0]?.attributes).toEqual({ accent: 'Scottish' })
    const back = write(write(desk([said]), 'turn off'), 'turn of the light')
    expect(back.answers[0]).toEqual(said)
  })

  it('asks for no verdict where the project has none', () => {
    const now = { ...desk(), questions: [question] }
    expect(verdictIn(write(now, 'turn off'))).toBeNull()
  })

  it('follows a version taken over in review where there was no majority for a text', () => {
    const torn = desk([chosen('corrected')])
    expect(currentText(torn.answers, question)).toBe('')
    expect(verdictIn(write(torn, 'turn of the light'))).toBe('correct')
    expect(verdictIn(write(desk([chosen('not-speech')]), 'turn of the light'))).toBe('not-speech')
  })

  it('starts from nothing where there is neither a text nor a machine', () => {
    expect(currentText([], question)).toBe('')
    const now = write(desk([], []), 'turn off')
    expect(currentText(now.answers, question)).toBe('turn off')
  })
})

describe('accepting', () => {
  it('leaves the machine’s text as it is, word times and all, and says correct', () => {
    const now = desk()
    expect(apply(now.answers, acceptTranscript(now, question))).toEqual([heard, { ...chosen('correct'), id: 'new-1' }])
  })

  it('overrules a verdict chosen before', () => {
    const now = desk([heard, chosen('unintelligible')])
    expect(verdictIn({ ...now, answers: apply(now.answers, acceptTranscript(now, question)) })).toBe('correct')
  })

  it('does nothing without a machine', () => {
    expect(acceptTranscript(desk([], []), question)).toEqual([])
  })
})
