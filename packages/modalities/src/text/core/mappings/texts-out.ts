// Texts out: JSONL and CSV with spans by code points, their quotes, relations and answers given by fields.
import { streamCsv, streamJsonl } from '@etabli/formats'
import {
  cellOf,
  type ExportInput,
  type ExportMapping,
  fieldColumn,
  plainAnswers,
  plainQuestions,
} from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { sentenceMarks, sentenceQuestions, writeSentence } from '../sentences/sentence-rows.ts'
import { bySplit, carriedOf, type Lose, type TextItem, textExport } from './frame-out.ts'
import { nameOfLabel, OFFSETS, spanQuestions, writeSpan } from './spans.ts'

const ALL = { parts: true, relations: true, answers: true, sentences: true }

function asksRelations(project: Pick<Project, 'questions'>): boolean {
  return project.questions.some(({ kind }) => kind === 'relation')
}

function asksPlaces(project: Pick<Project, 'questions'>): boolean {
  return spanQuestions(project).length > 0 || sentenceQuestions(project).length > 0
}

/** Spans, with ids where the project asks for relations, and relations by those ids. */
function marksOf(
  item: TextItem,
  project: Project,
  lose: Lose,
): {
  entities: unknown[]
  relations: unknown[]
  sentences: unknown[]
} {
  const { spans, relations } = carriedOf(item, ALL, lose)
  const votesOf = (id: string) => item.votes?.get(id) ?? {}
  const ids = new Map(spans.map(({ id }, index) => [id as string, `e${index + 1}`]))
  const several = project.questions.filter(({ kind }) => kind === 'relation').length > 1
  return {
    entities: spans.map((mark) => ({
      ...(asksRelations(project) ? { id: ids.get(mark.id) } : {}),
      ...writeSpan(mark, item.passage, project),
      ...votesOf(mark.id),
    })),
    relations: relations.map((mark) => ({
      from: ids.get(mark.ends.from),
      to: ids.get(mark.ends.to),
      label: nameOfLabel(mark, project),
      ...(mark.attributes === undefined ? {} : { attributes: mark.attributes }),
      ...(several ? { question: mark.question } : {}),
      ...votesOf(mark.id),
    })),
    sentences: sentenceMarks(item.answers).map((mark) => ({
      ...writeSentence(mark, item.passage, project),
      ...votesOf(mark.id),
    })),
  }
}

export const jsonlOut: ExportMapping = textExport({
  format: 'jsonl',
  files: (input, lose) =>
    bySplit(
      input,
      (split) => `${split ?? 'texts'}.jsonl`,
      (items) => streamJsonl(jsonRows(items, input, lose)),
    ),
})

async function* jsonRows(items: AsyncIterable<TextItem>, input: ExportInput, lose: Lose): AsyncGenerator<unknown> {
  const { project } = input
  for await (const item of items) {
    const { entities, relations, sentences } = marksOf(item, project, lose)
    yield {
      id: item.task.name,
      text: item.passage.text,
      ...(asksPlaces(project) ? { offsets: OFFSETS } : {}),
      ...(spanQuestions(project).length === 0 ? {} : { entities }),
      ...(asksRelations(project) ? { relations } : {}),
      ...(sentenceQuestions(project).length === 0 ? {} : { sentences }),
      ...(plainQuestions(project).length === 0 ? {} : { classes: plainAnswers(project, item.answers) }),
      ...(Object.keys(item.task.fields).length === 0 ? {} : { fields: item.task.fields }),
    }
  }
}

/** Columns that our reader reads itself. */
const OWN = ['text', 'offsets', 'entities', 'relations', 'sentences', 'cats', 'Comments', 'spans', 'label', 'labels']

export const csvOut: ExportMapping = textExport({
  format: 'csv',
  async *files(input, lose) {
    const { project } = input
    const fields = new Set<string>()
    for await (const { task } of input.items()) for (const field of Object.keys(task.fields)) fields.add(field)
    const named = [...fields].map((field) => [field, fieldColumn(field, project, OWN)] as const)
    const columns = [
      'id',
      'text',
      ...named.map(([, column]) => column),
      ...plainQuestions(project).map(({ id }) => id as string),
      ...(asksPlaces(project) ? ['offsets'] : []),
      ...(spanQuestions(project).length === 0 ? [] : ['entities']),
      ...(asksRelations(project) ? ['relations'] : []),
      ...(sentenceQuestions(project).length === 0 ? [] : ['sentences']),
    ]
    yield* bySplit(
      input,
      (split) => `${split ?? 'texts'}.csv`,
      (items) => streamCsv(columns, csvRows(items, input, named, lose)),
    )
  },
})

async function* csvRows(
  items: AsyncIterable<TextItem>,
  input: ExportInput,
  fields: readonly (readonly [field: string, column: string])[],
  lose: Lose,
): AsyncGenerator<Record<string, string>> {
  for await (const item of items) {
    const { entities, relations, sentences } = marksOf(item, input.project, lose)
    const answers = Object.entries(plainAnswers(input.project, item.answers))
    yield Object.fromEntries([
      ['id', item.task.name],
      ['text', item.passage.text],
      ...fields.map(([field, column]) => [column, item.task.fields[field] ?? '']),
      ...answers.map(([question, plain]) => [question, cellOf(plain)]),
      ['offsets', OFFSETS],
      ['entities', JSON.stringify(entities)],
      ['relations', JSON.stringify(relations)],
      ['sentences', JSON.stringify(sentences)],
    ])
  }
}
