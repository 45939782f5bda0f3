// Sentences in rows of files: { start, end, label, quote } under the key `sentences`, offsets in code points.
import { type CodePointIndex, quoted } from '@etabli/formats'
import { type MarkSeed, namedClass } from '@etabli/modality-kit'
import type { Mark, Project, Question } from '@etabli/schema'
import { quoteFault, type RowFault } from '../mappings/seeds.ts'
import { nameOfLabel } from '../mappings/spans.ts'
import type { Passage } from '../passage.ts'
import { SentenceValue } from './sentence.ts'

export interface WrittenSentence {
  readonly start: number
  readonly end: number
  readonly label: string
  readonly quote: string
}

export function sentenceQuestions(project: Pick<Project, 'questions'>): Question[] {
  return project.questions.filter(({ kind }) => kind === 'sentence')
}

/** The sentences of some answers in the order of the text. */
export function sentenceMarks(answers: readonly Mark[]): (Mark & { value: SentenceValue })[] {
  return answers
    .flatMap((mark) => {
      const read = mark.kind === 'sentence' ? SentenceValue.safeParse(mark.value) : null
      return read?.success ? [{ ...mark, value: read.data }] : []
    })
    .sort((a, b) => a.value.start - b.value.start || (a.question < b.question ? -1 : 1))
}

/** A sentence as exports write it; the question is named where the project has several for sentences. */
export function writeSentence(
  mark: Mark & { value: SentenceValue },
  passage: Passage,
  project: Project,
): WrittenSentence & { question?: string } {
  const { start, end } = mark.value
  return {
    start,
    end,
    label: nameOfLabel(mark, project),
    quote: passage.index.slice(start, end),
    ...(sentenceQuestions(project).length > 1 ? { question: mark.question } : {}),
  }
}

/** Reads the list of a row; one that does not fit, or whose quote differs from its slice (TXT5), is a fault. */
export function readSentences(
  list: unknown,
  index: CodePointIndex,
  project: Project,
): { seeds: MarkSeed[]; faults: RowFault[] } {
  const seeds: MarkSeed[] = []
  const faults: RowFault[] = []
  if (list === undefined || list === null || list === '') return { seeds, faults }
  if (!Array.isArray(list)) {
    return { seeds, faults: [{ path: 'sentences', code: 'sentence', message: 'expected a list of sentences' }] }
  }
  for (const [at, item] of list.entries()) {
    const seed = readSentence(item, index, project)
    if (typeof seed === 'string') faults.push({ path: `sentences[${at}]`, code: 'sentence', message: seed })
    else seeds.push(seed)
  }
  return { seeds, faults }
}

function readSentence(item: unknown, index: CodePointIndex, project: Project): MarkSeed | string {
  const read = SentenceValue.safeParse(item)
  if (!read.success || typeof item !== 'object' || item === null) return 'expected { start, end, label }'
  const { start, end } = read.data
  const { label, quote, question: asked } = item as Record<string, unknown>
  if (end > index.length) return `characters ${start} to ${end} of a text of ${index.length}`
  const misquoted = quoteFault(quote, [{ start, end }], index)
  if (misquoted !== null) return misquoted
  if (typeof label !== 'string' || label === '') return `a sentence needs a label, found ${quoted(label)}`
  const questions = sentenceQuestions(project)
  const question =
    questions.find(({ id }) => id === asked) ??
    questions.find(({ labels }) => namedClass(labels, label) !== undefined) ??
    questions[0]
  if (!question) return 'this project asks for no sentences'
  return { question: question.id, kind: 'sentence', label, value: { start, end }, source: 'import' }
}
