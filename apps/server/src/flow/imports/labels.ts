// Labels by the names that files give: found in the question, or kept as labels that would have to be added.
import { type Label, LabelId, limits, PALETTE_SIZE, type Question, type QuestionId } from '@etabli/schema'

/** A label that a file names and the project lacks. */
export interface MissingLabel {
  readonly question: QuestionId
  readonly name: string
  /** The id that marks carry until the label is added; it may be another by then. */
  readonly id: LabelId
}

export interface LabelBook {
  /** The id for a name in the file, and whether the question has it already. */
  find(question: Question, name: string): { readonly id: LabelId; readonly known: boolean }
  /** Labels that were asked for and are not there, in the order in which they were met. */
  missing(): MissingLabel[]
}

/** Finds labels by exact name, then id, then name without case and blanks around it. */
export function labelBook(): LabelBook {
  const missing = new Map<string, MissingLabel>()
  return {
    find(question, name) {
      const known = labelNamed(question, name)
      if (known) return { id: known.id, known: true }
      const key = `${question.id}\n${name}`
      const before = missing.get(key)
      if (before) return { id: before.id, known: false }
      const taken = [...missing.values()].filter((label) => label.question === question.id).map((label) => label.id)
      const id = freeId(name, [...question.labels.map((label) => label.id), ...taken])
      missing.set(key, { question: question.id, name, id })
      return { id, known: false }
    },
    missing: () => [...missing.values()],
  }
}

/** The question's label of that name, or undefined. */
export function labelNamed(question: Pick<Question, 'labels'>, name: string): Label | undefined {
  const folded = name.trim().toLowerCase()
  return (
    question.labels.find((label) => label.name === name) ??
    question.labels.find((label) => label.id === name) ??
    question.labels.find((label) => label.name.trim().toLowerCase() === folded)
  )
}

/** The questions with the missing labels added, and under which id each is now. */
export function withLabels(
  questions: readonly Question[],
  missing: readonly MissingLabel[],
): { questions: Question[]; ids: Map<string, LabelId>; added: number } {
  const ids = new Map<string, LabelId>()
  let added = 0
  const next = questions.map((question) => {
    const labels = [...question.labels]
    for (const label of missing.filter(({ question: id }) => id === question.id)) {
      const known = labelNamed({ labels }, label.name)
      const id =
        known?.id ??
        freeId(
          label.name,
          labels.map((other) => other.id),
        )
      ids.set(labelKey(question.id, label.id), id)
      if (known || labels.length >= limits.labelsPerQuestion) continue
      labels.push({
        id,
        name: label.name.trim().slice(0, limits.name),
        colour: labels.length % PALETTE_SIZE,
        key: null,
      })
      added += 1
    }
    return { ...question, labels }
  })
  return { questions: next, ids, added }
}

export function labelKey(question: QuestionId, label: LabelId): string {
  return `${question}\n${label}`
}

/** A slug of the name that none of the others has: `Dairy & eggs` is `dairy-eggs`, the second one `dairy-eggs-2`. */
export function freeId(name: string, taken: readonly string[]): LabelId {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
  const base = plain === '' ? 'label' : plain
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!taken.includes(id)) return LabelId.parse(id)
  }
}
