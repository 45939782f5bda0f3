// What all exports of texts have in common: a file a split, and a list of every mark that the format cannot carry.
import { jsonlLine } from '@etabli/formats'
import {
  type ExportFile,
  type ExportInput,
  type ExportItem,
  type ExportMapping,
  isPlainKind,
  labelName,
  plainQuestions,
} from '@etabli/modality-kit'
import type { Mark, Project } from '@etabli/schema'
import { endsOf, type RelationValue } from '../kinds/relation-value.ts'
import { type Passage, passageOf } from '../passage.ts'
import { stretchesOf, stretchOf } from '../stretches.ts'
import { spansOf } from './spans.ts'

export type TextItem = ExportItem & { readonly passage: Passage }

/** Why a mark stays behind; counted in the manifest and, with the mark, in the list. */
export type Loss =
  | 'overlaps another span'
  | 'does not begin and end with a token'
  | 'begins or ends between two tokens'
  | 'a span in several parts'
  | 'begins or ends with a line end'
  | 'parts with only a line end between'
  | 'a relation'
  | 'an end of the relation is left out'
  | 'not a span'
  | 'not a sentence'
  | 'neither a span nor an answer given by a field'

/** Says that a mark of an item stays behind. */
export type Lose = (item: TextItem, mark: Mark, reason: Loss) => void

/** The list's name in the archive. Imports pass over a file of this name. */
export const LEFT_OUT = 'left-out.jsonl'

/** Marks listed one by one; more are only counted. */
const LISTED = 100_000

export interface TextOut {
  readonly format: string
  readonly refuses?: (project: Project) => string | null
  readonly warnings?: (project: Project) => string[]
  files(input: ExportInput, lose: Lose): AsyncIterable<ExportFile>
}

/** The mapping: the format's files, then the list of what they could not carry, where there is any (TXT3). */
export function textExport(out: TextOut): ExportMapping {
  return {
    format: out.format,
    media: ['text'],
    refuses: out.refuses ?? (() => null),
    warnings: out.warnings ?? (() => []),
    async *write(input) {
      const listed: string[] = []
      yield* out.files(input, (item, mark, reason) => {
        input.leaveOut(reason)
        if (listed.length < LISTED) listed.push(jsonlLine(lostLine(item, mark, reason, input.project)))
      })
      if (listed.length > 0) yield { path: LEFT_OUT, chunks: listed }
    },
  }
}

function lostLine(item: TextItem, mark: Mark, reason: Loss, project: Project): Record<string, unknown> {
  const { start, end } = stretchOf(mark)
  return {
    task: item.task.name,
    reason,
    mark: mark.id,
    question: mark.question,
    kind: mark.kind,
    label: mark.label === null ? null : labelName(project, mark.question, mark.label),
    ...(mark.kind === 'span' ? { start, end, quote: item.passage.index.slice(start, end) } : { value: mark.value }),
  }
}

/** One file for each split in use, or one for all. */
export async function* bySplit(
  input: ExportInput,
  nameOf: (split: ExportItem['split']) => string,
  chunks: (items: AsyncIterable<TextItem>) => AsyncIterable<string | Uint8Array>,
): AsyncGenerator<ExportFile> {
  for (const split of input.splits ?? [null]) yield { path: nameOf(split), chunks: chunks(textItems(input, split)) }
}

/** The items that are texts, of one split. */
export async function* textItems(input: ExportInput, split: ExportItem['split']): AsyncGenerator<TextItem> {
  for await (const item of input.items()) {
    const passage = passageOf(item.task.media)
    if (passage && (split === null || item.split === split)) yield { ...item, passage }
  }
}

export interface Carried {
  /** In the order of the text. */
  readonly spans: readonly Mark[]
  /** With both ends among the spans. */
  readonly relations: readonly (Mark & { readonly ends: RelationValue })[]
}

/** What of an item's marks a format carries; the rest is lost, each with its reason. */
export function carriedOf(
  item: TextItem,
  carries: {
    readonly parts: boolean
    readonly relations: boolean
    readonly answers: boolean
    readonly sentences?: boolean
  },
  lose: Lose,
): Carried {
  const spans: Mark[] = []
  for (const mark of spansOf(item.answers)) {
    if (!carries.parts && stretchesOf(mark).length > 1) lose(item, mark, 'a span in several parts')
    else spans.push(mark)
  }
  const kept = new Set<string>(spans.map(({ id }) => id))
  const relations: (Mark & { ends: RelationValue })[] = []
  for (const mark of item.answers) {
    if (mark.kind === 'relation') {
      const [from, to] = endsOf(mark.value)
      if (!carries.relations) lose(item, mark, 'a relation')
      else if (from && to && kept.has(from) && kept.has(to)) relations.push({ ...mark, ends: { from, to } })
      else lose(item, mark, 'an end of the relation is left out')
    } else if (mark.kind === 'sentence' && carries.sentences) {
      // Written under a key of its own.
    } else if (mark.kind !== 'span' && !(carries.answers && isPlainKind(mark.kind))) {
      lose(item, mark, carries.answers ? 'neither a span nor an answer given by a field' : 'not a span')
    }
  }
  return { spans, relations }
}

/** What formats say that have no place for what is shown beside a text. */
export const FIELDS_OUT = 'The fields that tasks came with are left out.'

/** Refuses a project that asks for no spans. */
export function needsSpans(project: Project): string | null {
  return project.questions.some(({ kind }) => kind === 'span') ? null : 'This project has no question for spans.'
}

/** The sentences of what a format loses of this project by what it is asked for. */
export function lossWarnings(
  project: Project,
  loses: { readonly relations?: boolean; readonly attributes?: boolean; readonly answers?: string },
): string[] {
  const said: string[] = []
  const listed = (questions: readonly { readonly title: string }[]) =>
    questions.map(({ title }) => `“${title}”`).join(', ')
  // No format of spans has a place for sentences either.
  const plain = new Set(plainQuestions(project))
  const others = project.questions.filter((question) => plain.has(question) || question.kind === 'sentence')
  if (loses.answers !== undefined && others.length > 0) said.push(`${loses.answers}: ${listed(others)}.`)
  const relations = project.questions.filter(({ kind }) => kind === 'relation')
  if (loses.relations && relations.length > 0) said.push(`Relations are left out: ${listed(relations)}.`)
  const attributes = project.questions.flatMap((question) =>
    question.kind === 'span' || question.kind === 'relation' ? (question.attributes ?? []) : [],
  )
  if (loses.attributes && attributes.length > 0) {
    said.push(`Attributes are left out: ${attributes.map(({ name }) => `“${name}”`).join(', ')}.`)
  }
  return said
}
