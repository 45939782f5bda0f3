// Label Studio in: labels, choices, ratings, numbers and texts of a task, attributes of regions, relations; of what a
// model predicted where no person annotated, with its score.
import {
  codePointIndex,
  isRecord,
  type LabelStudioResult,
  type LabelStudioTask,
  readLabelStudio,
} from '@etabli/formats'
import { type ImportMapping, type ImportRow, type MarkSeed, partsOfRow, seedOfPlain } from '@etabli/modality-kit'
import type { Project, Question } from '@etabli/schema'
import { beginningOf, listed, wholeFiles } from './files-in.ts'
import { type RowFault, rowsOfText, type SaidRelation, type SaidSpan } from './seeds.ts'

const JSON_FILES = /\.json$/i
/** A JSON file is read whole. */
const MOST = 256 * 1024 * 1024

export const labelStudioIn: ImportMapping = {
  format: 'label-studio',
  media: ['text'],
  async sniff(tree, project) {
    if (project.media !== 'text') return 0
    for (const file of listed(tree, JSON_FILES)) {
      const head = await beginningOf(tree, file, 256 * 1024)
      if (
        /^\s*[[{]/.test(head) &&
        /"data"\s*:/.test(head) &&
        /"(?:annotations|completions|predictions)"\s*:/.test(head)
      )
        return 0.95
    }
    return 0
  },
  read: (tree, project) => wholeFiles(tree, JSON_FILES, MOST, (bytes, file) => tasksOf(bytes, file, project)),
}

function* tasksOf(bytes: Uint8Array, file: string, project: Project): Generator<ImportRow> {
  const { document, issues } = readLabelStudio(bytes, { file })
  for (const issue of issues) yield { issue }
  for (const [index, task] of document.entries()) yield* taskOf(task, index, file, project)
}

function* taskOf(task: LabelStudioTask, index: number, file: string, project: Project): Generator<ImportRow> {
  const path = task.path ?? ''
  const key = textKey(task.data)
  const text = key === null ? undefined : task.data[key]
  const parts = partsOfRow(task.data, project, key === null ? [] : [key])
  const { results, model, at } = chosenOf(task)
  const faults: RowFault[] = parts.faults.map((fault) => ({
    path: `${path}.data.${fault.path ?? ''}`,
    code: 'row.answer',
    message: fault.message,
  }))
  const answers: MarkSeed[] = [...parts.prefill]
  const spans: SaidSpan[] = []
  const relations: SaidRelation[] = []
  const attributes = attributesOf(results, project)
  const ofModel = model ? ({ source: 'model' } as const) : {}
  for (const [number, result] of results.entries()) {
    const where = `${path}${at}[${number}]`
    if (result['type'] === 'labels') spans.push(...spansOf(result, where, attributes, ofModel))
    else if (result['type'] === 'relation') relations.push(relationOf(result, where, project))
    else if (!isOfRegion(result, results)) {
      const seed = answerOf(result, project)
      if (typeof seed === 'string') faults.push({ path: where, code: 'result', message: seed })
      else if (seed) answers.push({ ...seed, ...ofModel })
    }
  }
  for (const fault of faults) yield { issue: { file, ...fault } }
  const name = parts.name ?? (task.id === null ? `${file}:${index + 1}` : String(task.id))
  const placed = typeof text === 'string' ? inCodePoints(text, spans) : spans
  yield* rowsOfText({ name, text, fields: parts.fields, spans: placed, relations, answers, origin: { file } }, project)
}

/** `text`, else the only text there is. */
function textKey(data: LabelStudioTask['data']): string | null {
  if (typeof data['text'] === 'string') return 'text'
  const texts = Object.keys(data).filter((key) => typeof data[key] === 'string' && key !== 'id')
  return texts.length === 1 ? (texts[0] ?? null) : null
}

/** A person's annotation before a model's prediction: ground truth first; of predictions the surest. */
function chosenOf(task: LabelStudioTask): { results: readonly LabelStudioResult[]; model: boolean; at: string } {
  const done = task.annotations.map((one, index) => ({ one, index })).filter(({ one }) => !one.cancelled)
  const person = done.find(({ one }) => one.groundTruth) ?? done[0]
  if (person) return { results: person.one.result, model: false, at: `.annotations[${person.index}].result` }
  const [best] = task.predictions
    .map((one, index) => ({ one, index }))
    .toSorted((a, b) => (b.one.score ?? 0) - (a.one.score ?? 0))
  if (!best) return { results: [], model: false, at: '' }
  const { score } = best.one
  const results = best.one.result.map((result) => (score === null ? result : { score, ...result }))
  return { results, model: true, at: `.predictions[${best.index}].result` }
}

function saidIn(result: LabelStudioResult): Readonly<Record<string, unknown>> {
  const { value } = result
  return isRecord(value) ? value : {}
}

type Attributes = ReadonlyMap<unknown, NonNullable<MarkSeed['attributes']>>

function spansOf(
  result: LabelStudioResult,
  path: string,
  attributes: Attributes,
  ofModel: { readonly source?: 'model' },
): SaidSpan[] {
  const { start, end, text, labels } = saidIn(result)
  const { id, from_name: question, score } = result
  const own = attributes.get(id)
  // A region with several labels is as many spans.
  return (Array.isArray(labels) && labels.length > 0 ? labels : [null]).map((label: unknown, index) => ({
    path,
    ...(typeof id === 'string' && index === 0 ? { id } : {}),
    parts: [{ start, end }],
    label,
    quote: text,
    question,
    ...(own === undefined ? {} : { attributes: own }),
    ...(typeof score === 'number' && ofModel.source ? { confidence: score } : {}),
    ...ofModel,
  }))
}

function relationOf(result: LabelStudioResult, path: string, project: Project): SaidRelation {
  const { from_id: a, to_id: b, direction, labels } = result
  const [from, to] = direction === 'left' ? [b, a] : [a, b]
  const said: unknown = Array.isArray(labels) ? labels[0] : undefined
  const questions = project.questions.filter(({ kind }) => kind === 'relation')
  const [only, ...others] = questions.flatMap((question) => question.labels)
  return { path, from, to, label: said ?? (others.length === 0 ? only?.name : undefined) }
}

/** True for what is said of one region, under the region's id. */
function isOfRegion(result: LabelStudioResult, results: readonly LabelStudioResult[]): boolean {
  return results.some(({ type, id }) => type === 'labels' && id !== undefined && id === result['id'])
}

/** What is said of regions, where the project asks it as an attribute of that id. */
function attributesOf(results: readonly LabelStudioResult[], project: Project): Attributes {
  const asked = new Set(project.questions.flatMap(({ attributes }) => (attributes ?? []).map(({ id }) => id as string)))
  const found = new Map<unknown, Record<string, string | number | boolean>>()
  for (const result of results) {
    const name = result['from_name']
    if (typeof name !== 'string' || !asked.has(name) || result['type'] === 'labels') continue
    const plain = plainOf(result)
    const value = Array.isArray(plain) ? plain[0] : plain
    if (typeof value !== 'string' && typeof value !== 'number') continue
    found.set(result['id'], { ...found.get(result['id']), [name]: BOOLEANS.get(value) ?? value })
  }
  return found as Attributes
}

const BOOLEANS = new Map<string | number, boolean>([
  ['true', true],
  ['false', false],
])

/** The plain value of a control of a whole text. */
function plainOf(result: LabelStudioResult): unknown {
  const value = saidIn(result)
  const { text } = value
  return value['choices'] ?? value['rating'] ?? value['number'] ?? (Array.isArray(text) ? text.join('\n') : text)
}

/** The answer that a control of a whole text gives: to the question of its name, else the first of its kind. */
function answerOf(result: LabelStudioResult, project: Project): MarkSeed | string | null {
  const kinds = KINDS.get(String(result['type']))
  if (!kinds) return `${String(result['type'])} is nothing that a project of texts can take`
  const plain = plainOf(result)
  const fits = (question: Question) => kinds.includes(question.kind)
  const question =
    project.questions.find((one) => one.id === result['from_name'] && fits(one)) ?? project.questions.find(fits)
  if (!question) return `no question of this project takes ${String(result['type'])}`
  return seedOfPlain(question, question.kind === 'single' && Array.isArray(plain) ? plain[0] : plain)
}

const KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['choices', ['single', 'multiple']],
  ['rating', ['rating']],
  ['number', ['number']],
  ['textarea', ['words']],
])

/**
 * The spans by code points. Label Studio counts code points since version 1.4 and counted UTF-16 units before; the words
 * that it writes with each region tell which. Where neither fits, the spans stay as they are and are refused by their
 * quotes.
 */
function inCodePoints(text: string, spans: readonly SaidSpan[]): SaidSpan[] {
  const index = codePointIndex(text)
  const unescaped = spans.map((span) => ({ ...span, quote: quoteAsShown(span, text, index.slice) }))
  const fits = (slice: (start: number, end: number) => string, length: number) =>
    unescaped.every(({ parts, quote }) => {
      const [{ start, end } = { start: null, end: null }] = parts
      if (typeof quote !== 'string' || typeof start !== 'number' || typeof end !== 'number') return true
      return start >= 0 && start < end && end <= length && slice(start, end) === quote
    })
  if (text.length === index.length || fits(index.slice, index.length)) return unescaped
  const units = (start: number, end: number) => text.slice(start, end)
  if (!fits(units, text.length)) return unescaped
  return unescaped.map((span) => ({
    ...span,
    parts: span.parts.map(({ start, end }) => ({ start: unitOf(start, index), end: unitOf(end, index) })),
  }))
}

function unitOf(offset: unknown, index: ReturnType<typeof codePointIndex>): unknown {
  const isUnit = typeof offset === 'number' && Number.isInteger(offset) && offset >= 0
  return isUnit ? index.toCodePoint(offset) : offset
}

/** Label Studio writes a line end inside a quote as a backslash and an n. */
function quoteAsShown(span: SaidSpan, text: string, slice: (start: number, end: number) => string): unknown {
  const { quote, parts } = span
  const [{ start, end } = { start: null, end: null }] = parts
  if (typeof quote !== 'string' || !quote.includes('\\n')) return quote
  const plain = quote.replaceAll('\\n', '\n')
  if (typeof start !== 'number' || typeof end !== 'number' || start < 0 || end < start || end > text.length)
    return quote
  const shown = [text.slice(start, end), end <= codePointIndex(text).length ? slice(start, end) : '']
  return shown.includes(plain) ? plain : quote
}
