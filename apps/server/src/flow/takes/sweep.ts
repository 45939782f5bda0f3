// Takes that were recorded and never used are not kept: a voice that its owner threw away is nobody's.
import type { BlobHash } from '@etabli/schema'
import type { Deps } from '../../deps.ts'
import { deleteOne, forsaken, isUsed } from './store.ts'

/** A draft whose takes nobody submitted for so long is forgotten; the page still has its own and sends them again. */
const KEPT_MS = 30 * 24 * 3_600_000
const AT_ONCE = 200

/**
 * Forgets takes that their author redid and submitted without, and those that waited too long; removes their bytes.
 * @returns how many went
 */
export async function sweepTakes(deps: Pick<Deps, 'db' | 'transact' | 'clock' | 'blobs'>): Promise<number> {
  for (let swept = 0; ; ) {
    const takes = await forsaken(deps.db, deps.clock.now() - KEPT_MS, AT_ONCE)
    for (const take of takes) {
      const isGone = await deps.transact((tx) => deleteOne(tx, take))
      if (isGone && !(await isUsed(deps.db, take.hash))) await deps.blobs.remove(take.hash as BlobHash)
    }
    swept += takes.length
    if (takes.length < AT_ONCE) return swept
  }
}
