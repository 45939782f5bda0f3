// Answers side by side: what a row gives to compare, how it is kept as fields, and how a ranking reads in a file.
import { type Fields, HIDDEN_FIELD, type Question, shownFields } from '@etabli/schema'
import type { MappingIssue, MarkSeed } from './mapping.ts'

/** Answers that one task may compare. */
export const MOST_RESPONSES = 6
const LEAST_RESPONSES = 2

/** Where the names of what wrote the answers are kept: managers and exports see it, annotators never. */
export const MODELS_FIELD = `${HIDDEN_FIELD}models`

/** What a person made of the answers; by their place in the file, whatever order was shown. */
export interface Ranking {
  /** Places in the file in the order in which they were shown, from 0. */
  readonly order: readonly number[]
  /** 1 is the best; equal ranks tie, null is not ranked. */
  readonly ranks: readonly (number | null)[]
  /** None of them will do. */
  readonly bad?: true | undefined
  /** Of two: how much better, 1 to 3. */
  readonly strength?: number | undefined
  readonly reason?: string | undefined
}

/** The answers that a task's fields hold to be compared, in the order of the file. */
export function responsesIn(fields: Fields): string[] {
  const responses: string[] = []
  for (let number = 1; number <= MOST_RESPONSES; number += 1) {
    const text = fields[`response_${number}`]
    if (text === undefined) break
    responses.push(text)
  }
  return responses
}

/** The fields that a comparison shows itself. */
function comparisonFields(fields: Fields): string[] {
  return ['prompt', ...responsesIn(fields).map((_, index) => `response_${index + 1}`)].filter((name) => name in fields)
}

/** The fields to show beside the medium: without those that a comparison shows itself, and hidden ones. */
export function fieldsBeside(questions: readonly Pick<Question, 'kind'>[], fields: Fields): Fields {
  const own = questions.some(({ kind }) => kind === 'ranking') ? comparisonFields(fields) : []
  return Object.fromEntries(Object.entries(shownFields(fields)).filter(([name]) => !own.includes(name)))
}

/** What wrote the answers, in the order of the file; null where the file did not say. */
export function modelsIn(fields: Fields): string[] | null {
  const kept = fields[MODELS_FIELD]
  if (kept === undefined) return null
  const list = listIn(kept)
  return list ? list.map(String) : null
}

function listIn(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** The prompt as it was imported: a text, or a conversation as a list of `{ role, content }`. */
export function promptIn(fields: Fields): string | readonly { readonly role: string; readonly content: string }[] {
  const text = fields['prompt'] ?? ''
  const list = text.startsWith('[') ? listIn(text) : null
  return list?.length && list.every(isTurn) ? list : text
}

function isTurn(value: unknown): value is { role: string; content: string } {
  if (typeof value !== 'object' || value === null) return false
  const { role, content } = value as Record<string, unknown>
  return typeof role === 'string' && typeof content === 'string'
}

type Row = Readonly<Record<string, unknown>>
type Fault = Pick<MappingIssue, 'path' | 'message'>

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f'] as const

/** A row's answers to compare as fields, and the keys of the row that they were read from. */
export function readComparison(row: Row): { fields: Fields; taken: string[]; faults: Fault[] } {
  const listed = row['responses']
  const read = typeof listed === 'string' ? (listIn(listed) ?? listed) : listed
  if (read === undefined) return fromColumns(row)
  const taken = ['prompt', 'responses', 'models']
  if (!Array.isArray(read)) return { fields: {}, taken, faults: [at('responses', 'expected a list of answers')] }
  const texts = read.map(textOf)
  const lost = texts.indexOf(null)
  if (lost >= 0) return { fields: {}, taken, faults: [at(`responses[${lost}]`, 'expected the text of an answer')] }
  const models = read.map(modelOf)
  const named = models.every((model) => model !== null) ? models : listOf(row['models'])
  return kept(row, texts as string[], named, taken, 'responses')
}

/** `response_a`, `response_b`… or `response_1`, `response_2`…, with `model_a`… beside them. */
function fromColumns(row: Row) {
  const keys = (name: string) => {
    const ends = row[`${name}_1`] === undefined ? LETTERS : LETTERS.map((_, index) => String(index + 1))
    return ends.map((end) => `${name}_${end}`)
  }
  const given = keys('response').filter((key) => row[key] !== undefined && row[key] !== null && row[key] !== '')
  const named = keys('model').flatMap((key) => (typeof row[key] === 'string' && row[key] !== '' ? [row[key]] : []))
  const taken = ['prompt', 'models', ...keys('response'), ...keys('model')]
  const models = named.length > 0 ? named : listOf(row['models'])
  return kept(
    row,
    given.map((key) => String(row[key])),
    models,
    taken,
    'responses',
  )
}

function kept(row: Row, texts: readonly string[], models: readonly unknown[] | null, taken: string[], path: string) {
  const faults: Fault[] = []
  if (texts.length < LEAST_RESPONSES || texts.length > MOST_RESPONSES) {
    faults.push(at(path, `expected ${LEAST_RESPONSES} to ${MOST_RESPONSES} answers to compare, found ${texts.length}`))
  }
  if (models && models.length !== texts.length) {
    faults.push(at('models', `${models.length} names for ${texts.length} answers`))
  }
  const prompt = row['prompt']
  const fields: [string, string][] = texts.map((text, index) => [`response_${index + 1}`, text])
  if (typeof prompt === 'string' && prompt !== '') fields.unshift(['prompt', prompt])
  else if (Array.isArray(prompt)) fields.unshift(['prompt', JSON.stringify(prompt)])
  if (models) fields.push([MODELS_FIELD, JSON.stringify(models)])
  return { fields: Object.fromEntries(fields), taken, faults }
}

function at(path: string, message: string): Fault {
  return { path, message }
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return null
  const { text, content, response } = value as Record<string, unknown>
  return [text, content, response].find((one): one is string => typeof one === 'string') ?? null
}

function modelOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  const { model, model_name: name } = value as Record<string, unknown>
  return [model, name].find((one): one is string => typeof one === 'string') ?? null
}

function listOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value
  return typeof value === 'string' && value !== '' ? listIn(value) : null
}

/** A ranking in one cell: `A > B = C` by place in the file, `A >> B` for a clear lead of two, `all bad`. */
export function writeRanking({ ranks, bad, strength = 1 }: Ranking): string {
  if (bad) return 'all bad'
  const groups: string[] = []
  for (const rank of [...new Set(ranks)].filter((one) => one !== null).sort((a, b) => a - b)) {
    groups.push(ranks.flatMap((own, index) => (own === rank ? [letter(index)] : [])).join(' = '))
  }
  return groups.join(` ${'>'.repeat(strength)} `)
}

function letter(index: number): string {
  return (LETTERS[index] ?? String(index + 1)).toUpperCase()
}

/** The places of some letters (`B A`), or null where one is no letter of an answer. */
function placesOf(words: readonly string[]): number[] | null {
  const places = words.map((word) => (LETTERS as readonly string[]).indexOf(word.toLowerCase()))
  return places.includes(-1) ? null : places
}

/**
 * The mark that a cell means; a sentence where it means none.
 * @param count how many answers the task compares
 * @param order the cell with the order shown, for example `B A`; that of the file where it is absent
 */
export function readRanking(
  question: Question,
  cell: string,
  count: number,
  { order, reason }: { readonly order: unknown; readonly reason: unknown },
): MarkSeed | string {
  const shown = placesOf(typeof order === 'string' ? order.split(/\s+/).filter((word) => word !== '') : [])
  const places = shown?.length ? shown : Array.from({ length: count }, (_, index) => index)
  const rest = { order: places, ...(typeof reason === 'string' && reason !== '' ? { reason } : {}) }
  const seed = { question: question.id, kind: question.kind, label: null, source: 'import' as const }
  const ranks = new Array<number | null>(count).fill(null)
  if (cell.trim().toLowerCase() === 'all bad') return { ...seed, value: { ...rest, ranks, bad: true } }
  for (const [index, group] of cell.split(/>+/).entries()) {
    const tied = placesOf(group.split('=').map((word) => word.trim()))
    if (!tied || tied.some((place) => place >= count)) {
      return `expected a ranking such as "A > B = C" or "all bad", found ${JSON.stringify(cell)}`
    }
    for (const place of tied) ranks[place] = index + 1
  }
  const lead = /(>+)/.exec(cell)?.[1]?.length ?? 1
  return { ...seed, value: { ...rest, ranks, ...(lead > 1 ? { strength: lead } : {}) } }
}

/** The order shown, as a cell: `B A`. */
export function writeOrder({ order }: Pick<Ranking, 'order'>): string {
  return order.map(letter).join(' ')
}
