// Exports of recordings: NeMo manifests, which a trainer reads, and CSV, which a person does.
import { csvLine, nemoLine } from '@etabli/formats'
import { type ExportInput, type ExportItem, type ExportMapping, isPlainKind, plainAnswer } from '@etabli/modality-kit'
import type { Project, Question } from '@etabli/schema'
import { TranscriptValue } from '../kinds/transcript.ts'

const needsTranscript = (project: Project): string | null =>
  project.questions.some(({ kind }) => kind === 'transcript') ? null : 'The project asks for no transcript.'

export const nemoExport: ExportMapping = {
  format: 'nemo',
  media: ['audio'],
  refuses: needsTranscript,
  warnings: () => [
    'Recordings without a transcript (unintelligible, not speech) are left out and counted: a trainer cannot use them.',
  ],
  async *write(input) {
    for (const split of input.splits ?? [null]) {
      // Not `manifest.json`, which every export has for itself.
      yield { path: split === null ? 'nemo_manifest.json' : `${split}_manifest.json`, chunks: nemoLines(input, split) }
    }
  },
}

async function* nemoLines(input: ExportInput, split: ExportItem['split']): AsyncGenerator<string> {
  for await (const item of input.items()) {
    if (item.split !== split) continue
    const { media } = item.task
    const text = transcriptOf(item, input.project)
    if (media.type !== 'audio' || text === null || text.trim() === '') {
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
        ...plainAnswers(item, input.project),
        ...(item.similarity === null ? {} : { agreement: rounded(item.similarity) }),
      },
    })
  }
}

export const audioCsvExport: ExportMapping = {
  format: 'csv',
  media: ['audio'],
  refuses: () => null,
  warnings: () => [],
  async *write(input) {
    for (const split of input.splits ?? [null]) {
      yield { path: split === null ? 'recordings.csv' : `${split}.csv`, chunks: csvRows(input, split) }
    }
  },
}

async function* csvRows(input: ExportInput, split: ExportItem['split']): AsyncGenerator<string> {
  const plain = input.project.questions.filter(({ kind }) => isPlainKind(kind))
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
    yield csvLine([
      item.file ?? item.task.name,
      media.type === 'audio' ? String(media.duration) : '',
      ...transcripts.map((question) => textOf(item, question) ?? ''),
      ...plain.map((question) => cellOf(item, question)),
      item.similarity === null ? '' : String(rounded(item.similarity)),
    ])
  }
}

function transcriptOf(item: ExportItem, project: Project): string | null {
  const question = project.questions.find(({ kind }) => kind === 'transcript')
  return question ? textOf(item, question) : null
}

function textOf(item: ExportItem, question: Question): string | null {
  const value = TranscriptValue.safeParse(item.answers.find((mark) => mark.question === question.id)?.value)
  return value.success ? value.data.text : null
}

function plainAnswers(item: ExportItem, project: Project): Record<string, unknown> {
  return Object.fromEntries(
    project.questions.flatMap((question) => {
      const mark = item.answers.find((candidate) => candidate.question === question.id)
      const plain = mark ? plainAnswer(question, mark) : null
      return plain === null ? [] : [[question.id, plain]]
    }),
  )
}

function cellOf(item: ExportItem, question: Question): string {
  const mark = item.answers.find((candidate) => candidate.question === question.id)
  const plain = mark ? plainAnswer(question, mark) : null
  return plain === null ? '' : typeof plain === 'object' ? plain.join('|') : String(plain)
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
