// brat out: a .txt and an .ann file a text, and the configuration for them. A span over a line end goes out in fragments,
// one a line, as brat itself writes it.
import { type BratAnnotation, bratLine, codePointLength } from '@etabli/formats'
import type { ExportMapping } from '@etabli/modality-kit'
import type { Mark, Project, Question } from '@etabli/schema'
import { chainsOf } from '../kinds/chains.ts'
import { relationRules } from '../kinds/relation-value.ts'
import type { Passage } from '../passage.ts'
import { stretchesOf } from '../stretches.ts'
import type { Stretch } from '../tokens.ts'
import { bratTypes } from './brat-types.ts'
import {
  type Carried,
  carriedOf,
  FIELDS_OUT,
  type Lose,
  lossWarnings,
  needsSpans,
  type TextItem,
  textExport,
} from './frame-out.ts'
import { filedItems } from './task-files.ts'

export const bratOut: ExportMapping = textExport({
  format: 'brat',
  refuses: needsSpans,
  warnings: (project) => [
    'Spans that begin or end with a line end are left out and counted.',
    ...lossWarnings(project, { answers: 'Left out, as a row holds spans only' }),
    FIELDS_OUT,
  ],
  async *files(input, lose) {
    for await (const { item, stem } of filedItems(input)) {
      yield { path: `${stem}.txt`, chunks: [item.passage.text] }
      yield { path: `${stem}.ann`, chunks: annotationsOf(item, input.project, lose) }
    }
    yield { path: 'annotation.conf', chunks: [configOf(input.project)] }
    yield { path: 'visual.conf', chunks: [visualOf(input.project)] }
  },
})

function annotationsOf(item: TextItem, project: Project, lose: Lose): string[] {
  const all = carriedOf(item, { parts: true, relations: true, answers: false }, lose)
  const fragments = new Map(all.spans.map((mark) => [mark.id as string, fragmentsOf(mark, item, lose)] as const))
  const spans = all.spans.filter(({ id }) => (fragments.get(id)?.length ?? 0) > 0)
  const ids = new Map<string, string>(spans.map(({ id }, index) => [id, `T${index + 1}`]))
  const relations = all.relations.filter((mark) => {
    const isWhole = ids.has(mark.ends.from) && ids.has(mark.ends.to)
    if (!isWhole) lose(item, mark, 'an end of the relation is left out')
    return isWhole
  })
  const types = new Map(
    [...bratTypes(project, 'span'), ...bratTypes(project, 'relation')].map(({ question, label, type }) => [
      `${question.id} ${label}`,
      type,
    ]),
  )
  const typeOf = ({ question, label }: Mark) => types.get(`${question} ${label}`) ?? label ?? 'none'
  const lines: BratAnnotation[] = spans.map((mark) => {
    const own = fragments.get(mark.id) ?? []
    const text = own.map(({ start, end }) => shownText(item.passage.index.slice(start, end))).join(' ')
    return { kind: 'span', id: ids.get(mark.id) ?? '', type: typeOf(mark), fragments: own, text }
  })
  const told = relationLines(relations, ids, project, typeOf)
  return [...lines, ...told.lines, ...attributeLines([...spans, ...told.single], told.ids)].map(bratLine)
}

/** The pieces of a span between line ends; none, with the loss told, where brat cannot have it. */
function fragmentsOf(mark: Mark, item: TextItem, lose: Lose): Stretch[] {
  const { index } = item.passage
  const parts = stretchesOf(mark)
  const isSplit = parts.some((part, at) => {
    const next = parts[at + 1]
    return next !== undefined && /^[\r\n]+$/.test(index.slice(part.end, next.start))
  })
  if (isSplit) lose(item, mark, 'parts with only a line end between')
  const edges = parts.flatMap(({ start, end }) => [index.slice(start, start + 1), index.slice(end - 1, end)])
  const isBlank = edges.some((sign) => sign === '\r' || sign === '\n')
  if (isBlank && !isSplit) lose(item, mark, 'begins or ends with a line end')
  return isSplit || isBlank ? [] : parts.flatMap((part) => lineParts(part, item.passage))
}

function lineParts({ start, end }: Stretch, passage: Passage): Stretch[] {
  const pieces: Stretch[] = []
  let at = start
  for (const piece of passage.index.slice(start, end).split(/([\r\n]+)/)) {
    const length = codePointLength(piece)
    if (!/^[\r\n]*$/.test(piece)) pieces.push({ start: at, end: at + length })
    at += length
  }
  return pieces
}

/** Signs at which Python may break a line are shown as blanks; the offsets tell the text. */
export function shownText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly the signs of Python's str.splitlines.
  return text.replace(/[\r\n\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]/g, ' ')
}

/** A line a relation; of chains one for all that is one thing. */
function relationLines(
  relations: Carried['relations'],
  spans: ReadonlyMap<string, string>,
  project: Project,
  typeOf: (mark: Mark) => string,
) {
  const lines: BratAnnotation[] = []
  const ids = new Map(spans)
  const single: Mark[] = []
  const chained: Carried['relations'][number][] = []
  for (const mark of relations) {
    const question = project.questions.find(({ id }) => id === mark.question)
    if (question && relationRules(question).form === 'chain') {
      chained.push(mark)
      continue
    }
    const id = `R${single.length + 1}`
    ids.set(mark.id, id)
    single.push(mark)
    const [from = '', to = ''] = [spans.get(mark.ends.from), spans.get(mark.ends.to)]
    lines.push({ kind: 'relation', id, type: typeOf(mark), from, to })
  }
  for (const group of Map.groupBy(chained, (mark) => `${mark.question} ${mark.label}`).values()) {
    const [first] = group
    if (!first) continue
    const links = group.map(({ label, ends }) => ({ label, value: ends }))
    for (const chain of chainsOf(links)) {
      const members = chain.ids.map((id) => spans.get(id) ?? '').toSorted(byNumber)
      lines.push({ kind: 'equiv', type: typeOf(first), ids: members })
    }
  }
  return { lines, ids, single }
}

function byNumber(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1))
}

/** A line an attribute; a value that brat's attributes cannot have goes into a note of the type `Attribute`. */
function attributeLines(marks: readonly Mark[], ids: ReadonlyMap<string, string>): BratAnnotation[] {
  const lines: BratAnnotation[] = []
  let [attributes, notes] = [0, 0]
  for (const mark of marks) {
    const target = ids.get(mark.id) ?? ''
    for (const [type, value] of Object.entries(mark.attributes ?? {})) {
      const isWord = value === true || typeof value === 'number' || (typeof value === 'string' && /^\S+$/.test(value))
      if (isWord) {
        attributes += 1
        lines.push({
          kind: 'attribute',
          id: `A${attributes}`,
          type,
          target,
          value: value === true ? null : String(value),
        })
      } else {
        notes += 1
        lines.push({
          kind: 'note',
          id: `#${notes}`,
          type: 'Attribute',
          target,
          text: `${type}=${JSON.stringify(value)}`,
        })
      }
    }
  }
  return lines
}

/** brat's annotation.conf (brat.nlplab.org/configuration.html). */
function configOf(project: Project): string {
  const relations = bratTypes(project, 'relation').map(({ type, question }) => {
    const { form } = relationRules(question)
    const kind = { directed: '', undirected: ', <REL-TYPE>:symmetric', chain: ', <REL-TYPE>:symmetric-transitive' }[
      form
    ]
    return `${type}\tArg1:<ENTITY>, Arg2:<ENTITY>${kind}`
  })
  const attributes = project.questions
    .filter(({ kind }) => kind === 'span')
    .flatMap((question) => (question.attributes ?? []).map(attributeConfig))
  const lines = [
    '[entities]',
    ...bratTypes(project, 'span').map(({ type }) => type),
    '',
    '[relations]',
    ...relations,
    '',
    '[events]',
    '',
    '[attributes]',
    ...attributes,
  ]
  return `${lines.join('\n')}\n`
}

function attributeConfig({ id, type, choices }: NonNullable<Question['attributes']>[number]): string {
  const values = type === 'choice' ? choices.filter((choice) => /^[^\s|]+$/.test(choice)) : []
  return `${id}\tArg:<ENTITY>${values.length === 0 ? '' : `, Value:${values.join('|')}`}`
}

function visualOf(project: Project): string {
  const named = [...bratTypes(project, 'span'), ...bratTypes(project, 'relation')]
  return `[labels]\n${named.map(({ type, name }) => `${type} | ${name.replace(/[\r\n|]+/g, ' ')}\n`).join('')}\n[drawing]\n`
}
