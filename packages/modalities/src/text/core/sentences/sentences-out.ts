// A row a sentence: task, number, bounds, words, class and votes, as JSON lines and as CSV.
import { streamCsv, streamJsonl } from '@etabli/formats'
import type { ExportInput } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { bySplit, type Lose, type TextItem, textExport } from '../mappings/frame-out.ts'
import { OFFSETS } from '../mappings/spans.ts'
import { sentenceMarks, sentenceQuestions, writeSentence } from './sentence-rows.ts'

const COLUMNS = ['id', 'sentence', 'start', 'end', 'label', 'quote', 'question', 'votes', 'of', 'offsets'] as const

export const sentencesOut = textExport({
  format: 'sentences',
  refuses: (project) => (sentenceQuestions(project).length > 0 ? null : 'This project asks for no sentences.'),
  warnings(project) {
    const others = project.questions.filter(({ kind }) => kind !== 'sentence').map(({ title }) => `“${title}”`)
    return others.length === 0 ? [] : [`Left out, as a row is one sentence: ${others.join(', ')}.`]
  },
  async *files(input, lose) {
    yield* bySplit(
      input,
      (split) => `${split ?? 'sentences'}.jsonl`,
      (items) => streamJsonl(rows(items, input, lose)),
    )
    yield* bySplit(
      input,
      (split) => `${split ?? 'sentences'}.csv`,
      (items) => streamCsv(columnsFor(input.project), cells(items, input)),
    )
  },
})

function columnsFor(project: Project): string[] {
  return COLUMNS.filter((column) => column !== 'question' || sentenceQuestions(project).length > 1)
}

async function* rows(items: AsyncIterable<TextItem>, input: ExportInput, lose: Lose | null): AsyncGenerator<Row> {
  for await (const item of items) {
    for (const mark of lose ? item.answers : []) {
      if (mark.kind !== 'sentence') lose?.(item, mark, 'not a sentence')
    }
    for (const [index, mark] of sentenceMarks(item.answers).entries()) {
      yield {
        id: item.task.name,
        sentence: index + 1,
        ...writeSentence(mark, item.passage, input.project),
        ...(item.votes?.get(mark.id) ?? {}),
        offsets: OFFSETS,
      }
    }
  }
}

type Row = Readonly<Record<string, string | number>>

async function* cells(items: AsyncIterable<TextItem>, input: ExportInput): AsyncGenerator<Record<string, string>> {
  // What is left out was said with the JSON lines.
  for await (const row of rows(items, input, null)) {
    yield Object.fromEntries(Object.entries(row).map(([column, value]) => [column, String(value)]))
  }
}
