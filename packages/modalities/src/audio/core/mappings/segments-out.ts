// Segments on their way out: each export of transcripts writes segments instead where the project asks for them.
import {
  audacityLine,
  csvLine,
  ctmLine,
  type ElanTier,
  elan,
  filledTier,
  kaldiFiles,
  kaldiName,
  kaldiUtteranceId,
  nemoLine,
  rttmLine,
  srtCue,
  stmLine,
  textGrid,
  VTT_HEAD,
  vttCue,
} from '@etabli/formats'
import {
  cellOf,
  type ExportInput,
  type ExportItem,
  type ExportMapping,
  isPlainKind,
  labelName,
  plainAnswers,
  plainQuestions,
} from '@etabli/modality-kit'
import type { Mark, Project, Question } from '@etabli/schema'
import type { TimedWord, WordVote } from '../kinds/transcript-value.ts'
import { segmentsIn } from '../segments/edits.ts'
import { lanesOf } from '../segments/lanes.ts'
import { nameOf, stemOf } from './audio-files.ts'
import { gridBounds } from './beside-out.ts'
import { wordConfidence } from './exports.ts'
import { segmentQuestion } from './segments-in.ts'
import { asCell, uniqueNames } from './spoken.ts'

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
interface Cut {
  readonly item: ExportItem
  readonly file: string
  readonly stem: string
  readonly duration: number
  readonly mime: string
  readonly segments: readonly CutSegment[]
}

/** What a format has a place for. */
interface Places {
  /** The text: only with one, with or without, or not at all. */
  readonly text: 'needed' | 'held' | 'none'
  readonly speaker: boolean
  /** Answers to the other questions and what is said of segments beside the speaker. */
  readonly rest?: boolean
}

type Split = ExportItem['split']

const SENTENCES = {
  needed: 'Segments without text are left out and counted.',
  none: 'The text of segments is left out: the file says who speaks when.',
  speaker: 'Who speaks is left out: the file has no place for it.',
  rest: 'What is said of segments beside speaker and text is left out, and answers to other questions.',
  times: 'The times of words are left out.',
  words: 'The segments themselves are left out: the file holds words with their times.',
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

interface SegmentExport {
  readonly warnings: string[]
  write: ExportMapping['write']
}

function warningsOf({ text, speaker, rest }: Places, more: readonly string[] = [SENTENCES.times]): string[] {
  return [
    ...(text === 'held' ? [] : [SENTENCES[text]]),
    ...(speaker ? [] : [SENTENCES.speaker]),
    ...(rest ? [] : [SENTENCES.rest]),
    ...more,
  ]
}

async function* cutItems(input: ExportInput, split: Split, places: Places): AsyncGenerator<Cut> {
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

function besideExport(
  extension: string,
  places: Places,
  chunks: (cut: Cut) => Iterable<string>,
  more?: readonly string[],
): SegmentExport {
  return {
    warnings: warningsOf(places, more),
    async *write(input) {
      for (const split of input.splits ?? [null]) {
        for await (const cut of cutItems(input, split, places)) {
          const folder = split === null ? '' : `${split}/`
          yield { path: `${folder}${cut.stem}${extension}`, chunks: chunks(cut) }
        }
      }
    },
  }
}

function listExport(
  path: (name: string | null) => string,
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
    async *write(input) {
      for (const split of input.splits ?? [null]) yield { path: path(split), chunks: chunks(input, split) }
    },
  }
}

export const srtSegments = besideExport('.srt', { text: 'needed', speaker: false }, ({ segments }) =>
  segments.map(({ start, end, text }, index) => srtCue({ start, end, text }, index + 1)),
)

/** Cues are named by the segments' ids. */
export const webvttSegments = besideExport('.vtt', { text: 'held', speaker: true }, ({ segments }) => [
  VTT_HEAD,
  ...segments.map(({ id, start, end, speaker, text }) => vttCue({ id, start, end, speaker, text })),
])

/** A label is the text. */
export const audacitySegments = besideExport('.txt', { text: 'needed', speaker: false }, ({ segments }) =>
  segments.map(({ start, end, text }) => audacityLine({ start, end, text })),
)

/** The tier of segments of nobody. */
export const NOBODY = 'segments'
const ANOTHER = /\s#\d+$/u

/** The speaker of a tier's name. */
export function speakerOfTier(name: string): string | null {
  const speaker = name.replace(ANOTHER, '')
  return speaker === NOBODY ? null : speaker
}

interface Tier {
  readonly name: string
  readonly speaker: string | null
  readonly segments: readonly CutSegment[]
}

/** A tier for each speaker, and another for each time that one's segments overlap. */
function tiersOf(segments: readonly CutSegment[]): Tier[] {
  const tiers: Tier[] = []
  for (const [speaker, own] of Map.groupBy(segments, (segment) => segment.speaker)) {
    const lanes = lanesOf(own)
    for (const [lane, within] of Map.groupBy(own, (_, index) => lanes[index] ?? 0)) {
      const name = `${speaker ?? NOBODY}${lane === 0 ? '' : ` #${lane + 1}`}`
      tiers.push({ name, speaker, segments: within })
    }
  }
  return tiers.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** What an interval says: an empty one would be none, so that one without text has its tier's name. */
const said = ({ name }: Tier, { text }: CutSegment): string => (text === '' ? name : text)

export const textGridSegments = besideExport('.TextGrid', { text: 'held', speaker: true }, ({ duration, segments }) => {
  const bounds = gridBounds(duration, segments)
  const tiers = tiersOf(segments).map((tier) =>
    filledTier(
      tier.name,
      tier.segments.map((segment) => ({ start: segment.start, end: segment.end, text: said(tier, segment) })),
      bounds,
    ),
  )
  return textGrid.write({ ...bounds, tiers: tiers.length > 0 ? tiers : [filledTier(NOBODY, [], bounds)] })
})

export const elanSegments = besideExport('.eaf', { text: 'held', speaker: true }, ({ file, mime, segments }) => {
  const tiers = tiersOf(segments).map(
    (tier): ElanTier => ({
      id: tier.name,
      participant: tier.speaker,
      annotations: tier.segments.map((segment) => ({
        start: segment.start,
        end: segment.end,
        text: said(tier, segment),
      })),
    }),
  )
  return elan.write({ media: { path: nameOf(file), mime }, tiers })
})

/** Recordings are named by their path without extension; who is not named is called as the recording. */
const recordingOf = ({ stem }: Cut): string => asCell(stem)
const speakerIn = (cut: Cut, { speaker }: CutSegment): string => asCell(speaker ?? nameOf(cut.stem))
const listed = (extension: string) => (name: string | null) => `${name ?? 'recordings'}.${extension}`

export const rttmSegments = listExport(listed('rttm'), { text: 'none', speaker: true }, (cut) =>
  cut.segments.map((segment) =>
    rttmLine({
      recording: recordingOf(cut),
      channel: '1',
      start: segment.start,
      duration: segment.end - segment.start,
      speaker: speakerIn(cut, segment),
      confidence: null,
    }),
  ),
)

export const stmSegments = listExport(listed('stm'), { text: 'held', speaker: true }, (cut) =>
  cut.segments.map((segment) =>
    stmLine({
      recording: recordingOf(cut),
      channel: '1',
      speaker: speakerIn(cut, segment),
      start: segment.start,
      end: segment.end,
      label: null,
      text: segment.text,
    }),
  ),
)

export const ctmSegments = listExport(
  listed('ctm'),
  { text: 'needed', speaker: false },
  (cut, input) => {
    const without = cut.segments.filter(({ words }) => words.length === 0).length
    if (without > 0) input.leaveOut('words without times', without)
    return cut.segments
      .flatMap(({ words }) => words)
      .toSorted((a, b) => a.start - b.start)
      .map(({ word, start, end, confidence }) =>
        ctmLine({
          recording: recordingOf(cut),
          channel: '1',
          start,
          duration: end - start,
          word: asCell(word),
          confidence,
        }),
      )
  },
  [SENTENCES.words],
)

/** A line for each segment, by its offset into its recording; a trainer reads it as it is. */
export const nemoSegments = listExport(
  (name) => (name === null ? 'nemo_manifest.json' : `${name}_manifest.json`),
  { text: 'needed', speaker: true, rest: true },
  ({ item, file, segments }, input) =>
    segments.map(({ id, start, end, speaker, text, vote, attributes }) =>
      nemoLine({
        audio_filepath: file,
        offset: start,
        duration: end - start,
        text,
        extra: {
          id,
          ...(speaker === null ? {} : { speaker }),
          ...attributes,
          ...plainAnswers(input.project, item.answers),
          ...wordConfidence(vote),
        },
      }),
    ),
)

/** A row for each segment, as an import reads them; ids are kept. */
export const csvSegments = listExport(
  (name) => (name === null ? 'segments.csv' : `${name}.csv`),
  { text: 'held', speaker: true, rest: true },
  ({ item, file, segments }, input) => {
    const answers = plainAnswers(input.project, item.answers)
    return segments.map(({ id, start, end, speaker, text, attributes }) =>
      csvLine([
        file,
        id,
        String(start),
        String(end),
        speaker ?? '',
        text,
        ...attributesAsked(input).map((attribute) => String(attributes?.[attribute.id] ?? '')),
        ...plainQuestions(input.project).map((question) => cellOf(answers[question.id])),
      ]),
    )
  },
  undefined,
  (input) =>
    csvLine([
      'audio_filepath',
      'id',
      'start',
      'end',
      'speaker',
      'text',
      ...attributesAsked(input).map(({ id }) => id),
      ...plainQuestions(input.project).map(({ id }) => id),
    ]),
)

function attributesAsked({ project }: Pick<ExportInput, 'project'>) {
  return segmentQuestion(project)?.attributes ?? []
}

/** A data directory for each split, sorted as Kaldi demands; held in memory for that. */
export const kaldiSegments: SegmentExport = {
  warnings: warningsOf({ text: 'needed', speaker: true }),
  async *write(input) {
    for (const split of input.splits ?? [null]) {
      const folder = split ?? 'data'
      for (const { path, chunks } of await kaldiData(input, split)) yield { path: `${folder}/${path}`, chunks }
    }
  },
}

async function kaldiData(input: ExportInput, split: Split): Promise<ReturnType<typeof kaldiFiles>> {
  const recordings: { id: string; path: string }[] = []
  const utterances: Parameters<typeof kaldiFiles>[1][number][] = []
  const unique = uniqueNames()
  for await (const cut of cutItems(input, split, { text: 'needed', speaker: true })) {
    const recording = unique(kaldiName(cut.stem))
    recordings.push({ id: recording, path: cut.file })
    for (const segment of cut.segments) {
      const speaker = segment.speaker === null ? recording : kaldiName(segment.speaker)
      const id = unique(kaldiUtteranceId(speaker, `${recording}_${millisOf(segment.start)}_${millisOf(segment.end)}`))
      utterances.push({ id, speaker, recording, start: segment.start, end: segment.end, text: segment.text })
    }
  }
  return kaldiFiles(recordings, utterances)
}

/** Milliseconds in nine digits, so that names sort by time. */
function millisOf(seconds: number): string {
  return String(Math.round(seconds * 1_000)).padStart(9, '0')
}
