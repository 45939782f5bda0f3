// Segments on their way out: what of a recording's segments files take, what they have no place for, and the exports of
// transcripts that write segments instead where the project asks for them.
import { type ExportInput, type ExportItem, type ExportMapping, isPlainKind, labelName } from '@etabli/modality-kit'
import type { Mark, Project, Question } from '@etabli/schema'
import type { TimedWord, WordVote } from '../kinds/transcript-value.ts'
import { segmentsIn } from '../segments/edits.ts'
import { stemOf } from './audio-files.ts'
import { beside, lists, type Split } from './files-out.ts'
import { segmentQuestion } from './segments-in.ts'

/** A segment as files take it; times in seconds. */
export interface CutSegment {
  readonly id: string
  readonly start: number
  readonly end: number
  /** Null where nobody says who or what it is. */
  readonly speaker: string | null
  /** Empty where nothing is written. */
  readonly text: string
  readonly words: readonly TimedWord[]
  /** Where the text is the consensus of several people. */
  readonly vote: WordVote | undefined
  readonly attributes: Mark['attributes']
}

/** A recording with its segments in order of time. */
export interface Cut {
  readonly item: ExportItem
  readonly file: string
  readonly stem: string
  readonly duration: number
  readonly mime: string
  readonly segments: readonly CutSegment[]
}

/** What a format has a place for. */
export interface Places {
  /** The text: only with one, with or without, or not at all. */
  readonly text: 'needed' | 'held' | 'none'
  readonly speaker: boolean
  /** Answers to the other questions and what is said of segments beside the speaker. */
  readonly rest?: boolean
}

export const SENTENCES = {
  needed: 'Segments without text are left out and counted.',
  none: 'The text of segments is left out: the file says who speaks when.',
  speaker: 'Who speaks is left out: the file has no place for it.',
  rest: 'What is said of segments beside speaker and text is left out, and answers to other questions.',
  times: 'The times of words are left out.',
  words: 'The segments themselves are left out: the file holds words with their times.',
  fields: 'The fields that tasks came with are left out.',
} as const

/** The export that writes segments for projects that ask for them, and is the one of transcripts for all others. */
export function withSegments(transcripts: ExportMapping, segments: SegmentExport): ExportMapping {
  const has = (project: Project) => segmentQuestion(project) !== undefined
  return {
    ...transcripts,
    refuses: (project) => (has(project) ? null : transcripts.refuses(project)),
    warnings: (project) => (has(project) ? segments.warnings : transcripts.warnings(project)),
    write: (input) => (has(input.project) ? segments.write(input) : transcripts.write(input)),
  }
}

export interface SegmentExport {
  readonly warnings: string[]
  write: ExportMapping['write']
}

export function warningsOf({ text, speaker, rest }: Places, more: readonly string[] = [SENTENCES.times]): string[] {
  return [
    ...(text === 'held' ? [] : [SENTENCES[text]]),
    ...(speaker ? [] : [SENTENCES.speaker]),
    ...(rest ? [] : [SENTENCES.rest]),
    ...more,
  ]
}

export async function* cutItems(input: ExportInput, split: Split, places: Places): AsyncGenerator<Cut> {
  const asked = segmentQuestion(input.project)
  if (!asked) return
  for await (const item of input.items()) {
    const { media } = item.task
    if (item.split !== split || media.type !== 'audio') continue
    const all = segmentsIn(item.answers, asked).map(
      ({ mark, value }): CutSegment => ({
        id: mark.id,
        start: value.start,
        end: value.end,
        speaker: mark.label === null ? null : labelName(input.project, asked.id, mark.label),
        text: (value.text ?? '').trim(),
        words: value.words ?? [],
        vote: value.vote,
        attributes: mark.attributes,
      }),
    )
    const segments = places.text === 'needed' ? all.filter(({ text }) => text !== '') : all
    countLosses(input, asked, item, all, segments.length, places)
    const file = item.file ?? item.task.name
    yield { item, file, stem: stemOf(file), duration: media.duration, mime: media.mime, segments }
  }
}

function countLosses(
  input: ExportInput,
  asked: Question,
  item: ExportItem,
  all: readonly CutSegment[],
  written: number,
  places: Places,
): void {
  const count = (reason: string, many: number) => {
    if (many > 0) input.leaveOut(reason, many)
  }
  count('segments without text', all.length - written)
  if (places.text === 'none') count('text that the file has no place for', all.filter(({ text }) => text !== '').length)
  // Where there is a place for the rest, plain answers stand beside each segment: without one they are lost too.
  const isHeld = ({ question, kind }: Mark): boolean =>
    question === asked.id || (places.rest === true && written > 0 && isPlainKind(kind))
  count('answers that a file of segments cannot hold', item.answers.filter((mark) => !isHeld(mark)).length)
}

/** A file beside each recording. */
export function segmentsBeside(
  extension: string,
  places: Places,
  chunks: (cut: Cut) => Iterable<string>,
  more?: readonly string[],
): SegmentExport {
  return {
    warnings: warningsOf(places, more),
    write: (input) => beside(input, extension, (split) => cutItems(input, split, places), chunks),
  }
}

/** One list of all recordings. */
export function segmentsListed(
  path: (name: Split) => string,
  places: Places,
  lines: (cut: Cut, input: ExportInput) => Iterable<string>,
  more?: readonly string[],
  head?: (input: ExportInput) => string,
): SegmentExport {
  async function* chunks(input: ExportInput, split: Split): AsyncGenerator<string> {
    if (head) yield head(input)
    for await (const cut of cutItems(input, split, places)) yield* lines(cut, input)
  }
  return {
    warnings: warningsOf(places, more),
    write: (input) => lists(input, path, (split) => chunks(input, split)),
  }
}
