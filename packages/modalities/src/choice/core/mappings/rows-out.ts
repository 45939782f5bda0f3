// Answers given by fields as CSV and JSONL: a row a task, a column or key a question.
import { streamCsv, streamJsonl } from '@etabli/formats'
import {
  cellOf,
  type ExportFile,
  type ExportInput,
  type ExportItem,
  type ExportMapping,
  fieldColumn,
  isPlainKind,
  plainAnswers,
  plainQuestions,
  writeOrder,
  writeRanking,
} from '@etabli/modality-kit'
import type { MediaType, Project } from '@etabli/schema'
import { rankingMarks, rankingQuestions, rankingsOf } from './rankings.ts'

type Split = ExportItem['split']

function refuses(project: Project): string | null {
  return plainQuestions(project).length > 0 || rankingQuestions(project).length > 0
    ? null
    : 'No question of this project is answered by a field.'
}

function warnings(project: Project): string[] {
  const others = project.questions
    .filter(({ kind }) => !isPlainKind(kind) && kind !== 'ranking')
    .map(({ title }) => `“${title}”`)
  return others.length === 0 ? [] : [`Left out, as a row cannot hold drawn marks: ${others.join(', ')}.`]
}

/** Declares what the rows cannot hold; once a task. */
function declareLoss(input: ExportInput, item: ExportItem): void {
  const lost = item.answers.filter(({ kind }) => !isPlainKind(kind) && kind !== 'ranking').length
  if (lost > 0) input.leaveOut('a row cannot hold drawn marks', lost)
}

/** One file for each split in use, or one for all. */
export async function* bySplit(
  input: ExportInput,
  extension: string,
  chunks: (items: AsyncIterable<ExportItem>) => AsyncIterable<string>,
  name = 'answers',
): AsyncGenerator<ExportFile> {
  for (const split of input.splits ?? [null]) {
    yield { path: `${split ?? name}.${extension}`, chunks: chunks(itemsOf(input, split)) }
  }
}

async function* itemsOf(input: ExportInput, split: Split): AsyncGenerator<ExportItem> {
  for await (const item of input.items()) if (split === null || item.split === split) yield item
}

export const jsonlOut: ExportMapping = {
  format: 'jsonl',
  media: ['none', 'image', 'audio'] satisfies MediaType[],
  refuses,
  warnings,
  write: (input) => bySplit(input, 'jsonl', (items) => streamJsonl(jsonRows(items, input))),
}

async function* jsonRows(items: AsyncIterable<ExportItem>, input: ExportInput): AsyncGenerator<unknown> {
  for await (const item of items) {
    declareLoss(input, item)
    yield {
      id: item.task.name,
      ...(item.file === null ? {} : { file: item.file }),
      ...(Object.keys(item.task.fields).length === 0 ? {} : { fields: item.task.fields }),
      classes: plainAnswers(input.project, item.answers),
      ...rankingsOf(item.answers),
    }
  }
}

export const csvOut: ExportMapping = {
  format: 'csv',
  media: ['none', 'image'] satisfies MediaType[],
  refuses,
  warnings,
  async *write(input) {
    const { project } = input
    const fields = new Set<string>()
    let hasFiles = false
    for await (const { task, file } of input.items()) {
      for (const field of Object.keys(task.fields)) fields.add(field)
      hasFiles ||= file !== null
    }
    const rankings = rankingQuestions(project).flatMap(({ id }) => [id, `${id}.order`, `${id}.reason`])
    const named = [...fields].map((field) => [field, fieldColumn(field, project, ['file', ...rankings])] as const)
    const questions = [...plainQuestions(project).map(({ id }) => id as string), ...rankings]
    const columns = ['id', ...(hasFiles ? ['file'] : []), ...named.map(([, column]) => column), ...questions]
    yield* bySplit(input, 'csv', (items) => streamCsv(columns, csvRows(items, input, named)))
  },
}

async function* csvRows(
  items: AsyncIterable<ExportItem>,
  input: ExportInput,
  fields: readonly (readonly [field: string, column: string])[],
): AsyncGenerator<Record<string, string>> {
  for await (const item of items) {
    declareLoss(input, item)
    const answers = Object.entries(plainAnswers(input.project, item.answers))
    yield Object.fromEntries([
      ['id', item.task.name],
      ['file', item.file ?? ''],
      ...fields.map(([field, column]) => [column, item.task.fields[field] ?? '']),
      ...answers.map(([question, plain]) => [question, cellOf(plain)]),
      ...rankingMarks(item.answers).flatMap(({ question, ranking }) => [
        [question, writeRanking(ranking)],
        [`${question}.order`, writeOrder(ranking)],
        [`${question}.reason`, ranking.reason ?? ''],
      ]),
    ])
  }
}
