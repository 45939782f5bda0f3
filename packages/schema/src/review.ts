// Review: a person's verdict on a task's annotations: accept, correct, send back; with reason; append-only.
import * as z from 'zod/mini'
import { Answers } from './answers.ts'
import { AnnotationId, PersonId, ReviewId, TaskId } from './ids.ts'
import { limits } from './limits.ts'
import { Millis } from './time.ts'

const Reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.reason))

/** Categories of a sending back: a verdict is never without one. */
export const ReasonCategory = z.enum(['missed', 'extra', 'wrong-label', 'imprecise', 'guidelines', 'other'])
export type ReasonCategory = z.infer<typeof ReasonCategory>

export const ReviewDraft = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('accept'), answers: Answers }),
  z.object({
    verdict: z.literal('correct'),
    answers: Answers,
    reason: z._default(z.string().check(z.maxLength(limits.reason)), ''),
  }),
  z.object({
    verdict: z.literal('return'),
    /** The annotation that goes back to its author. */
    annotation: AnnotationId,
    category: ReasonCategory,
    reason: Reason,
  }),
])
export type ReviewDraft = z.infer<typeof ReviewDraft>

export const Review = z.object({
  id: ReviewId,
  task: TaskId,
  reviewer: PersonId,
  verdict: z.enum(['accept', 'correct', 'return']),
  annotation: z.nullable(AnnotationId),
  answers: z.nullable(Answers),
  category: z.nullable(ReasonCategory),
  reason: z.string(),
  at: Millis,
})
export type Review = z.infer<typeof Review>
