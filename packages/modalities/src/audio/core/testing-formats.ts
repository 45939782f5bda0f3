// Trials of the formats of speech for the modality contract: out and in again, as far as each carries a transcript.
import type { ExportItem, ExportMapping, ImportMapping } from '@etabli/modality-kit'
import type { MappingTrial } from '@etabli/modality-kit/testing'
import type { Answers, BlobHash, Mark, MarkId, Millis, Project, ProjectId, TaskId } from '@etabli/schema'
import * as fc from 'fast-check'
import { TranscriptValue } from './kinds/transcript-value.ts'
import { audacityImport, elanImport, srtImport, textGridImport, webvttImport } from './mappings/beside-in.ts'
import { audacityExport, elanExport, srtExport, textGridExport, webvttExport } from './mappings/beside-out.ts'
import { audioJsonl } from './mappings/lists.ts'
import { commonVoiceImport, ctmImport, kaldiImport, librispeechImport, stmImport } from './mappings/lists-in.ts'
import {
  audiofolderExport,
  commonVoiceExport,
  ctmExport,
  kaldiExport,
  librispeechExport,
  stmExport,
} from './mappings/lists-out.ts'
import { transcriptCheck } from './templates.ts'
import { wordsOf } from './words.ts'

export const speechProject: Project = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as ProjectId,
  name: 'Kitchen',
  media: 'audio',
  questions: transcriptCheck.questions('en'),
  brief: { who: '', why: '', use: '', sensitive: null, pay: null },
  guidelines: '',
  overlap: 3,
  blind: true,
  state: 'open',
  version: 1,
  sample: false,
  createdAt: 0 as Millis,
}

export interface Telling {
  /** Path of the recording, which is the task's name too. */
  readonly file: string
  readonly value: TranscriptValue | null
  readonly verdict: string | null
  readonly speaker?: string
  /** Seconds. */
  readonly duration?: number
  readonly split?: ExportItem['split']
}

/** A finished task of `speechProject`. */
export function toldItem({ file, value, verdict, speaker, duration = 10, split = null }: Telling): ExportItem {
  const mark = (question: string, kind: string, label: string | null, said: unknown) => ({
    id: `${question}-1` as MarkId,
    question,
    kind,
    label,
    value: said,
    source: 'person',
    confidence: null,
  })
  return {
    task: {
      id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as TaskId,
      project: speechProject.id,
      position: 0,
      priority: 0,
      name: file,
      media: {
        type: 'audio',
        blob: '0'.repeat(64) as BlobHash,
        mime: 'audio/wav',
        bytes: 3,
        duration,
        sampleRate: 16_000,
        channels: 1,
      },
      fields: speaker === undefined ? {} : { speaker },
      prefill: [],
      overlap: 3,
      state: 'done',
      createdAt: 0 as Millis,
    },
    answers: [
      ...(value === null ? [] : [mark('transcript', 'transcript', null, value)]),
      ...(verdict === null ? [] : [mark('verdict', 'single', verdict, null)]),
    ] as unknown as Answers,
    file,
    split,
    votes: null,
    similarity: null,
  }
}

const word = fc.oneof(
  fc.constantFrom('turn', 'Lights,', 'l’eau', '…', '日本', '"off"', '<unk>', 'a&b', '{x}', '-->', ';;', '1'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).map((text) => `x${text.replace(/[\s\p{C}]/gu, '')}`),
)
const text = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', '\n', '  ', '\n\n', '\n \n')), { maxLength: 6 })
  .map((parts) => parts.flat().join(''))

/** With the times of all its words, or of none; a word takes a whole number of milliseconds. */
const value = fc
  .tuple(text, fc.boolean(), fc.boolean(), fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 6, maxLength: 6 }))
  .map(([said, isTimed, estimated, lengths]): TranscriptValue => {
    if (!isTimed || wordsOf(said).length === 0) return { text: said }
    let at = 0
    const words = wordsOf(said).map((one, index) => {
      const start = at
      at += lengths[index] ?? 1
      return { word: one, start: start / 1_000, end: at / 1_000, confidence: 0.5 }
    })
    return { text: said, words, ...(estimated ? { estimated } : {}) }
  })

function itemsWith(stem: fc.Arbitrary<string>): fc.Arbitrary<readonly ExportItem[]> {
  return fc.uniqueArray(
    fc
      .record({
        file: stem.map((name) => `audio/${name}.wav`),
        value: fc.option(value),
        verdict: fc.option(fc.constantFrom('correct', 'corrected')),
        speaker: fc.constantFrom('Ann', 'Bo Li', 'x-y'),
        isNamed: fc.boolean(),
      })
      .map(({ speaker, isNamed, ...rest }) => toldItem({ ...rest, ...(isNamed ? { speaker } : {}) })),
    { maxLength: 4, selector: ({ file }) => file?.toLowerCase() },
  )
}

const plainStems = fc.constantFrom('a', 'b', 'two words', 'sub/c', 'é_1')
const libriStems = fc.constantFrom('84-121123-0000', '84-121123-0001', '84/7/84-7-0003')

interface Carries {
  /** The transcript alone, or answers in fields too. */
  readonly fields?: boolean
  /** Only transcripts whose words have times. */
  readonly timed?: boolean
  /** The times of words come back. */
  readonly times?: boolean
  /** Line ends come back: all, all but blank lines; blanks in their place otherwise. */
  readonly lines?: 'all' | 'no-blank'
  readonly stems?: fc.Arbitrary<string>
  /** Recordings without a transcript are not in the list, and so no tasks. */
  readonly listed?: boolean
}

function trial(exports: ExportMapping, imports: ImportMapping, carries: Carries): MappingTrial {
  const form = (said: string): string => {
    if (carries.lines === 'all') return said.trim()
    if (carries.lines === undefined) return wordsOf(said).join(' ')
    const lines = said.split('\n').filter((line) => line.trim() !== '')
    return lines.join('\n').trim()
  }
  return {
    exports,
    imports,
    project: speechProject,
    items: itemsWith(carries.stems ?? plainStems).map((items) =>
      carries.listed ? items.filter(({ answers }) => hasText(answers)) : items,
    ),
    files: (items) => Object.fromEntries(items.map(({ file }) => [file ?? '', new Uint8Array([1])])),
    carried: ({ answers }) =>
      answers.filter((mark) => {
        if (mark.kind !== 'transcript') return carries.fields === true && hasText(answers)
        const { data } = TranscriptValue.safeParse(mark.value)
        return data !== undefined && data.text.trim() !== '' && (!carries.timed || data.words !== undefined)
      }),
    near(mark, seed) {
      const [sent, back] = [TranscriptValue.safeParse(mark.value).data, TranscriptValue.safeParse(seed.value).data]
      if (mark.kind !== 'transcript') return seed.value === null
      if (!sent || !back || form(sent.text) !== form(back.text)) return false
      const times = ({ words }: TranscriptValue) => words?.map(({ start, end }) => [start.toFixed(3), end.toFixed(3)])
      return !carries.times || JSON.stringify(times(sent)) === JSON.stringify(times(back))
    },
  }
}

function hasText(answers: readonly Mark[]): boolean {
  const said = answers.find(({ kind }) => kind === 'transcript')
  return (TranscriptValue.safeParse(said?.value).data?.text ?? '').trim() !== ''
}

export const mappingTrials: readonly MappingTrial[] = [
  trial(kaldiExport, kaldiImport, {}),
  trial(commonVoiceExport, commonVoiceImport, {}),
  trial(librispeechExport, librispeechImport, { stems: libriStems }),
  trial(audiofolderExport, audioJsonl, { fields: true, lines: 'all', listed: true }),
  trial(srtExport, srtImport, { lines: 'no-blank' }),
  trial(webvttExport, webvttImport, { lines: 'no-blank' }),
  trial(textGridExport, textGridImport, { lines: 'all', times: true }),
  trial(ctmExport, ctmImport, { timed: true, times: true }),
  trial(stmExport, stmImport, {}),
  trial(audacityExport, audacityImport, {}),
  trial(elanExport, elanImport, { lines: 'all', times: true }),
]
