// What writing or accepting a transcript changes: the text itself and, where the project asks for one, the verdict.
import { adding, changing, marksOf, type Patch, removing } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, MarkId, Media, Question } from '@etabli/schema'
import { TranscriptValue, transcriptIn } from './kinds/transcript-value.ts'
import { VERDICT } from './templates.ts'
import { retimed } from './word-times.ts'
import { type Normalisation, normalisationOf, normalisedWords } from './words.ts'

export interface Desk {
  readonly questions: readonly Question[]
  readonly answers: Answers
  /** What the machine proposed. */
  readonly prefill: Answers
  readonly newId: () => MarkId
  readonly media: Media
}

/** The text of a transcript's mark; null where there is none. */
export function textOf(mark: Mark | undefined): string | null {
  return transcriptIn(mark)?.text ?? null
}

/**
 * The text as it stands. An answer starts as the machine's text; where there is none (a review without a majority), it
 * is empty: what is shown is what is saved.
 */
export function currentText(answers: Answers, question: Question): string {
  return textOf(marksOf(answers, question.id)[0]) ?? ''
}

/**
 * The patches that make `text` the transcript. The verdict follows it as long as it is the one that follows: a verdict
 * that the person chose against it (unintelligible, not speech) stays.
 */
export function writeTranscript(desk: Desk, question: Question, text: string): Patch[] {
  return [...textPatches(desk, question, text), ...followingVerdict(desk, question, text)]
}

/** The patches that take the machine's transcript as it is, with the verdict that says so; none where there is none. */
export function acceptTranscript(desk: Desk, question: Question): Patch[] {
  const heard = textOf(marksOf(desk.prefill, question.id)[0])
  if (heard === null) return []
  return [...textPatches(desk, question, heard), ...verdictPatches(desk, VERDICT.correct)]
}

/**
 * The verdict that a text has of itself: correct where it has the machine's words under the question's rules, corrected
 * where it has others; none while it is empty.
 */
export function verdictOf(machine: string | null, text: string, rules: Normalisation): LabelId | null {
  const words = normalisedWords(text, rules)
  if (words.length === 0) return null
  const heard = normalisedWords(machine ?? '', rules)
  const same = words.length === heard.length && words.every((word, index) => word === heard[index])
  return same ? VERDICT.correct : VERDICT.corrected
}

function textPatches({ answers, prefill, newId, media }: Desk, question: Question, text: string): Patch[] {
  const before = marksOf(answers, question.id)[0]
  if (textOf(before) === text) return []
  const machine = marksOf(prefill, question.id)[0]
  // The machine's own text keeps its word times and who said it.
  const said: Pick<Mark, 'value' | 'source' | 'confidence'> =
    machine && textOf(machine) === text
      ? machine
      : { value: timedText(text, [machine, before], media), source: 'person', confidence: null }
  const after: Mark = {
    ...before,
    id: before?.id ?? newId(),
    question: question.id,
    kind: 'transcript',
    label: null,
    value: said.value,
    source: said.source,
    confidence: said.confidence,
  }
  return [before ? changing(before, after) : adding(after)]
}

/** The text with the times of its words, from the first of the marks that has any. */
function timedText(text: string, marks: readonly (Mark | undefined)[], media: Media): Mark['value'] {
  const known = marks.map((mark) => transcriptIn(mark)?.words ?? []).find((words) => words.length > 0) ?? []
  const words = retimed(known, text, media.type === 'audio' ? media.duration : 0)
  if (words.length === 0) return { text }
  // A word too long to be one leaves the text without times.
  if (!TranscriptValue.safeParse({ text, words }).success) return { text }
  return { text, words: words.map(({ estimated, ...word }) => (estimated ? { ...word, estimated } : word)) }
}

function followingVerdict(desk: Desk, question: Question, text: string): Patch[] {
  const machine = textOf(marksOf(desk.prefill, question.id)[0])
  const before = textOf(marksOf(desk.answers, question.id)[0])
  const rules = normalisationOf(question)
  const now = marksOf(desk.answers, VERDICT.question)[0]?.label ?? null
  // Without a text, a verdict about the text cannot have been chosen against it.
  const followed =
    now === null ||
    (before === null ? now === VERDICT.correct || now === VERDICT.corrected : now === verdictOf(machine, before, rules))
  return followed ? verdictPatches(desk, verdictOf(machine, text, rules)) : []
}

function verdictPatches({ questions, answers, newId }: Desk, verdict: LabelId | null): Patch[] {
  const asked = questions.find((candidate) => candidate.id === VERDICT.question && candidate.kind === 'single')
  if (!asked) return []
  const before = marksOf(answers, asked.id)[0]
  if (verdict === null) {
    const gone = before && removing(answers, before.id)
    return gone ? [gone] : []
  }
  if (before?.label === verdict || !asked.labels.some((label) => label.id === verdict)) return []
  const after: Mark = {
    id: before?.id ?? newId(),
    question: asked.id,
    kind: 'single',
    label: verdict,
    value: null,
    source: 'person',
    confidence: null,
  }
  return [before ? changing(before, after) : adding(after)]
}
