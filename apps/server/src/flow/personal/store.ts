// The only writer of `personal_flag`, `personal_copy` and `personal_hearing`.
import type { SampleRange } from '@etabli/modalities'
import type { BlobHash } from '@etabli/schema'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { type BeepedCopy, beepedCopy } from '../../blobs/index.ts'
import { fromJson, toJson } from '../../db/json.ts'
import { BATCH, batches } from '../../db/pages.ts'
import type { PersonalFlagTable, Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'

export type Reader = Kysely<Tables> | Transaction<Tables>
export type FlagRow = Selectable<PersonalFlagTable>

/** Flags of a project that hold: neither taken back nor lifted. */
const holding = (db: Reader, project: string) =>
  db
    .selectFrom('personal_flag')
    .selectAll()
    .where('project', '=', project)
    .where('ended_at', 'is', null)
    .where('lifted_at', 'is', null)

/** Flags that hold, of these recordings of a project. */
export async function flagsOn(db: Reader, project: string, recordings: readonly string[]): Promise<FlagRow[]> {
  const rows: FlagRow[] = []
  for (const some of batches([...new Set(recordings)], BATCH)) {
    rows.push(
      ...(await holding(db, project)
        .where('blob', 'in', [...some])
        .execute()),
    )
  }
  return rows
}

/** All flags of a project that hold. */
export function flagsIn(db: Reader, project: string): Promise<FlagRow[]> {
  return holding(db, project).execute()
}

/** Every flag ever raised on what a task shows, whatever became of it, by any task that shows the same. */
export async function historyOf(db: Reader, project: string, blob: string) {
  return db
    .selectFrom('personal_flag')
    .leftJoin('person as author', 'author.id', 'personal_flag.person')
    .leftJoin('person as lifter', 'lifter.id', 'personal_flag.lifted_by')
    .selectAll('personal_flag')
    .select(['author.name as author_name', 'lifter.name as lifter_name'])
    .where('personal_flag.project', '=', project)
    .where('personal_flag.blob', '=', blob)
    .orderBy('personal_flag.start_s')
    .orderBy('personal_flag.id')
    .limit(MOST_TOLD)
    .execute()
}

export async function hearingsOf(db: Reader, project: string, blob: string) {
  return db
    .selectFrom('personal_hearing')
    .leftJoin('person', 'person.id', 'personal_hearing.person')
    .select(['personal_hearing.heard_at', 'person.name'])
    .where('personal_hearing.project', '=', project)
    .where('personal_hearing.blob', '=', blob)
    .orderBy('personal_hearing.id', 'desc')
    .limit(MOST_TOLD)
    .execute()
}

const MOST_TOLD = 500

/** The flags that an annotation or a review holds and that were not taken back. */
export function flagsFrom(db: Reader, source: string): Promise<FlagRow[]> {
  return db.selectFrom('personal_flag').selectAll().where('source', '=', source).where('ended_at', 'is', null).execute()
}

export async function insertFlags(tx: Tx, rows: readonly FlagRow[]): Promise<void> {
  for (const some of batches(rows, BATCH))
    await tx.db
      .insertInto('personal_flag')
      .values([...some])
      .execute()
}

/** The flag is now held by another annotation of the same person. */
export async function carryFlag(tx: Tx, id: string, source: string, label: string): Promise<void> {
  await tx.db.updateTable('personal_flag').set({ source, label }).where('id', '=', id).execute()
}

export async function endFlag(tx: Tx, id: string): Promise<void> {
  await tx.db.updateTable('personal_flag').set({ ended_at: tx.now }).where('id', '=', id).execute()
}

/** Whether there was one to lift. */
export async function liftFlag(tx: Tx, flag: { id: string; by: string; reason: string }) {
  const result = await tx.db
    .updateTable('personal_flag')
    .set({ lifted_at: tx.now, lifted_by: flag.by, lift_reason: flag.reason })
    .where('id', '=', flag.id)
    .where('ended_at', 'is', null)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function insertHearing(
  tx: Tx,
  row: { id: string; project: string; task: string; blob: string; person: string },
): Promise<void> {
  await tx.db
    .insertInto('personal_hearing')
    .values({ ...row, heard_at: tx.now })
    .execute()
}

/** Whether the person asked to hear the recording since then. */
export async function hasHeard(db: Reader, at: { project: string; blob: string; person: string; since: number }) {
  const row = await db
    .selectFrom('personal_hearing')
    .select('id')
    .where('project', '=', at.project)
    .where('blob', '=', at.blob)
    .where('person', '=', at.person)
    .where('heard_at', '>', at.since)
    .executeTakeFirst()
  return row !== undefined
}

/** Keeps what the address of a copy stands for, and gives the copy. */
export async function keepCopy(
  db: Reader,
  project: string,
  blob: BlobHash,
  ranges: readonly SampleRange[],
): Promise<BeepedCopy> {
  const copy = beepedCopy(blob, ranges)
  await db
    .insertInto('personal_copy')
    .values({ project, key: copy.key, blob, ranges: toJson(ranges) })
    .onConflict((conflict) => conflict.columns(['project', 'key']).doNothing())
    .execute()
  return copy
}

/** The project's copy of that address, or null. */
export async function copyAt(db: Reader, project: string, key: string): Promise<BeepedCopy | null> {
  const row = await db
    .selectFrom('personal_copy')
    .select(['blob', 'ranges'])
    .where('project', '=', project)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row) return null
  return { key: key as BlobHash, blob: row.blob as BlobHash, ranges: fromJson<SampleRange[]>(row.ranges) }
}
