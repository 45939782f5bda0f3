// Trials of the formats of speech with segments: out and in again, as far as each carries them.
import type { ExportItem, ExportMapping, ImportMapping } from '@etabli/modality-kit'
import type { MappingTrial } from '@etabli/modality-kit/testing'
import type { Answers, Project } from '@etabli/schema'
import * as fc from 'fast-check'
import { audio } from './index.ts'
import { type SegmentValue, segmentOf } from './kinds/segment-value.ts'
import { segmentTranscripts } from './segment-templates.ts'
import { speechProject, toldItem } from './testing-formats.ts'
import { segmentMark } from './testing-segments.ts'

export const segmentsProject: Project = {
  ...speechProject,
  questions: segmentTranscripts.questions('en').map((question) => ({
    ...question,
    options: { transcript: true },
  })),
}

const [question] = segmentsProject.questions

const word = fc.constantFrom('turn', 'Lights,', 'l’eau', '日本', '"off"', '<unk>', 'a&b', '-->', ';;', '1')
const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '))

const segment = fc.record({
  from: fc.integer({ min: 0, max: 8_000 }),
  length: fc.integer({ min: 60, max: 1_500 }),
  label: fc.constantFrom(null, ...(question?.labels ?? []).map(({ id }) => id)),
  text,
})

const items: fc.Arbitrary<readonly ExportItem[]> = fc.uniqueArray(
  fc
    .record({ name: fc.constantFrom('a', 'b', 'two words', 'sub/c'), segments: fc.array(segment, { maxLength: 6 }) })
    .map(({ name, segments }): ExportItem => {
      const marks = segments.map(({ from, length, label, text: said }, index) =>
        segmentMark(
          `${name.replace(/\W/g, '')}-${index}`,
          { start: from / 1_000, end: (from + length) / 1_000, text: said },
          {
            label,
            question: question?.id ?? segmentMark('x', { start: 0, end: 1 }).question,
          },
        ),
      )
      return { ...toldItem({ file: `audio/${name}.wav`, value: null, verdict: null }), answers: marks as Answers }
    }),
  { maxLength: 3, selector: ({ file }) => file },
)

interface Carries {
  readonly text: 'needed' | 'held' | 'none'
  readonly speaker: boolean
  readonly ids?: boolean
  /** Recordings without segments are not in the list. */
  readonly listed?: boolean
}

function exportOf(format: string): ExportMapping {
  const found = audio.exports.find((mapping) => mapping.format === format)
  if (!found) throw new Error(`no export ${format}`)
  return found
}

function importOf(format: string): ImportMapping {
  const found = audio.imports.find((mapping) => mapping.format === format)
  if (!found) throw new Error(`no import ${format}`)
  return found
}

function trial(format: string, from: string, carries: Carries): MappingTrial {
  return {
    exports: exportOf(format),
    imports: importOf(from),
    project: segmentsProject,
    items: items.map((all) =>
      all.flatMap((item) => {
        // Who is not named cannot be told from who is, where nobody is.
        const answers = carries.speaker ? item.answers : item.answers.map((mark) => ({ ...mark, label: null }))
        const isTold = answers.some((mark) => carries.text !== 'needed' || (segmentOf(mark)?.text ?? '') !== '')
        return carries.listed && !isTold ? [] : [{ ...item, answers }]
      }),
    ),
    files: (all) => Object.fromEntries(all.map(({ file }) => [file ?? '', new Uint8Array([1])])),
    carried: ({ answers }) =>
      answers.filter((mark) => carries.text !== 'needed' || (segmentOf(mark)?.text ?? '') !== ''),
    near(mark, seed) {
      const [sent, back] = [segmentOf(mark), seed.value as SegmentValue]
      if (!sent || (carries.ids && seed.id !== mark.id)) return false
      const isThere = Math.abs(sent.start - back.start) < 2e-3 && Math.abs(sent.end - back.end) < 2e-3
      return isThere && (carries.text === 'none' || sent.text === back.text)
    },
  }
}

/** AUD3: ids are kept by the formats that have a place for them. */
export const segmentMappingTrials: readonly MappingTrial[] = [
  trial('csv', 'csv', { text: 'held', speaker: true, ids: true, listed: true }),
  trial('nemo', 'jsonl', { text: 'needed', speaker: true, ids: true, listed: true }),
  trial('webvtt', 'webvtt', { text: 'held', speaker: true, ids: true }),
  trial('srt', 'srt', { text: 'needed', speaker: false }),
  trial('audacity', 'audacity', { text: 'needed', speaker: false }),
  trial('textgrid', 'textgrid', { text: 'held', speaker: true }),
  trial('elan', 'elan', { text: 'held', speaker: true }),
  trial('rttm', 'rttm', { text: 'none', speaker: true }),
  trial('stm', 'stm', { text: 'held', speaker: true }),
  trial('kaldi', 'kaldi', { text: 'needed', speaker: true }),
]
