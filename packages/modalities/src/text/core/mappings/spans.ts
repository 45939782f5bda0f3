// Spans and relations as our own files write them: { start, end, label, quote }; offsets are Unicode code points.
import { labelName } from '@etabli/modality-kit'
import type { Mark, Project, Question } from '@etabli/schema'
import type { Passage } from '../passage.ts'
import { stretchesOf, stretchOf } from '../stretches.ts'
import type { Stretch } from '../tokens.ts'

/** The unit, as every export declares it. */
export const OFFSETS = 'unicode code points, [start, end)'

export function spanQuestions(project: Pick<Project, 'questions'>): Question[] {
  return project.questions.filter((question) => question.kind === 'span')
}

export interface WrittenSpan {
  readonly start: number
  readonly end: number
  readonly label: string
  readonly quote: string
  /** Of a span in several parts: each, with its quote. */
  readonly parts?: readonly { readonly start: number; readonly end: number; readonly quote: string }[]
  readonly attributes?: Mark['attributes']
  readonly question?: string
}

/** The spans of some answers in the order of the text. */
export function spansOf(answers: readonly Mark[]): Mark[] {
  return answers
    .filter((mark) => mark.kind === 'span')
    .toSorted((a, b) => {
      const [x, y] = [stretchOf(a), stretchOf(b)]
      return x.start - y.start || x.end - y.end || compared(a.label ?? '', b.label ?? '')
    })
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A label by its name; empty where there is none. */
export function nameOfLabel(mark: Pick<Mark, 'label' | 'question'>, project: Project): string {
  return mark.label === null ? '' : labelName(project, mark.question, mark.label)
}

/** A span as our exports write it; the question is named where the project has several for spans. */
export function writeSpan(mark: Mark, passage: Passage, project: Project): WrittenSpan {
  const { start, end } = stretchOf(mark)
  const parts = stretchesOf(mark)
  const quoteOf = (part: Stretch) => passage.index.slice(part.start, part.end)
  return {
    start,
    end,
    label: nameOfLabel(mark, project),
    quote: quoteOf({ start, end }),
    ...(parts.length > 1
      ? { parts: parts.map((part) => ({ start: part.start, end: part.end, quote: quoteOf(part) })) }
      : {}),
    ...(mark.attributes === undefined ? {} : { attributes: mark.attributes }),
    ...(spanQuestions(project).length > 1 ? { question: mark.question } : {}),
  }
}
