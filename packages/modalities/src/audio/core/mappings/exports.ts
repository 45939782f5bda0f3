// Exports of recordings: NeMo manifests, which a trainer reads, and CSV, which a person does.
import { csvLine, nemoLine } from '@etabli/formats'
import {
  type ExportInput,
  type ExportItem,
  type ExportMapping,
  type PlainAnswer,
  plainAnswers,
  plainQuestions,
} from '@etabli/modality-kit'
import type { QuestionId } from '@etabli/schema'
import { transcriptIn, type WordVote } from '../kinds/transcript-value.ts'
import { lists } from './files-out.ts'
import { transcriptQuestion, transcriptsOnly } from './spoken.ts'

export const nemoExport: ExportMapping = {
  format: 'nemo',
  media: ['audio'],
  refuses: transcriptsOnly({}).refuses,
  warnings: () => [
    'Recordings without a transcript (unintelligible, not speech) are left out and counted: a trainer cannot use them.',
  ],
  write: (input) =>
    lists(
      input,
      // Not `manifest.json`, which every export has for itself.
      (split) => `${split ?? 'nemo'}_manifest.json`,
      (split) => nemoLines(input, split),
    ),
}

async function* nemoLines(input: ExportInput, split: ExportItem['split']): AsyncGenerator<string> {
  const asked = transcriptQuestion(input.project)
  for await (const item of input.items()) {
    if (item.split !== split) continue
    const { media } = item.task
    const said = transcriptIn(item.answers.find(({ question }) => question === asked?.id))
    const text = said?.text ?? ''
    if (media.type !== 'audio' || text.trim() === '') {
      input.leaveOut('no transcript')
      continue
    }
    yield nemoLine({
      audio_filepath: item.file ?? item.task.name,
      duration: media.duration,
      offset: null,
      text,
      extra: {
        ...item.task.fields,
        ...plainAnswers(input.project, item.answers),
        ...(item.similarity === null ? {} : { agreement: rounded(item.similarity) }),
        ...wordConfidence(said?.vote),
      },
    })
  }
}

/** How sure the vote of several people was of each word of the text, under the name that NeMo has for it. */
export function wordConfidence(vote: WordVote | undefined): { readonly word_confidence?: readonly number[] } {
  return vote ? { word_confidence: vote.words } : {}
}

export const audioCsvExport: ExportMapping = {
  format: 'csv',
  media: ['audio'],
  refuses: () => null,
  warnings: () => ['The fields that tasks came with are left out.'],
  write: (input) =>
    lists(
      input,
      (split) => `${split ?? 'recordings'}.csv`,
      (split) => csvRows(input, split),
    ),
}

async function* csvRows(input: ExportInput, split: ExportItem['split']): AsyncGenerator<string> {
  const plain = plainQuestions(input.project)
  const transcripts = input.project.questions.filter(({ kind }) => kind === 'transcript')
  yield csvLine([
    'audio_filepath',
    'duration',
    ...transcripts.map(({ id }) => id),
    ...plain.map(({ id }) => id),
    'agreement',
  ])
  for await (const item of input.items()) {
    if (item.split !== split) continue
    const { media } = item.task
    const answers = plainAnswers(input.project, item.answers)
    const textOf = (id: QuestionId) => transcriptIn(item.answers.find(({ question }) => question === id))?.text ?? ''
    yield csvLine([
      item.file ?? item.task.name,
      media.type === 'audio' ? String(media.duration) : '',
      ...transcripts.map(({ id }) => textOf(id)),
      ...plain.map(({ id }) => cellOf(answers[id])),
      item.similarity === null ? '' : String(rounded(item.similarity)),
    ])
  }
}

/** Names of several labels without blanks around the mark between them, unlike the kit's cells: files stay as they were. */
function cellOf(plain: PlainAnswer | undefined): string {
  if (plain === null || plain === undefined) return ''
  return typeof plain === 'object' ? plain.join('|') : String(plain)
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
