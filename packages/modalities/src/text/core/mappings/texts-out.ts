// Texts out: JSONL and CSV with spans by code points and their quotes, and CoNLL (IOB2) for taggers.
import { type ConllToken, conllPart, isConllToken, streamCsv, streamJsonl, tagsOfSpans } from '@etabli/formats'
import {
  cellOf,
  type ExportFile,
  type ExportInput,
  type ExportItem,
  type ExportMapping,
  fieldColumn,
  isPlainKind,
  labelName,
  plainAnswers,
  plainQuestions,
} from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { type Passage, passageOf } from '../passage.ts'
import type { Token } from '../tokens.ts'
import { stretchOf } from '../tools/span.ts'
import { OFFSETS, spanQuestions, spansOf, writeSpan } from './spans.ts'

/** One file for each split in use, or one for all. */
async function* bySplit(
  input: ExportInput,
  extension: string,
  chunks: (items: AsyncIterable<TextItem>) => AsyncIterable<string>,
): AsyncGenerator<ExportFile> {
  for (const split of input.splits ?? [null]) {
    yield { path: `${split ?? 'texts'}.${extension}`, chunks: chunks(textItems(input, split)) }
  }
}

type TextItem = ExportItem & { readonly passage: Passage }

async function* textItems(input: ExportInput, split: ExportItem['split']): AsyncGenerator<TextItem> {
  for await (const item of input.items()) {
    const passage = passageOf(item.task.media)
    if (passage && (split === null || item.split === split)) yield { ...item, passage }
  }
}

/** Marks of kinds that neither rows nor spans can hold. */
function declareLoss(input: ExportInput, item: ExportItem): void {
  const lost = item.answers.filter((mark) => mark.kind !== 'span' && !isPlainKind(mark.kind)).length
  if (lost > 0) input.leaveOut('neither a span nor an answer given by a field', lost)
}

function entitiesOf(item: TextItem, project: Project): unknown[] {
  return spansOf(item.answers).map((mark) => ({
    ...writeSpan(mark, item.passage, project),
    ...(item.votes?.get(mark.id) ?? {}),
  }))
}

export const jsonlOut: ExportMapping = {
  format: 'jsonl',
  media: ['text'],
  refuses: () => null,
  warnings: () => [],
  write: (input) => bySplit(input, 'jsonl', (items) => streamJsonl(jsonRows(items, input))),
}

async function* jsonRows(items: AsyncIterable<TextItem>, input: ExportInput): AsyncGenerator<unknown> {
  const { project } = input
  for await (const item of items) {
    declareLoss(input, item)
    yield {
      id: item.task.name,
      text: item.passage.text,
      ...(spanQuestions(project).length === 0 ? {} : { offsets: OFFSETS, entities: entitiesOf(item, project) }),
      ...(plainQuestions(project).length === 0 ? {} : { classes: plainAnswers(project, item.answers) }),
      ...(Object.keys(item.task.fields).length === 0 ? {} : { fields: item.task.fields }),
    }
  }
}

export const csvOut: ExportMapping = {
  format: 'csv',
  media: ['text'],
  refuses: () => null,
  warnings: () => [],
  async *write(input) {
    const { project } = input
    const own = ['text', 'offsets', 'entities', 'spans', 'label', 'labels']
    const fields = new Set<string>()
    for await (const { task } of input.items()) for (const field of Object.keys(task.fields)) fields.add(field)
    const named = [...fields].map((field) => [field, fieldColumn(field, project, own)] as const)
    const columns = [
      'id',
      'text',
      ...named.map(([, column]) => column),
      ...plainQuestions(project).map(({ id }) => id as string),
      ...(spanQuestions(project).length === 0 ? [] : ['offsets', 'entities']),
    ]
    yield* bySplit(input, 'csv', (items) => streamCsv(columns, csvRows(items, input, named)))
  },
}

async function* csvRows(
  items: AsyncIterable<TextItem>,
  input: ExportInput,
  fields: readonly (readonly [field: string, column: string])[],
): AsyncGenerator<Record<string, string>> {
  for await (const item of items) {
    declareLoss(input, item)
    const answers = Object.entries(plainAnswers(input.project, item.answers))
    yield Object.fromEntries([
      ['id', item.task.name],
      ['text', item.passage.text],
      ...fields.map(([field, column]) => [column, item.task.fields[field] ?? '']),
      ...answers.map(([question, plain]) => [question, cellOf(plain)]),
      ['offsets', OFFSETS],
      ['entities', JSON.stringify(entitiesOf(item, input.project))],
    ])
  }
}

export const conllOut: ExportMapping = {
  format: 'conll',
  media: ['text'],
  refuses: (project) => (spanQuestions(project).length > 0 ? null : 'This project has no question for spans.'),
  warnings(project) {
    const lost = ['Spans that overlap another, or do not begin and end with a token, are left out and counted.']
    const plain = plainQuestions(project).map(({ title }) => `“${title}”`)
    if (plain.length > 0) lost.push(`Left out, as CoNLL holds tags of words only: ${plain.join(', ')}.`)
    return lost
  },
  write: (input) => bySplit(input, 'conll', (items) => conllParts(items, input)),
}

async function* conllParts(items: AsyncIterable<TextItem>, input: ExportInput): AsyncGenerator<string> {
  for await (const item of items) {
    const { passage, answers } = item
    const words = passage.tokens
      .map((token) => ({ ...token, text: passage.index.slice(token.start, token.end) }))
      .filter(({ text }) => isConllToken(text))
    const spans = spansOf(answers).map((mark) => ({
      ...stretchOf(mark),
      label: (mark.label === null ? '' : labelName(input.project, mark.question, mark.label)).replace(/\s+/gu, '_'),
    }))
    const { tags, left } = tagsOfSpans(words, spans)
    const reasons = { overlap: 'overlaps another span', boundary: 'does not begin and end with a token' } as const
    for (const { reason } of left) input.leaveOut(reasons[reason])
    if (answers.length > spans.length) input.leaveOut('not a span', answers.length - spans.length)
    const tokens = words.map(({ text }, index) => ({ text, between: [], tag: tags[index] ?? 'O' }))
    const id = item.task.name.replace(/[\r\n]+/g, ' ')
    yield conllPart({ id, sentences: sentences(tokens, words, passage) })
  }
}

/** A sentence a line of the text, joined where a span runs over the line's end. */
function sentences(tokens: readonly ConllToken[], places: readonly Token[], passage: Passage): ConllToken[][] {
  const lines: ConllToken[][] = []
  let end = 0
  for (const [index, token] of tokens.entries()) {
    const place = places[index]
    const breaks = place !== undefined && /[\r\n]/.test(passage.index.slice(end, place.start))
    if (lines.length === 0 || (breaks && !token.tag.startsWith('I-'))) lines.push([])
    lines.at(-1)?.push(token)
    end = place?.end ?? end
  }
  return lines
}
