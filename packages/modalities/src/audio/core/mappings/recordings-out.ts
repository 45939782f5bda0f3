// Exports of recorded sentences: the corpus as a NeMo manifest or as a Common Voice list. Either comes back in as
// recordings whose machine transcript is the sentence that was read, so that others can check them.
import { COMMON_VOICE, nemoLine, tsvLine } from '@etabli/formats'
import {
  type BroughtFile,
  type ExportInput,
  type ExportItem,
  type ExportMapping,
  plainAnswers,
} from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { type RecordingValue, takeIn } from '../kinds/recording-value.ts'

/** A take on its way out. */
interface Spoken {
  readonly item: ExportItem
  readonly take: RecordingValue
  readonly brought: BroughtFile
  readonly sentence: string
}

const asks = (project: Pick<Project, 'questions'>): boolean =>
  project.questions.some(({ kind }) => kind === 'recording')

function* takesOf(item: ExportItem): Generator<Spoken> {
  const { media } = item.task
  for (const mark of item.answers) {
    const take = mark.kind === 'recording' ? takeIn(mark) : null
    const brought = take && item.brought?.get(take.blob)
    if (take && brought && media.type === 'text') yield { item, take, brought, sentence: oneLine(media.text) }
  }
}

/** A manifest holds a sentence in one line. */
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()

async function* spoken(input: ExportInput, split: ExportItem['split']): AsyncGenerator<Spoken> {
  for await (const item of input.items()) {
    if (split !== null && item.split !== split) continue
    const takes = [...takesOf(item)]
    if (takes.length === 0) input.leaveOut('no take')
    yield* takes
  }
}

const LOSS = 'Blanks and line ends in a sentence become one blank.'

function corpus(
  format: string,
  path: (split: ExportItem['split']) => string,
  head: string,
  line: (spoken: Spoken, input: ExportInput) => string,
): ExportMapping {
  async function* chunks(input: ExportInput, split: ExportItem['split']): AsyncGenerator<string> {
    if (head !== '') yield head
    for await (const one of spoken(input, split)) yield line(one, input)
  }
  return {
    format,
    media: ['text'],
    refuses: (project) => (asks(project) ? null : 'The project asks for no recordings.'),
    warnings: () => [LOSS],
    async *write(input) {
      for (const split of input.splits ?? [null]) yield { path: path(split), chunks: chunks(input, split) }
    },
  }
}

export const recordedNemo = corpus(
  'nemo',
  // Not `manifest.json`, which every export has for itself.
  (split) => (split === null ? 'nemo_manifest.json' : `${split}_manifest.json`),
  '',
  ({ item, take, brought, sentence }, input) =>
    nemoLine({
      audio_filepath: brought.file,
      duration: take.seconds,
      offset: null,
      text: sentence,
      extra: {
        speaker: brought.by,
        sentence_id: item.task.name,
        sample_rate: take.sampleRate,
        ...(take.checks.length > 0 ? { checks: take.checks.join('|') } : {}),
        ...item.task.fields,
        ...plainAnswers(input.project, item.answers),
      },
    }),
)

export const recordedCommonVoice = corpus(
  'common-voice',
  (split) => `${split ?? 'recordings'}.tsv`,
  tsvLine(COMMON_VOICE),
  ({ item, brought, sentence }) => {
    const { fields } = item.task
    const cells: Readonly<Record<(typeof COMMON_VOICE)[number], string>> = {
      client_id: brought.by,
      path: brought.file,
      sentence,
      up_votes: '',
      down_votes: '',
      age: fields['age'] ?? '',
      gender: fields['gender'] ?? '',
      accents: fields['accents'] ?? fields['accent'] ?? '',
      locale: fields['locale'] ?? fields['lang'] ?? '',
    }
    return tsvLine(COMMON_VOICE.map((column) => cells[column]))
  },
)
