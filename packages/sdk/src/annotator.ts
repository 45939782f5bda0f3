// A whole labelling loop on top of the stream: claim, answer, submit. For the command line, load and fleet tests.
import type { EmptyReason, LeasedTask } from '@etabli/protocol'
import type { AnnotationId, Answers, IdSource, ProjectId } from '@etabli/schema'
import { RefusedError } from './http.ts'
import type { Stream } from './socket.ts'
import type { Timers } from './timers.ts'

export interface AnnotatorOptions {
  readonly stream: Stream
  readonly project: ProjectId
  /** Version of the project's questions that `answer` answers. */
  readonly version: number
  readonly timers: Timers
  readonly ids: IdSource
  /** The answers to one task; null skips it. */
  readonly answer: (leased: LeasedTask) => Promise<Answers | null> | Answers | null
  /** Tasks to claim at a time. */
  readonly ahead?: number
  /** Stops after so many submissions. */
  readonly most?: number
}

export interface AnnotatorResult {
  readonly submitted: AnnotationId[]
  readonly skipped: number
  /** Why the queue ended, or null where `most` was reached. */
  readonly empty: EmptyReason | null
}

/**
 * Labels until the queue is empty for this person. A submission whose reply was lost is sent again with the same id.
 * @throws RefusedError where the server refuses for good
 */
export async function annotate(options: AnnotatorOptions): Promise<AnnotatorResult> {
  const submitted: AnnotationId[] = []
  let skipped = 0
  for (;;) {
    const reply = await persist(options.timers, () =>
      options.stream.ask<'lease.claim'>({ type: 'lease.claim', project: options.project, count: options.ahead ?? 1 }),
    )
    if (reply.type === 'lease.none') return { submitted, skipped, empty: reply.reason }
    for (const leased of reply.leases) {
      const answers = await options.answer(leased)
      if (answers === null) {
        await persist(options.timers, () =>
          options.stream.ask<'lease.release'>({
            type: 'lease.release',
            lease: leased.lease.id,
            reason: 'skip',
            words: 'skipped by program',
          }),
        )
        skipped += 1
        continue
      }
      const annotation = { id: options.ids.next() as AnnotationId, answers, activeMs: 0, version: options.version }
      const accepted = await persist(options.timers, () =>
        options.stream.ask<'annotation.submit'>({ type: 'annotation.submit', lease: leased.lease.id, annotation }),
      )
      submitted.push(accepted.annotation)
      if (submitted.length >= (options.most ?? Number.POSITIVE_INFINITY)) return { submitted, skipped, empty: null }
    }
  }
}

const RETRY_MS = 500
const MOST_RETRIES = 20

/** Tries again while the refusal says that it may help, with a pause, at most twenty times. */
async function persist<T>(timers: Timers, run: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await run()
    } catch (fault) {
      if (!(fault instanceof RefusedError) || !fault.retryable || attempt >= MOST_RETRIES) throw fault
      await new Promise<void>((resolve) => timers.after(RETRY_MS, resolve))
    }
  }
}
