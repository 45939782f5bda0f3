// Which media belong to which project: written when an import lands, read before a byte is served.
import type { BlobHash, ProjectId } from '@etabli/schema'
import type { Kysely } from 'kysely'
import { BATCH, batches } from '../db/pages.ts'
import type { Tables } from '../db/tables.ts'

export interface ProjectBlob {
  readonly hash: BlobHash
  readonly bytes: number
  readonly mime: string
}

/** Says that the media are the project's; those that are already stay. */
export async function addBlobs(
  db: Kysely<Tables>,
  project: ProjectId,
  media: readonly ProjectBlob[],
  now: number,
): Promise<void> {
  const once = new Map(media.map((blob) => [blob.hash, blob]))
  for (const some of batches([...once.values()], BATCH)) {
    const rows = some.map(({ hash, bytes, mime }) => ({ project, hash, bytes, mime, created_at: now }))
    await db
      .insertInto('blob')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['project', 'hash']).doNothing())
      .execute()
  }
}

/** The project's blob of that name, or null where the project has none. */
export async function findBlob(
  db: Kysely<Tables>,
  project: ProjectId,
  hash: BlobHash,
): Promise<{ readonly mime: string; readonly bytes: number } | null> {
  const row = await db
    .selectFrom('blob')
    .select(['mime', 'bytes'])
    .where('project', '=', project)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row ?? null
}

/**
 * A recorded take of the project by that name, or null.
 * @param author whose it must be; null for anybody's
 */
export async function findTake(
  db: Kysely<Tables>,
  project: ProjectId,
  hash: BlobHash,
  author: string | null,
): Promise<{ readonly mime: string; readonly bytes: number } | null> {
  let query = db.selectFrom('take').select('bytes').where('project', '=', project).where('hash', '=', hash)
  if (author !== null) query = query.where('person', '=', author)
  const row = await query.executeTakeFirst()
  return row ? { mime: 'audio/wav', bytes: row.bytes } : null
}
