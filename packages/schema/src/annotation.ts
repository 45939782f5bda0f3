// Annotation: answers submitted by one person under one lease; append-only.
import * as z from 'zod/mini'
import { Answers } from './answers.ts'
import { AnnotationId, LeaseId, PersonId, ProjectId, TaskId } from './ids.ts'
import { limits } from './limits.ts'
import { Millis } from './time.ts'

/** What the client sends: its own id, so that the same submission sent twice is one annotation. */
export const AnnotationDraft = z.object({
  id: AnnotationId,
  answers: Answers,
  /** Milliseconds in which the person worked on this task, reading the guidelines included. */
  activeMs: z.int().check(z.nonnegative(), z.lte(limits.activeMillisPerAnnotation)),
  /** Version of the project's questions that were answered. */
  version: z.int().check(z.nonnegative()),
})
export type AnnotationDraft = z.infer<typeof AnnotationDraft>

export const Annotation = z.object({
  id: AnnotationId,
  project: ProjectId,
  task: TaskId,
  lease: LeaseId,
  person: PersonId,
  answers: Answers,
  activeMs: z.int(),
  version: z.int(),
  submittedAt: Millis,
  /** Its place had been taken when it came: stored and paid, outside the overlap. */
  surplus: z.boolean(),
  /** The same person's earlier annotation that this one replaces, or null. */
  supersedes: z.nullable(AnnotationId),
})
export type Annotation = z.infer<typeof Annotation>
