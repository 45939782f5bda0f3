// Whether a person may fetch a recording at an address: the recording itself, or a copy with a tone over some stretches.
import { coversSamples } from '@etabli/modalities'
import { type BlobHash, limits, type Media, type ProjectId } from '@etabli/schema'
import type { BeepedCopy } from '../../blobs/index.ts'
import { fromJson } from '../../db/json.ts'
import type { Deps } from '../../deps.ts'
import { ANYONE, type Listener, mutedFor, samplesOf } from './muted.ts'
import { copyAt, flagsOn, hasHeard } from './store.ts'

/** A reviewer who asks to hear the original hears it for so long. */
export const HEARING_MS = 15 * 60_000

export interface Heard {
  /** The recording. */
  readonly blob: BlobHash
  /** The copy that the address stands for; null where it is the recording's own. */
  readonly copy: BeepedCopy | null
  /** It has what others may not hear: no browser is to keep it. */
  readonly isPrivate: boolean
}

/**
 * What the address stands for; null where the person must not hear it: a flag that holds for them is not a tone there.
 * The one who flagged hears the original while they are at work on it, as does who was at work when it was flagged, and a
 * reviewer for a while after they asked to.
 */
export async function heardAt(
  deps: Pick<Deps, 'db' | 'clock'>,
  { project, person }: { readonly project: ProjectId; readonly person: string },
  address: BlobHash,
): Promise<Heard | null> {
  const { db } = deps
  const copy = await copyAt(db, project, address)
  const blob = copy?.blob ?? address
  const flags = await flagsOn(db, project, [blob])
  if (flags.length === 0) return { blob, copy, isPrivate: false }
  const covers = (listener: Listener) => coversSamples(copy?.ranges ?? [], samplesOf(mutedFor(flags, listener)))
  if (covers(ANYONE)) return { blob, copy, isPrivate: false }
  const allowed = { blob, copy, isPrivate: true }
  const now = deps.clock.now()
  if (await hasHeard(db, { project, blob, person, since: now - HEARING_MS })) return allowed
  for (const since of await begunOn(deps, project, person, blob, now)) if (covers({ person, since })) return allowed
  return null
}

/** When the leases began that the person holds on tasks that show the recording. */
async function begunOn(
  { db }: Pick<Deps, 'db'>,
  project: string,
  person: string,
  blob: string,
  now: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('lease')
    .innerJoin('task', 'task.id', 'lease.task')
    .select(['lease.granted_at', 'task.media'])
    .where('lease.person', '=', person)
    .where('lease.project', '=', project)
    .where('lease.state', '=', 'held')
    .where('lease.expires_at', '>', now)
    .limit(limits.leasesPerPerson * 2)
    .execute()
  return rows.filter(({ media }) => blobIn(media) === blob).map(({ granted_at }) => granted_at)
}

function blobIn(media: string): string | null {
  const parsed = fromJson<Media>(media)
  return parsed.type === 'audio' ? parsed.blob : null
}
