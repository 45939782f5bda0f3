// A take comes in: its head is read before a byte is kept, its length held against it, its author's room counted.
import { PCM_WAV_HEAD, type PcmWavHead, readPcmWavHead } from '@etabli/formats'
import type { BroughtTake } from '@etabli/protocol'
import { type LeaseId, limits, type PersonId } from '@etabli/schema'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { findTake, insertTake, isUsed, roomOf } from './store.ts'

export interface Bringing {
  readonly lease: LeaseId
  readonly person: PersonId
  readonly source: AsyncIterable<Uint8Array>
}

/**
 * Keeps a take for the task of a lease. The lease may be over: work done is never thrown away.
 * @throws Problem `lease.lost` where it never was the person's, `request.invalid` for anything but a take,
 * `request.too-large` where the person has brought as many as they may
 */
export async function bring(deps: Deps, { lease: id, person, source }: Bringing): Promise<BroughtTake> {
  const lease = await deps.db
    .selectFrom('lease')
    .select(['task', 'project', 'person'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (lease?.person !== person) throw new Problem('lease.lost')
  const { takes, waiting } = await roomOf(deps.db, lease.task, person)
  const seen: { head: PcmWavHead | null } = { head: null }
  const { hash, bytes } = await deps.blobs.put(
    checked(source, (head) => {
      seen.head = head
    }),
  )
  const { head } = seen
  if (!head) throw invalidTake('the file is empty')
  const take: BroughtTake = { blob: hash, bytes, seconds: head.samples / head.sampleRate, sampleRate: head.sampleRate }
  const known = await findTake(deps.db, lease.task, person, hash)
  if (known) return take
  if (takes >= limits.takesPerTask || waiting + bytes > limits.takeBytesWaiting) {
    if (!(await isUsed(deps.db, hash))) await deps.blobs.remove(hash)
    const message =
      takes >= limits.takesPerTask
        ? `You have recorded this sentence ${takes} times. Submit one of the takes, or skip it.`
        : 'So much that you recorded waits to be submitted that there is no room for more. Submit something first.'
    throw new Problem('request.too-large', { message })
  }
  await deps.transact((tx) => insertTake(tx, { task: lease.task, project: lease.project, person, ...take }))
  // The same bytes of another take may have been cleared away at this instant.
  if (!(await deps.blobs.stat(hash))) throw new Problem('server.busy')
  return take
}

/** Passes the bytes on once their head is that of a take; throws where they turn out longer or shorter than it says. */
async function* checked(
  source: AsyncIterable<Uint8Array>,
  onHead: (head: PcmWavHead) => void,
): AsyncGenerator<Uint8Array> {
  let first: Uint8Array | null = new Uint8Array(0)
  let promised = 0
  let length = 0
  for await (const chunk of source) {
    length += chunk.length
    if (first === null) {
      if (length > promised) throw invalidTake('it is longer than its head says')
      yield chunk
      continue
    }
    first = Buffer.concat([first, chunk])
    if (first.length < PCM_WAV_HEAD) continue
    const head = takeHead(first)
    promised = PCM_WAV_HEAD + head.samples * 2
    if (length > promised) throw invalidTake('it is longer than its head says')
    onHead(head)
    yield first
    first = null
  }
  if (first !== null) throw invalidTake('it is too short to be a recording')
  if (length < promised) throw invalidTake('it is cut off: shorter than its head says')
}

function takeHead(bytes: Uint8Array): PcmWavHead {
  const head = readPcmWavHead(bytes)
  if ('refused' in head) throw invalidTake(head.refused)
  const seconds = head.samples / head.sampleRate
  if (head.sampleRate < limits.takeRateLeast || head.sampleRate > limits.takeRateMost)
    throw invalidTake(
      `it has ${head.sampleRate} samples a second; ${limits.takeRateLeast} to ${limits.takeRateMost} are taken`,
    )
  if (!(seconds >= limits.takeSecondsLeast && seconds <= limits.takeSeconds))
    throw invalidTake(
      `it is ${seconds.toFixed(2)} s long; ${limits.takeSecondsLeast} to ${limits.takeSeconds} s are taken`,
    )
  return head
}

/** The refusal of bytes that are no take. */
export function invalidTake(why: string): Problem {
  const message = `This is not a recording that can be kept: ${why}.`
  return new Problem('request.invalid', { message, issues: [{ path: 'file', code: 'take', message }] })
}
