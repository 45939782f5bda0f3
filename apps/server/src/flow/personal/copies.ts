// Makes copies with a tone before they are asked for, and for exports.
import { secondsOf } from '@etabli/modalities'
import type { BlobHash, Stretch } from '@etabli/schema'
import { beepedFile, hashFile, warmPeaks } from '../../blobs/index.ts'
import type { Deps } from '../../deps.ts'
import { samplesOf } from './muted.ts'
import { flagsIn, flagsOn, keepCopy } from './store.ts'

/** Makes the copy that whoever comes next hears, and its waveform. Nothing is done where no flag holds. */
export async function makeCopies(deps: Deps, project: string, blob: BlobHash): Promise<void> {
  const flags = await flagsOn(deps.db, project, [blob])
  if (flags.length === 0) return
  const copy = await keepCopy(deps.db, project, blob, samplesOf(flags))
  const file = await beepedFile(deps.blobs, copy)
  if (file) await warmPeaks(deps.blobs, copy.key, file.path)
}

/** A recording as an export has it. */
export interface BeepedRecording {
  /** Seconds. */
  readonly beeped: readonly Stretch[]
  /** Null where its codec lets no copy be made: then its sound stays out. */
  readonly file: {
    readonly path: string
    readonly mime: string
    readonly sha256: BlobHash
    readonly bytes: number
  } | null
}

/** The recordings of a project in which anything is beeped, by what they were before. Makes the copies that are not there. */
export async function beepedRecordings(deps: Deps, project: string): Promise<ReadonlyMap<string, BeepedRecording>> {
  const found = new Map<string, BeepedRecording>()
  for (const [blob, flags] of Map.groupBy(await flagsIn(deps.db, project), (flag) => flag.blob)) {
    const ranges = samplesOf(flags)
    const copy = await keepCopy(deps.db, project, blob as BlobHash, ranges)
    const made = await beepedFile(deps.blobs, copy)
    const file = made && { path: made.path, mime: made.mime, ...(await sumOf(made.path)) }
    found.set(blob, { beeped: secondsOf(ranges, flags[0]?.sample_rate ?? 1), file })
  }
  return found
}

async function sumOf(path: string): Promise<{ sha256: BlobHash; bytes: number }> {
  const { hash, bytes } = await hashFile(path)
  return { sha256: hash, bytes }
}
