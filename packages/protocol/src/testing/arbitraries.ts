// fast-check generators for both unions and for the bodies that HTTP carries.
import {
  type AnnotationId,
  type LeaseId,
  limits,
  type PersonId,
  type ProjectId,
  ReasonCategory,
  ReleaseReason,
  type TaskId,
} from '@etabli/schema'
import { anyAnnotationDraft, anyAnswers, anyJson, anyLease, anyMillis, anyTask, anyUlid } from '@etabli/schema/testing'
import * as fc from 'fast-check'
import type { ClientMessage } from '../client-message.ts'
import { type ErrorCode, errors, type ProblemBody, type ProblemIssue } from '../errors.ts'
import type { EmptyReason, LeasedTask, Progress, ServerMessage } from '../server-message.ts'

type Said<M extends { type: string }, T extends M['type']> = fc.Arbitrary<Extract<M, { type: T }>>

export const anyRequestId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 16 }).filter((id) => id.length <= 64)
const words = fc.string({ unit: 'grapheme', maxLength: 60 })
const count = fc.nat(1_000_000)
const project = anyUlid<ProjectId>()
const lease = anyUlid<LeaseId>()

/** Leaves keys out that are undefined, as JSON does. */
const sparse = <T extends object>(made: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  made.map((value) => JSON.parse(JSON.stringify(value)) as T)

const hello: Said<ClientMessage, 'session.hello'> = fc.record(
  {
    type: fc.constant('session.hello' as const),
    id: anyRequestId,
    protocol: fc.nat(9),
    token: fc.string({ maxLength: 200 }),
    resume: fc.array(lease, { maxLength: limits.leasesPerPerson }),
  },
  { requiredKeys: ['type', 'id', 'protocol'] },
)
const claim: Said<ClientMessage, 'lease.claim'> = fc.record({
  type: fc.constant('lease.claim' as const),
  id: anyRequestId,
  project,
  count: fc.integer({ min: 1, max: limits.claimCount }),
})
const renew: Said<ClientMessage, 'lease.renew'> = fc.record(
  {
    type: fc.constant('lease.renew' as const),
    id: anyRequestId,
    leases: fc.array(lease, { minLength: 1, maxLength: limits.leasesPerPerson }),
    offline: fc.boolean(),
  },
  { requiredKeys: ['type', 'id', 'leases'] },
)
const release: Said<ClientMessage, 'lease.release'> = fc.record({
  type: fc.constant('lease.release' as const),
  id: anyRequestId,
  lease,
  reason: fc.constantFrom(...ReleaseReason.options),
  words,
})
const reopen: Said<ClientMessage, 'lease.reopen'> = fc.record({
  type: fc.constant('lease.reopen' as const),
  id: anyRequestId,
  task: anyUlid<TaskId>(),
})
const submit: Said<ClientMessage, 'annotation.submit'> = fc.record({
  type: fc.constant('annotation.submit' as const),
  id: anyRequestId,
  lease,
  annotation: anyAnnotationDraft,
})
const watch: Said<ClientMessage, 'project.watch' | 'project.unwatch'> = fc.record({
  type: fc.constantFrom('project.watch' as const, 'project.unwatch' as const),
  id: anyRequestId,
  project,
})

/** Every message that a client may say. */
export const anyClientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  hello,
  claim,
  renew,
  release,
  reopen,
  submit,
  watch,
)

export const anyProgress: fc.Arbitrary<Progress> = fc.record({
  tasks: count,
  open: count,
  done: count,
  settled: count,
  setAside: count,
  annotations: count,
  wanted: count,
  leased: count,
})

export const anyEmptyReason: fc.Arbitrary<EmptyReason> = fc.oneof(
  fc.record({ why: fc.constant('all-done' as const), tasks: count }),
  fc.record({ why: fc.constant('all-leased' as const), leased: count, nextAt: fc.option(anyMillis) }),
  fc.record({ why: fc.constant('your-share-done' as const), open: count }),
  fc.constant({ why: 'paused' as const }),
  fc.constant({ why: 'no-tasks' as const }),
)

export const anyLeasedTask: fc.Arbitrary<LeasedTask> = fc.record({
  lease: anyLease,
  task: anyTask,
  previous: fc.option(fc.record({ annotation: anyUlid<AnnotationId>(), answers: anyAnswers })),
  returned: fc.option(
    fc.record({ category: fc.constantFrom(...ReasonCategory.options), reason: words, at: anyMillis }),
  ),
})

export const anyErrorCode = fc.constantFrom(...(Object.keys(errors) as ErrorCode[]))
const anyIssue: fc.Arbitrary<ProblemIssue> = fc.record(
  { file: words, line: fc.integer({ min: 1, max: 1_000_000 }), path: words, code: words, message: words },
  { requiredKeys: ['code', 'message'] },
)
export const anyProblem: fc.Arbitrary<ProblemBody> = fc.record(
  {
    code: anyErrorCode,
    message: words,
    issues: fc.array(anyIssue, { maxLength: 3 }),
    details: fc.dictionary(fc.constantFrom('lease', 'until', 'count'), anyJson, { noNullPrototype: true }),
    request: words,
  },
  { requiredKeys: ['code', 'message'] },
)

/** Every message that the server may say. */
export const anyServerMessage: fc.Arbitrary<ServerMessage> = sparse<ServerMessage>(
  fc.oneof(
    fc.record({
      type: fc.constant('session.welcome' as const),
      re: anyRequestId,
      person: anyUlid<PersonId>(),
      serverTime: anyMillis,
      heartbeatMs: fc.nat(60_000),
      held: fc.array(anyLeasedTask, { maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('lease.granted' as const),
      re: anyRequestId,
      leases: fc.array(anyLeasedTask, { maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('lease.none' as const), re: anyRequestId, reason: anyEmptyReason }),
    fc.record({
      type: fc.constant('lease.renewed' as const),
      re: anyRequestId,
      leases: fc.array(fc.record({ lease, until: anyMillis }), { maxLength: 4 }),
      lost: fc.array(lease, { maxLength: 4 }),
    }),
    fc.record({ type: fc.constant('lease.released' as const), re: anyRequestId, lease }),
    fc.record({ type: fc.constant('lease.lost' as const), lease, task: anyUlid<TaskId>() }),
    fc.record({
      type: fc.constant('annotation.accepted' as const),
      re: anyRequestId,
      annotation: anyUlid<AnnotationId>(),
      lease,
      task: anyUlid<TaskId>(),
      submittedAt: anyMillis,
      surplus: fc.boolean(),
    }),
    fc.record({ type: fc.constant('project.progress' as const), project, progress: anyProgress }),
    fc.record({ type: fc.constant('work.available' as const), project }),
    fc.record({ type: fc.constant('project.changed' as const), project, version: fc.nat() }),
    fc.record({ type: fc.constant('project.watched' as const), re: anyRequestId, project, progress: anyProgress }),
    fc.record({ type: fc.constant('project.unwatched' as const), re: anyRequestId, project }),
    fc.record({ type: fc.constant('problem' as const), re: fc.option(anyRequestId), problem: anyProblem }),
  ),
)
