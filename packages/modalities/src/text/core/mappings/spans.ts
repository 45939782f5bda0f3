// Spans as files write them: ours ({ start, end, label, quote }), doccano's ([start, end, label]), spaCy's and
// Prodigy's ({ start, end, label }). Offsets are Unicode code points.
import { quoted } from '@etabli/formats'
import { labelName, type MarkSeed } from '@etabli/modality-kit'
import type { Mark, Project, Question } from '@etabli/schema'
import type { Passage } from '../passage.ts'
import { stretchOf } from '../tools/span.ts'

/** The unit, as every export declares it. */
export const OFFSETS = 'unicode code points, [start, end)'

export interface SpanFault {
  readonly path: string
  readonly code: string
  readonly message: string
}

interface SpanSource {
  readonly start: unknown
  readonly end: unknown
  readonly label: unknown
  readonly quote?: unknown
  readonly question?: unknown
}

export function spanQuestions(project: Pick<Project, 'questions'>): Question[] {
  return project.questions.filter((question) => question.kind === 'span')
}

/**
 * Reads a list of spans of one text. A span that does not fit, or whose quote differs from its slice, is a fault
 * (TXT5); the rest are given, each once.
 */
export function readSpans(
  list: readonly unknown[],
  key: string,
  passage: Passage,
  project: Project,
): { seeds: MarkSeed[]; faults: SpanFault[] } {
  const seeds = new Map<string, MarkSeed>()
  const faults: SpanFault[] = []
  for (const [index, item] of list.entries()) {
    const path = `${key}[${index}]`
    const source = sourceOf(item)
    const seed = source ? readSpan(source, passage, project) : 'expected { start, end, label } or [start, end, label]'
    if (typeof seed === 'string') faults.push({ path, code: 'span', message: seed })
    else seeds.set(JSON.stringify([seed.question, seed.label, seed.value]), seed)
  }
  return { seeds: [...seeds.values()], faults }
}

function sourceOf(item: unknown): SpanSource | null {
  if (Array.isArray(item)) return { start: item[0], end: item[1], label: item[2] }
  return typeof item === 'object' && item !== null ? (item as SpanSource) : null
}

function readSpan(source: SpanSource, passage: Passage, project: Project): MarkSeed | string {
  const { start, end, label, quote } = source
  if (!isOffset(start) || !isOffset(end))
    return `start and end must be whole numbers, found ${quoted(start)} and ${quoted(end)}`
  if (start >= end) return `the end ${end} must come after the start ${start}`
  if (end > passage.length) return `characters ${start} to ${end} of a text of ${passage.length}`
  if (typeof label !== 'string' || label === '') return `a span needs a label, found ${quoted(label)}`
  if (typeof quote === 'string') {
    const slice = passage.index.slice(start, end)
    if (slice !== quote) return `the quote is ${quoted(quote)} but characters ${start} to ${end} are ${quoted(slice)}`
  }
  const question = questionFor(source, label, project)
  if (!question) return 'this project has no question for spans'
  return { question: question.id, kind: 'span', label, value: { start, end }, source: 'import' }
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

/** The question a span names, else the one that has its label, else the first. */
function questionFor(source: SpanSource, label: string, project: Project): Question | undefined {
  const questions = spanQuestions(project)
  return (
    questions.find((question) => question.id === source.question) ??
    questions.find((question) => question.labels.some((one) => one.name === label || one.id === label)) ??
    questions[0]
  )
}

export interface WrittenSpan {
  readonly start: number
  readonly end: number
  readonly label: string
  readonly quote: string
}

/** The spans of some answers in the order of the text. */
export function spansOf(answers: readonly Mark[]): Mark[] {
  return answers
    .filter((mark) => mark.kind === 'span')
    .toSorted((a, b) => {
      const [x, y] = [stretchOf(a), stretchOf(b)]
      return x.start - y.start || x.end - y.end || ((a.label ?? '') < (b.label ?? '') ? -1 : 1)
    })
}

/** A span as exports write it; the question is named where the project has several for spans. */
export function writeSpan(mark: Mark, passage: Passage, project: Project): WrittenSpan & { question?: string } {
  const { start, end } = stretchOf(mark)
  return {
    start,
    end,
    label: mark.label === null ? '' : labelName(project, mark.question, mark.label),
    quote: passage.index.slice(start, end),
    ...(spanQuestions(project).length > 1 ? { question: mark.question } : {}),
  }
}
