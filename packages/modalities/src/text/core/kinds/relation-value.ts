// The value of a relation: the two marks it stands on; and what its question may ask of them.
import { LabelId, labelNow, MarkId, type Question, QuestionId } from '@etabli/schema'
import * as z from 'zod/mini'

/** Ids of marks of the same answers. Which is which counts only where the question's relations are directed. */
export const RelationValue = z.object({ from: MarkId, to: MarkId })
export type RelationValue = z.infer<typeof RelationValue>

/** The classes that may stand at an end; absent: any. */
const Ends = z.object({ from: z.optional(z.array(LabelId)), to: z.optional(z.array(LabelId)) })

export const RelationOptions = z.object({
  /** The question of spans whose marks are joined; absent: those of any. */
  spans: z.optional(QuestionId),
  /**
   * `directed`: from one to the other. `undirected`: between two, the order is nothing. `chain`: links of one thing
   * mentioned again (coreference): all that are linked, near or far, are one chain.
   */
  form: z.optional(z.enum(['directed', 'undirected', 'chain'])),
  /** By type (a class of this question); absent types take any ends. */
  ends: z.optional(z.record(z.string(), Ends)),
})
export type RelationOptions = z.infer<typeof RelationOptions>

export interface RelationRules {
  readonly spans: QuestionId | null
  readonly form: 'directed' | 'undirected' | 'chain'
  readonly ends: Readonly<Record<string, z.infer<typeof Ends>>>
}

/** The rules that a question of relations sets; where it says nothing: directed, between any spans. */
export function relationRules(question: Pick<Question, 'options'>): RelationRules {
  const asked = RelationOptions.safeParse(question.options)
  const options: RelationOptions = asked.success ? asked.data : {}
  return { spans: options.spans ?? null, form: options.form ?? 'directed', ends: options.ends ?? {} }
}

/** The ends of a relation of any value, empty where it is none. */
export function endsOf(value: unknown): readonly MarkId[] {
  if (typeof value !== 'object' || value === null) return []
  const { from, to } = value as { readonly from?: unknown; readonly to?: unknown }
  return typeof from === 'string' && typeof to === 'string' ? [from as MarkId, to as MarkId] : []
}

/** The questions of spans whose marks this question's relations may join. */
export function spanQuestionsOf(question: Pick<Question, 'options'>, questions: readonly Question[]): Question[] {
  const { spans } = relationRules(question)
  return questions.filter(({ id, kind }) => kind === 'span' && (spans === null || id === spans))
}

/**
 * The classes of spans that may stand at an end of relations of this type, as they are called now: of those that were
 * merged into others, these; null where any may.
 */
export function classesAt(
  end: 'from' | 'to',
  type: LabelId | null,
  question: Pick<Question, 'options'>,
  questions: readonly Question[],
): ReadonlySet<LabelId> | null {
  const asked = type === null ? undefined : relationRules(question).ends[type]?.[end]
  if (!asked) return null
  const joined = spanQuestionsOf(question, questions)
  return new Set(asked.flatMap((label) => joined.flatMap((one) => labelNow(one, label) ?? [])))
}
