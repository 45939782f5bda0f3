// What of an item goes into a format of speech: its transcript, the times of its words, who speaks; and what does not.
import type { ExportInput, ExportItem, ExportMapping } from '@etabli/modality-kit'
import type { Mark, Project, Question } from '@etabli/schema'
import { type TimedWord, type TranscriptValue, transcriptIn } from '../kinds/transcript-value.ts'
import { normaliseWord, wordsOf } from '../words.ts'
import { nameOf, stemOf } from './audio-files.ts'

/** Where a row stands in its file. */
export interface RowPlace {
  readonly file: string
  readonly line: number
}

export interface Spoken {
  readonly item: ExportItem
  /** The answer whose text it is. */
  readonly mark: Mark
  /** The recording's file in the export, and the same without its extension. */
  readonly file: string
  readonly stem: string
  /** Seconds. */
  readonly duration: number
  readonly mime: string
  /** Not empty. */
  readonly text: string
  /** The words of the text with their times; empty where not every word has one. */
  readonly words: readonly TimedWord[]
  /** Some of the times are estimated. */
  readonly estimated: boolean
  /** Who speaks, where the task's fields say. */
  readonly speaker: string | null
}

const SPEAKER_FIELDS = ['speaker', 'speaker_id', 'client_id', 'spk']

const NO_TRANSCRIPT = 'no transcript'
const BESIDE = 'answers that a file of transcripts cannot hold'

/** The question whose answer is the transcript: the project's first. */
export function transcriptQuestion(project: Pick<Project, 'questions'>): Question | undefined {
  return project.questions.find(({ kind }) => kind === 'transcript')
}

/**
 * The items with a transcript, of one split or (null) of an export without any. What is left out is counted.
 * @param holds whether the format has a place for answers to this question beside the transcript
 */
export async function* spokenItems(
  input: ExportInput,
  split: ExportItem['split'] | undefined,
  holds: (question: Question) => boolean = () => false,
): AsyncGenerator<Spoken> {
  const held = new Set(input.project.questions.filter(holds).map(({ id }) => id))
  const asked = transcriptQuestion(input.project)
  for await (const item of input.items()) {
    if (split !== undefined && item.split !== split) continue
    const spoken = spokenOf(item, asked)
    if (spoken === null) input.leaveOut(NO_TRANSCRIPT)
    const lost = item.answers.filter(({ question }) => question !== asked?.id && !(spoken && held.has(question))).length
    if (lost > 0) input.leaveOut(BESIDE, lost)
    if (spoken !== null) yield spoken
  }
}

function spokenOf(item: ExportItem, asked: Question | undefined): Spoken | null {
  const { media, fields } = item.task
  const mark = item.answers.find(({ question }) => question === asked?.id)
  const value = transcriptIn(mark)
  if (media.type !== 'audio' || !mark || value === null || value.text.trim() === '') return null
  const file = item.file ?? item.task.name
  const who = SPEAKER_FIELDS.map((name) => fields[name]).find((name) => name !== undefined && name !== '')
  const words = timedWords(value)
  return {
    item,
    mark,
    file,
    stem: stemOf(file),
    duration: media.duration,
    mime: media.mime,
    text: value.text,
    words,
    estimated: words.some((word) => word.estimated === true),
    speaker: who ?? null,
  }
}

/** The text's own words with the times given for them; none where the times are of another text. */
function timedWords({ text, words = [] }: TranscriptValue): TimedWord[] {
  const written = wordsOf(text)
  const fits =
    written.length === words.length &&
    words.every(({ word }, index) => normaliseWord(word) === normaliseWord(written[index] ?? ''))
  return fits ? words.map((word, index) => ({ ...word, word: written[index] ?? word.word })) : []
}

/** The one who speaks, by name or, where nobody says, as the recording's own. */
export function speakerOf({ speaker, stem }: Spoken): string {
  return speaker ?? nameOf(stem)
}

/** As a cell between blanks. */
export function asCell(text: string): string {
  // Two semicolons open a comment in the formats of NIST.
  return text.trim().replace(/\s+/gu, '_').replace(/^;;/, '__') || '_'
}

/** Gives each its name, with a number where another has it already. */
export function uniqueNames(): (wanted: string) => string {
  const taken = new Set<string>()
  return (wanted) => {
    let name = wanted
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`
    taken.add(name)
    return name
  }
}

/** What a format of transcripts loses, as sentences. */
export interface Losses {
  /** The format has no place for line ends, or none for blank lines, or keeps both. */
  readonly lines?: 'joined' | 'blank'
  /** Of the times of words: all, or how sure the machine was of each; none, or all else where they are missing. */
  readonly words?: 'times' | 'confidence' | 'without'
  readonly text?: boolean
  /** Which other questions it has a place for. */
  readonly holds?: (question: Question) => boolean
}

const LINES = {
  joined: 'Line ends in a transcript become blanks.',
  blank: 'Blank lines in a transcript are left out.',
} as const
const WORDS = {
  times: 'The times of words are left out.',
  confidence: 'How sure the machine was of each word is left out.',
  without: 'Recordings whose words have no times are left out and counted.',
} as const

/** What a mapping of transcripts says of a project beforehand. */
export function transcriptsOnly(losses: Losses): Pick<ExportMapping, 'media' | 'refuses' | 'warnings'> {
  return {
    media: ['audio'],
    refuses: (project) => (transcriptQuestion(project) ? null : 'The project asks for no transcript.'),
    warnings(project) {
      const asked = transcriptQuestion(project)
      const out = project.questions.filter((question) => question !== asked && !losses.holds?.(question))
      return [
        'Recordings without a transcript (unintelligible, not speech) are left out and counted: a trainer cannot use them.',
        ...(out.length > 0
          ? [`Left out, as the file holds transcripts only: ${out.map(({ title }) => `“${title}”`).join(', ')}.`]
          : []),
        ...(losses.text ? ['The text itself is left out: the file says who speaks when.'] : []),
        ...(losses.lines ? [LINES[losses.lines]] : []),
        ...(losses.words ? [WORDS[losses.words]] : []),
      ]
    },
  }
}
