// The files that answers name: recorded takes, which a person brings beside what they say.
import type { BlobHash, Mark } from '@etabli/schema'
import type { Kind } from './modality.ts'

/** The blobs that a mark names; none where its kind brings none, or where its value is not of the kind. */
export function blobsOf(mark: Mark, kinds: ReadonlyMap<string, Kind>): readonly BlobHash[] {
  const kind = kinds.get(mark.kind)
  if (!kind?.blobs) return []
  const parsed = kind.value.safeParse(mark.value)
  return parsed.success ? kind.blobs(parsed.data) : []
}
