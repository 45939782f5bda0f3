// Project: the medium, the questions, the brief, how many people see each task and when the queue is open.
import * as z from 'zod/mini'
import { ProjectId, type QuestionId } from './ids.ts'
import { limits } from './limits.ts'
import { Question } from './question.ts'
import { Millis } from './time.ts'

/** What is looked at. `none` is a project whose tasks are their fields alone (surveys, data entry). */
export const MediaType = z.enum(['image', 'audio', 'text', 'none'])
export type MediaType = z.infer<typeof MediaType>

const Words = z.string().check(z.maxLength(limits.markdown))

/** Money in integer minor units with its ISO 4217 code, per accepted task or per hour of active time. */
export const Pay = z.object({
  per: z.enum(['task', 'hour']),
  minor: z.int().check(z.nonnegative()),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
})
export type Pay = z.infer<typeof Pay>

/** Who asks, what the labels are for, how the data will be used, what may hurt, what it earns. */
export const Brief = z.object({
  who: Words,
  why: Words,
  use: Words,
  /** A warning shown before the first task, or null where there is nothing to warn of. */
  sensitive: z.nullable(Words),
  /** Null where the work is unpaid; the brief then says so. */
  pay: z.nullable(Pay),
})
export type Brief = z.infer<typeof Brief>

export const ProjectState = z.enum(['draft', 'open', 'paused', 'archived'])
export type ProjectState = z.infer<typeof ProjectState>

/** How a text is shown to whoever has chosen nothing else on their device; it changes nothing of the text. */
export const TextLook = z.object({
  dress: z._default(z.enum(['plain', 'markdown', 'dialogue']), 'plain'),
  /** Letters of one width. */
  mono: z._default(z.boolean(), false),
})
export type TextLook = z.infer<typeof TextLook>

/** What a manager writes; everything else about a project is the server's. */
export const ProjectDraft = z
  .object({
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.name)),
    media: MediaType,
    questions: z.array(Question).check(z.maxLength(limits.questionsPerProject)),
    brief: Brief,
    /** Markdown. */
    guidelines: Words,
    overlap: z._default(z.int().check(z.gte(1), z.lte(limits.overlapMax)), 3),
    /** In blind mode nobody sees another's answers before their own submission. */
    blind: z._default(z.boolean(), true),
    /** For projects of texts; absent: plain. */
    textLook: z.optional(TextLook),
  })
  .check(
    z.refine((p) => new Set(p.questions.map((q) => q.id)).size === p.questions.length, {
      error: 'two questions share an id',
    }),
  )
export type ProjectDraft = z.infer<typeof ProjectDraft>

export const Project = z.object({
  id: ProjectId,
  name: z.string(),
  media: MediaType,
  questions: z.array(Question),
  brief: Brief,
  guidelines: z.string(),
  overlap: z.int(),
  blind: z.boolean(),
  textLook: z.optional(TextLook),
  state: ProjectState,
  /** Rises by one with each change of questions; an annotation keeps the version it answered. */
  version: z.int(),
  /** True for the sample projects, which start partly labelled by simulated annotators and say so. */
  sample: z.boolean(),
  createdAt: Millis,
})
export type Project = z.infer<typeof Project>

/** The question of that id, or undefined. */
export function questionOf(project: { questions: readonly Question[] }, id: QuestionId): Question | undefined {
  return project.questions.find((question) => question.id === id)
}
