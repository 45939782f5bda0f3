// Consensus: what the annotations of a task say together; derived, and can be thrown away and recomputed.
import * as z from 'zod/mini'
import { Mark } from './answers.ts'
import { AnnotationId, MarkId, QuestionId, TaskId } from './ids.ts'
import { Millis } from './time.ts'

/** How many of the task's annotators stand behind one mark of the consensus. */
export const Support = z.object({
  mark: MarkId,
  votes: z.int(),
  of: z.int(),
  /** True where the quorum was missed, or where it cannot stand beside others of more votes: a person must look. */
  contested: z.boolean(),
})
export type Support = z.infer<typeof Support>

export const QuestionConsensus = z.object({
  question: QuestionId,
  /** The marks with a quorum: more than half of the annotators. */
  marks: z.array(Mark),
  /** Objects that some saw, but too few for a quorum: for a person to decide; never exported as consensus. */
  candidates: z.array(Mark),
  /** Votes of every mark and candidate. */
  support: z.array(Support),
  /** Marks of annotators (relations) left out as one of their ends missed the quorum; absent: none. */
  fallen: z.optional(z.int()),
  /** How the value was found, for example `majority`, `mean of matched boxes`, `medoid by WER`. */
  method: z.string(),
  /** Mean pairwise similarity of the annotations in [0, 1]; null with fewer than two. */
  similarity: z.nullable(z.number()),
})
export type QuestionConsensus = z.infer<typeof QuestionConsensus>

export const Consensus = z.object({
  task: TaskId,
  questions: z.array(QuestionConsensus),
  inputs: z.array(AnnotationId),
  /** Mean over the questions of their similarity; null with fewer than two annotations. The worst come first. */
  similarity: z.nullable(z.number()),
  /** All annotators gave the same answers: nothing for a person to decide. */
  unanimous: z.boolean(),
  computedAt: Millis,
})
export type Consensus = z.infer<typeof Consensus>

/** Why a figure is absent: never 0, 1 or NaN in its stead. */
export const NotComputable = z.enum(['nothing-shared', 'one-rater', 'one-label'])
export type NotComputable = z.infer<typeof NotComputable>

/** One agreement figure with what a statistician asks of it: interval, n, raters, formula. */
export const Figure = z.object({
  /** For example `krippendorff-alpha`, `percent`, `f1@0.5`, `mean-iou`, `wer`. */
  measure: z.string(),
  question: QuestionId,
  /** The label, the rater or null: what the figure is about. */
  about: z.nullable(z.string()),
  value: z.nullable(z.number()),
  why: z.nullable(NotComputable),
  /** 95 % bootstrap interval over tasks, or null where it cannot be had. */
  interval: z.nullable(z.tuple([z.number(), z.number()])),
  /** Tasks that entered the figure. */
  n: z.int(),
  raters: z.int(),
  formula: z.string(),
})
export type Figure = z.infer<typeof Figure>
