// ServerMessage: all that the server may say on the socket, one discriminated union on `type`.
import {
  AnnotationId,
  Answers,
  Lease,
  LeaseId,
  Millis,
  PersonId,
  ProjectId,
  ReasonCategory,
  Task,
  TaskId,
} from '@etabli/schema'
import * as z from 'zod/mini'
import { RequestId } from './client-message.ts'
import { ProblemBody } from './errors.ts'

/** A lease with all that labelling needs. */
export const LeasedTask = z.object({
  lease: Lease,
  task: Task,
  /** The person's own earlier answers where the task is rework or a correction, else null. */
  previous: z.nullable(z.object({ annotation: AnnotationId, answers: Answers })),
  /** Why it came back, where it was sent back. */
  returned: z.nullable(z.object({ category: ReasonCategory, reason: z.string(), at: Millis })),
})
export type LeasedTask = z.infer<typeof LeasedTask>

/** Why the queue has nothing for this person now, with the counts that the HTTP API gives. */
export const EmptyReason = z.discriminatedUnion('why', [
  /** No task wants another annotation. */
  z.object({ why: z.literal('all-done'), tasks: z.int() }),
  /** The rest is held by others. */
  z.object({ why: z.literal('all-leased'), leased: z.int(), nextAt: z.nullable(Millis) }),
  /** This person did or skipped all that is open to them; others still have work. */
  z.object({ why: z.literal('your-share-done'), open: z.int() }),
  z.object({ why: z.literal('paused') }),
  z.object({ why: z.literal('no-tasks') }),
])
export type EmptyReason = z.infer<typeof EmptyReason>

/** Live numbers of a project. `tasks` = open + done + settled + setAside. */
export const Progress = z.object({
  tasks: z.int(),
  open: z.int(),
  done: z.int(),
  settled: z.int(),
  setAside: z.int(),
  /** Annotations that count towards an overlap: neither surplus nor superseded. */
  annotations: z.int(),
  /** Annotations that the overlap asks for in all. */
  wanted: z.int(),
  leased: z.int(),
})
export type Progress = z.infer<typeof Progress>

export const ServerMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('session.welcome'),
    re: RequestId,
    person: PersonId,
    serverTime: Millis,
    heartbeatMs: z.int(),
    /** Leases this person still holds, across connections. */
    held: z.array(LeasedTask),
  }),
  z.object({ type: z.literal('lease.granted'), re: RequestId, leases: z.array(LeasedTask) }),
  z.object({ type: z.literal('lease.none'), re: RequestId, reason: EmptyReason }),
  z.object({
    type: z.literal('lease.renewed'),
    re: RequestId,
    leases: z.array(z.object({ lease: LeaseId, until: Millis })),
    lost: z.array(LeaseId),
  }),
  z.object({ type: z.literal('lease.released'), re: RequestId, lease: LeaseId }),
  /** A lease ended without the holder's doing (sweep, reopened elsewhere). Finished work can still be submitted. */
  z.object({ type: z.literal('lease.lost'), lease: LeaseId, task: TaskId }),
  z.object({
    type: z.literal('annotation.accepted'),
    re: RequestId,
    annotation: AnnotationId,
    lease: LeaseId,
    task: TaskId,
    submittedAt: Millis,
    surplus: z.boolean(),
  }),
  z.object({ type: z.literal('project.progress'), project: ProjectId, progress: Progress }),
  /** A manager changed the project: its new version is to be fetched, and what is open follows. */
  z.object({ type: z.literal('project.changed'), project: ProjectId, version: z.int() }),
  /** Work appeared for this person: a task sent back, an import, a reopened queue. */
  z.object({ type: z.literal('work.available'), project: ProjectId }),
  z.object({ type: z.literal('project.watched'), re: RequestId, project: ProjectId, progress: Progress }),
  z.object({ type: z.literal('project.unwatched'), re: RequestId, project: ProjectId }),
  z.object({ type: z.literal('problem'), re: z.nullable(RequestId), problem: ProblemBody }),
])
export type ServerMessage = z.infer<typeof ServerMessage>
