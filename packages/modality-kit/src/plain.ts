// How an answer given by a field reads in a flat file (CSV cell, JSON value), and back again.
import type { Mark, Question } from '@etabli/schema'
import type { MarkSeed } from './mapping.ts'
import { folded, namedClass, writtenName } from './taxonomy.ts'

export type PlainAnswer = string | number | readonly string[] | null

/**
 * A mark of one of the field kinds in words: the label's name, the names of several, the number, the text.
 * Null for anything else (a box, a span), which has no plain form.
 */
export function plainAnswer(question: Question, mark: Pick<Mark, 'label' | 'value'>): PlainAnswer {
  const nameOf = (id: unknown) => writtenName(question.labels, String(id))
  const { value } = mark
  if (mark.label !== null) return question.kind === 'single' ? nameOf(mark.label) : null
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  if (Array.isArray(value['labels'])) return value['labels'].map(nameOf)
  return question.kind === 'words' && typeof value['text'] === 'string' ? value['text'] : null
}

/** True for the kinds that have a plain form. */
export function isPlainKind(kind: string): boolean {
  return kind === 'single' || kind === 'multiple' || kind === 'rating' || kind === 'number' || kind === 'words'
}

/**
 * The mark that a cell or JSON value means for the question; a sentence where it means none; null where it is empty.
 * Several labels are a list, or names with `|` between them in one cell.
 */
export function seedOfPlain(question: Question, plain: unknown): MarkSeed | string | null {
  if (plain === null || plain === undefined || plain === '') return null
  const seed = { question: question.id, kind: question.kind, label: null, source: 'import' as const }
  switch (question.kind) {
    case 'single':
      return typeof plain === 'string' ? oneLabel(question, seed, plain) : 'expected the name of a label'
    case 'multiple':
      return severalLabels(question, seed, plain)
    case 'rating':
    case 'number': {
      const value = typeof plain === 'string' ? Number(plain) : plain
      return typeof value === 'number' && Number.isFinite(value)
        ? { ...seed, value }
        : `expected a number, found ${JSON.stringify(plain)}`
    }
    case 'words':
      return typeof plain === 'string' ? { ...seed, value: { text: plain } } : 'expected text'
    default:
      return `a question of kind "${question.kind}" cannot be read from a cell`
  }
}

function oneLabel(question: Question, seed: Omit<MarkSeed, 'value'>, name: string): MarkSeed | string {
  const label = namedClass(question.labels, name)
  if (label === 'ambiguous') return ambiguous(question, name)
  // A path names nothing by itself; a name is kept as it was written.
  const named = label && folded(label.name.trim()) !== folded(name.trim()) ? label.id : name
  return { ...seed, label: named, value: null }
}

function ambiguous({ title }: Question, name: string): string {
  return `"${title}" has several classes named ${JSON.stringify(name)}: write the path, A > B`
}

function severalLabels(question: Question, seed: Omit<MarkSeed, 'value'>, plain: unknown): MarkSeed | string {
  const names = typeof plain === 'string' ? plain.split('|').map((name) => name.trim()) : plain
  if (!Array.isArray(names)) return 'expected a list of labels'
  const ids: string[] = []
  for (const name of names) {
    const label = typeof name === 'string' ? namedClass(question.labels, name) : undefined
    if (label === 'ambiguous') return ambiguous(question, String(name))
    if (!label) return `"${question.title}" has no label ${JSON.stringify(name)}`
    ids.push(label.id)
  }
  return { ...seed, value: { labels: [...new Set(ids)].sort() } }
}
