// A row of JSONL or CSV → what it says of its text. Takes our own rows and those of doccano ([start, end, label];
// start_offset, from_id), spaCy ([text, { entities, cats }]) and Prodigy (spans, tokens, relations by token).
import { codePointIndex, isRecord, quoted } from '@etabli/formats'
import { type ImportRow, type MarkSeed, partsOfRow } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { readSentences, sentenceQuestions } from '../sentences/sentence-rows.ts'
import { answersOfCats } from './cats.ts'
import { isProdigy, prodigyRow } from './prodigy-row.ts'
import { type RowFault, rowsOfText, type SaidRelation, type SaidSpan, textFault } from './seeds.ts'
import { OFFSETS } from './spans.ts'

/** Keys under which files keep spans: ours, Prodigy's, doccano's two. */
export const SPAN_KEYS = ['entities', 'spans', 'label', 'labels'] as const

type Record_ = Readonly<Record<string, unknown>>

/** The task of a row, and issues for what of it cannot be taken. */
export function* taskRows(value: unknown, line: number, file: string, project: Project): Generator<ImportRow> {
  const bad = (path: string, code: string, message: string): ImportRow => ({
    issue: { file, line, path, code, message },
  })
  const given = recordOf(value)
  if (given === null) {
    yield { issue: { file, line, code: 'row.form', message: 'A row must be an object with named values.' } }
    return
  }
  const record = isProdigy(given) ? prodigyRow(given) : given
  const text = record['text']
  const refusal = textFault(text)
  if (refusal !== null) {
    yield bad('text', 'text', refusal)
    return
  }
  const unit = record['offsets']
  if (unit !== undefined && unit !== '' && unit !== OFFSETS) {
    yield bad('offsets', 'offsets', `offsets must be ${quoted(OFFSETS)}, found ${quoted(unit)}`)
    return
  }
  const asksSentences = sentenceQuestions(project).length > 0
  const taken = ['text', 'offsets', 'relations', 'cats', 'Comments', ...SPAN_KEYS]
  const parts = partsOfRow(record, project, asksSentences ? [...taken, 'sentences'] : taken)
  const fault = parts.faults[0]
  if (fault) {
    yield { issue: { file, line, code: 'row.answer', ...fault } }
    return
  }
  const answers: MarkSeed[] = [...parts.prefill]
  const { spans, faults } = spansOfRow(record, answers, project)
  faults.push(...answersOfCats(record['cats'], project, answers))
  if (asksSentences && typeof text === 'string') {
    const said = readSentences(record['sentences'], codePointIndex(text), project)
    answers.push(...said.seeds)
    faults.push(...said.faults)
  }
  const relations = relationsOfRow(record['relations'], faults)
  for (const { path, code, message } of faults) yield bad(path, code, message)
  const name = parts.name ?? `${file}:${line}`
  yield* rowsOfText({ name, text, fields: parts.fields, spans, relations, answers, origin: { file, line } }, project)
}

/** An object, or spaCy's pair of a text and what is said of it, as one object. */
function recordOf(value: unknown): Record_ | null {
  if (!Array.isArray(value)) return isRecord(value) ? value : null
  const [text, said] = value as unknown[]
  return typeof text === 'string' && isRecord(said) ? { ...said, text } : null
}

function spansOfRow(record: Record_, answers: MarkSeed[], project: Project) {
  const spans: SaidSpan[] = []
  const faults: RowFault[] = []
  for (const key of SPAN_KEYS) {
    const list = record[key]
    if (list === undefined || list === null || list === '') continue
    if (typeof list === 'string' || isWords(list)) {
      const seed = documentClass(list, project)
      if (typeof seed !== 'string') answers.push(seed)
      else faults.push({ path: key, code: 'label', message: seed })
    } else if (Array.isArray(list))
      spans.push(...list.flatMap((item, index) => saidSpan(item, `${key}[${index}]`, faults)))
    else if (isRecord(list)) {
      // spaCy's groups of spans: { sc: [[0, 4, "person"]] }.
      for (const [group, items] of Object.entries(list)) {
        if (!Array.isArray(items))
          faults.push({ path: `${key}.${group}`, code: 'span', message: 'expected a list of spans' })
        else spans.push(...items.flatMap((item, index) => saidSpan(item, `${key}.${group}[${index}]`, faults)))
      }
    } else faults.push({ path: key, code: 'span', message: 'expected a list of spans' })
  }
  return { spans, faults }
}

function saidSpan(item: unknown, path: string, faults: RowFault[]): SaidSpan[] {
  if (Array.isArray(item)) return [{ path, parts: [{ start: item[0], end: item[1] }], label: item[2] }]
  if (!isRecord(item)) {
    faults.push({ path, code: 'span', message: 'expected { start, end, label } or [start, end, label]' })
    return []
  }
  const { id, label, quote, question, attributes, parts } = item
  const whole = { start: item['start'] ?? item['start_offset'], end: item['end'] ?? item['end_offset'] }
  const misplaced = item['misplaced']
  if (typeof misplaced === 'string') {
    faults.push({ path, code: 'span', message: misplaced })
    return []
  }
  return [
    {
      path,
      ...(typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}),
      parts: Array.isArray(parts) && parts.every(isRecord) && parts.length > 1 ? parts.map(placeOf) : [whole],
      label,
      quote,
      question,
      ...(isRecord(attributes) ? { attributes: attributes as NonNullable<MarkSeed['attributes']> } : {}),
    },
  ]
}

function placeOf(part: Record_): { readonly start: unknown; readonly end: unknown } {
  return { start: part['start'], end: part['end'] }
}

function relationsOfRow(list: unknown, faults: RowFault[]): SaidRelation[] {
  if (list === undefined || list === null || list === '') return []
  if (!Array.isArray(list)) {
    faults.push({ path: 'relations', code: 'relation', message: 'expected a list of relations' })
    return []
  }
  return list.flatMap((item: unknown, index): SaidRelation[] => {
    const path = `relations[${index}]`
    if (!isRecord(item)) {
      faults.push({ path, code: 'relation', message: 'expected { from, to, label }' })
      return []
    }
    const { question, attributes } = item
    return [
      {
        path,
        from: item['from'] ?? item['from_id'],
        to: item['to'] ?? item['to_id'],
        label: item['label'] ?? item['type'],
        question,
        ...(isRecord(attributes) ? { attributes: attributes as NonNullable<MarkSeed['attributes']> } : {}),
      },
    ]
  })
}

function isWords(list: unknown): list is string[] {
  return Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string')
}

/** doccano's classes of a whole text: a word or a list of them. A sentence where no question takes them. */
function documentClass(said: string | readonly string[], project: Project): MarkSeed | string {
  const words = typeof said === 'string' ? [said] : said
  const single = project.questions.find(({ kind }) => kind === 'single')
  const [label] = words
  if (single && words.length === 1 && label !== undefined) {
    return { question: single.id, kind: 'single', label, value: null, source: 'import' }
  }
  const multiple = project.questions.find(({ kind }) => kind === 'multiple')
  if (!multiple) {
    return words.length === 1
      ? 'no question of this project takes one label for the text'
      : 'no question of this project takes several labels for the text'
  }
  const ids = words.map((word) => multiple.labels.find(({ id, name }) => name === word || id === word)?.id)
  const strange = words[ids.indexOf(undefined)]
  if (strange !== undefined) return `“${multiple.title}” has no label ${quoted(strange)}`
  const labels = [...new Set(ids.filter((id) => id !== undefined))].toSorted()
  return { question: multiple.id, kind: 'multiple', label: null, value: { labels }, source: 'import' }
}
