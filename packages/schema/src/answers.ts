// Mark and Answers: one drawn or chosen thing, and all of them for a task; how prefilled ones are told apart.
import * as z from 'zod/mini'
import { AttributeValue } from './attributes.ts'
import { AttributeId, LabelId, MarkId, QuestionId } from './ids.ts'
import { limits } from './limits.ts'
import { KindId } from './question.ts'

/**
 * One drawn or chosen thing. `value` is validated by the mark's kind (`@etabli/modality-kit`).
 * Units: image coordinates in pixels of the image as displayed, audio in seconds, text in Unicode code points.
 */
export const Mark = z.object({
  id: MarkId,
  question: QuestionId,
  kind: KindId,
  /** The class of the mark, or null for kinds without labels. */
  label: z.nullable(LabelId),
  value: z.json(),
  /**
   * Who made it first; a person's edit of another's mark, or accepting it, sets `person`. `copy`: a person's mark of
   * the task before, proposed here by itself.
   */
  source: z._default(z.enum(['person', 'model', 'import', 'copy']), 'person'),
  /** A model's confidence in [0, 1], or null. */
  confidence: z._default(z.nullable(z.number().check(z.gte(0), z.lte(1))), null),
  /** What is said of it beside its class, by attribute; what is not set is not here. */
  attributes: z.optional(z.record(AttributeId, AttributeValue)),
  /** Marks of one group mean one thing in several parts (the two halves of a car behind a pole). */
  group: z.optional(z.string().check(z.regex(/^[\w.:-]{1,64}$/))),
})
export type Mark = z.infer<typeof Mark>

/** All marks for one task, in the order in which they were made; ids are unique. */
export const Answers = z
  .array(Mark)
  .check(z.maxLength(limits.marksPerAnswers))
  .check(z.refine((marks) => new Set(marks.map((m) => m.id)).size === marks.length, { error: 'two marks share an id' }))
export type Answers = z.infer<typeof Answers>
