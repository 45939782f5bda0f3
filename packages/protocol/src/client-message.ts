// ClientMessage: all that a client may say on the socket, one discriminated union on `type`.
import { AnnotationDraft, LeaseId, limits, ProjectId, ReleaseReason, TaskId } from '@etabli/schema'
import * as z from 'zod/mini'

/** Correlates a reply with its request; unique within the connection. */
export const RequestId = z.string().check(z.minLength(1), z.maxLength(64))

export const ClientMessage = z.discriminatedUnion('type', [
  /** H1: first message. `token` is for programs; a page is known by its cookie. `resume` names leases still held. */
  z.object({
    type: z.literal('session.hello'),
    id: RequestId,
    protocol: z.int(),
    token: z.optional(z.string().check(z.maxLength(200))),
    resume: z.optional(z.array(LeaseId).check(z.maxLength(limits.leasesPerPerson))),
  }),
  z.object({
    type: z.literal('lease.claim'),
    id: RequestId,
    project: ProjectId,
    count: z.int().check(z.gte(1), z.lte(limits.claimCount)),
  }),
  z.object({
    type: z.literal('lease.renew'),
    id: RequestId,
    leases: z.array(LeaseId).check(z.minLength(1), z.maxLength(limits.leasesPerPerson)),
    /** The client goes offline on purpose and asks for longer. */
    offline: z.optional(z.boolean()),
  }),
  z.object({
    type: z.literal('lease.release'),
    id: RequestId,
    lease: LeaseId,
    reason: ReleaseReason,
    /** The person's words; required for `skip` and `unusable`. */
    words: z._default(z.string().check(z.maxLength(limits.reason)), ''),
  }),
  /** Asks to correct one's own last answer to a task that is still open to corrections. */
  z.object({ type: z.literal('lease.reopen'), id: RequestId, task: TaskId }),
  z.object({ type: z.literal('annotation.submit'), id: RequestId, lease: LeaseId, annotation: AnnotationDraft }),
  z.object({ type: z.literal('project.watch'), id: RequestId, project: ProjectId }),
  z.object({ type: z.literal('project.unwatch'), id: RequestId, project: ProjectId }),
])
export type ClientMessage = z.infer<typeof ClientMessage>
