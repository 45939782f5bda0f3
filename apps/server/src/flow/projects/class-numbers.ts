// Class numbers: each label of the kinds that take many marks gets one number in its project, for ever. A file with
// boxes and polygons has one numbering; a number is never given to another class, even after its own is gone.
import type { Kind } from '@etabli/modality-kit'
import type { Label, Question } from '@etabli/schema'

/** A number as it is kept. */
export interface ClassNumber {
  readonly question: string
  readonly label: string
  readonly number: number
}

const keyOf = (question: string, label: string) => `${question}/${label}`

/**
 * The questions with every class numbered, whatever numbers they came with, and the numbers given anew.
 * @param known all numbers ever given in the project
 * @returns new classes get the numbers after the highest ever given, in order
 */
export function numberClasses(
  questions: readonly Question[],
  known: readonly ClassNumber[],
  kinds: ReadonlyMap<string, Kind>,
): { readonly questions: Question[]; readonly given: readonly ClassNumber[] } {
  const numbers = new Map(known.map(({ question, label, number }) => [keyOf(question, label), number]))
  let next = known.reduce((most, { number }) => Math.max(most, number + 1), 0)
  const given: ClassNumber[] = []
  const numbered = (question: Question, label: Label): Label => {
    const { number: _, ...rest } = label
    if (!kinds.get(question.kind)?.many) return rest
    const key = keyOf(question.id, label.id)
    const had = numbers.get(key)
    if (had !== undefined) return { ...rest, number: had }
    const number = next
    next += 1
    numbers.set(key, number)
    given.push({ question: question.id, label: label.id, number })
    return { ...rest, number }
  }
  const result = questions.map((question) => ({
    ...question,
    labels: question.labels.map((label) => numbered(question, label)),
    ...(question.removed === undefined
      ? {}
      : { removed: question.removed.map((entry) => ({ ...entry, label: numbered(question, entry.label) })) }),
  }))
  return { questions: result, given }
}
