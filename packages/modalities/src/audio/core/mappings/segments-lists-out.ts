// Segments in one list for all recordings: RTTM, STM, CTM, Kaldi, NeMo's manifests and CSV.
import { csvLine, ctmLine, kaldiFiles, kaldiName, kaldiUtteranceId, nemoLine, rttmLine, stmLine } from '@etabli/formats'
import { cellOf, type ExportInput, plainAnswers, plainQuestions } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { nameOf } from './audio-files.ts'
import { wordConfidence } from './exports.ts'
import { kaldiFolders, type Split } from './files-out.ts'
import { answerNames, attributeNames } from './row-names.ts'
import { segmentQuestion } from './segments-in.ts'
import {
  type Cut,
  type CutSegment,
  cutItems,
  SENTENCES,
  type SegmentExport,
  segmentsListed,
  warningsOf,
} from './segments-out.ts'
import { asCell, uniqueNames } from './spoken.ts'

/** Recordings are named by their path without extension; who is not named is called as the recording. */
const recordingOf = ({ stem }: Cut): string => asCell(stem)
const speakerIn = (cut: Cut, { speaker }: CutSegment): string => asCell(speaker ?? nameOf(cut.stem))
const listed = (extension: string) => (name: Split) => `${name ?? 'recordings'}.${extension}`

export const rttmSegments = segmentsListed(listed('rttm'), { text: 'none', speaker: true }, (cut) =>
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

export const stmSegments = segmentsListed(listed('stm'), { text: 'held', speaker: true }, (cut) =>
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

export const ctmSegments = segmentsListed(
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
export const nemoSegments = segmentsListed(
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
          ...item.task.fields,
          id,
          ...(speaker === null ? {} : { speaker }),
          ...renamed(attributes ?? {}, attributeNames(asked(input))),
          ...renamed(plainAnswers(input.project, item.answers), answerNames(input.project)),
          ...wordConfidence(vote),
        },
      }),
    ),
)

/** A row for each segment, as an import reads them; ids are kept. */
export const csvSegments = segmentsListed(
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
        ...(asked(input).attributes ?? []).map((attribute) => String(attributes?.[attribute.id] ?? '')),
        ...plainQuestions(input.project).map((question) => cellOf(answers[question.id])),
      ]),
    )
  },
  [SENTENCES.times, SENTENCES.fields],
  (input) =>
    csvLine([
      'audio_filepath',
      'id',
      'start',
      'end',
      'speaker',
      'text',
      ...attributeNames(asked(input)).values(),
      ...answerNames(input.project).values(),
    ]),
)

/** The question of segments: without one none of these is written. */
function asked({ project }: Pick<ExportInput, 'project'>): Pick<Question, 'attributes'> {
  return segmentQuestion(project) ?? {}
}

/** What is said, under the names that rows have for it. */
function renamed<Said>(
  said: Readonly<Record<string, Said>>,
  names: ReadonlyMap<string, string>,
): Readonly<Record<string, Said>> {
  return Object.fromEntries(Object.entries(said).map(([id, one]) => [names.get(id) ?? id, one]))
}

export const kaldiSegments: SegmentExport = {
  warnings: warningsOf({ text: 'needed', speaker: true }),
  write: (input) => kaldiFolders(input, (split) => kaldiData(input, split)),
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
