// Hugging Face datasets out: a Parquet file a split that `load_dataset` reads with the names of its classes, and the head
// of the dataset card that names the files.
import { writeParquet } from '@etabli/formats'
import {
  type ExportInput,
  type ExportItem,
  type ExportMapping,
  fieldColumn,
  type PlainAnswer,
  plainAnswers,
} from '@etabli/modality-kit'
import type { Mark, Project } from '@etabli/schema'
import { taggedWords, tagWarnings } from './conll-out.ts'
import { bySplit, type Lose, type TextItem, textExport } from './frame-out.ts'
import { type Feature, featuresOf, footerOf, tagWords } from './hf-columns.ts'
import { spanQuestions } from './spans.ts'

/** Columns of our own, which no field may be named as. */
const OWN = ['text', 'tokens', 'ner_tags', 'token_starts', 'token_ends', 'entities', 'spans', 'label', 'labels']

const SPLITS = { train: 'train', val: 'validation', test: 'test' } as const

export const hfOut: ExportMapping = {
  ...textExport({
    format: 'hf-datasets',
    warnings: (project) => (spanQuestions(project).length === 0 ? [] : tagWarnings(project).slice(0, 1)),
    async *files(input, lose) {
      const named = new Map<string, string>()
      for await (const { task } of input.items()) {
        for (const field of Object.keys(task.fields)) named.set(field, fieldColumn(field, input.project, OWN))
      }
      const features = featuresOf(input.project, [...named.values()])
      yield* bySplit(input, pathOf, (items) => bytesOf(features, rows(items, input, named, features, lose)))
    },
  }),
  cardHead: ({ folders, splits }) => {
    const lines = ['configs:']
    for (const folder of folders) {
      lines.push(`- config_name: ${folder === '' ? 'default' : JSON.stringify(folder.replace(/^by\/|\/$/g, ''))}`)
      lines.push('  data_files:')
      for (const split of splits ?? (['train'] as const)) {
        lines.push(`  - split: ${SPLITS[split]}`, `    path: ${JSON.stringify(folder + pathOf(split))}`)
      }
    }
    return `${lines.join('\n')}\n`
  },
}

/** As the hub names its files. */
function pathOf(split: ExportItem['split']): string {
  return `data/${SPLITS[split ?? 'train']}-00000-of-00001.parquet`
}

async function* bytesOf(features: readonly Feature[], all: AsyncIterable<Record<string, unknown>>) {
  yield await writeParquet(
    features.map(({ column }) => column),
    all,
    footerOf(features),
  )
}

async function* rows(
  items: AsyncIterable<TextItem>,
  { project }: ExportInput,
  fields: ReadonlyMap<string, string>,
  features: readonly Feature[],
  lose: Lose,
): AsyncGenerator<Record<string, unknown>> {
  const names = new Map(features.map(({ column, names: of }) => [column.name, of ?? []]))
  for await (const item of items) {
    const shown = [...fields].map(([field, column]) => [column, item.task.fields[field] ?? null])
    const answers = Object.entries(plainAnswers(project, item.answers))
    const classes = answers.map(([column, answer]) => [column, numbered(answer, names.get(column) ?? [])])
    yield {
      id: item.task.name,
      text: item.passage.text,
      ...tagsOf(item, project, names.get('ner_tags') ?? [], lose),
      ...Object.fromEntries(classes),
      ...Object.fromEntries(shown),
    }
  }
}

function tagsOf(item: TextItem, project: Project, names: readonly string[], lose: Lose): Record<string, unknown> {
  const words = tagWords(project)
  const wordOf = (mark: Mark) =>
    words.find(({ question, label }) => question.id === mark.question && label === mark.label)?.word ?? ''
  // Answers given by fields have columns of their own.
  const own: Lose = (lost, mark, reason) => {
    if (reason !== 'not a span' || !isColumn(mark, project)) lose(lost, mark, reason)
  }
  const tagged = taggedWords(item, project, own, () => true, wordOf)
  return {
    tokens: tagged.words.map(({ text }) => text),
    ner_tags: tagged.tags.map((tag) => Math.max(0, names.indexOf(tag))),
    token_starts: tagged.words.map(({ start }) => start),
    token_ends: tagged.words.map(({ end }) => end),
  }
}

function isColumn(mark: Mark, project: Project): boolean {
  return plainAnswers(project, [mark])[mark.question] !== undefined
}

/** Classes by their numbers; other answers as they are. */
function numbered(answer: PlainAnswer, names: readonly string[]): unknown {
  if (answer === null || names.length === 0) return answer
  return typeof answer === 'object' ? answer.map((name) => names.indexOf(name)) : names.indexOf(String(answer))
}
