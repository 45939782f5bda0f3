// The only writer of `take`.
import type { BroughtTake } from '@etabli/protocol'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/** A take and whose it is, for which task. */
export interface NewTake extends BroughtTake {
  readonly task: string
  readonly project: string
  readonly person: string
}

/** Adds a take; one that is there already stays as it is. */
export async function insertTake(tx: Tx, { blob: hash, sampleRate, ...take }: NewTake): Promise<void> {
  await tx.db
    .insertInto('take')
    .values({ ...take, hash, sample_rate: sampleRate, created_at: tx.now, named_at: null })
    .onConflict((conflict) => conflict.columns(['task', 'person', 'hash']).doNothing())
    .execute()
}

export async function findTake(db: Reader, task: string, person: string, hash: string) {
  return db
    .selectFrom('take')
    .select(['bytes', 'seconds', 'sample_rate'])
    .where('task', '=', task)
    .where('person', '=', person)
    .where('hash', '=', hash)
    .executeTakeFirst()
}

/** True where somebody brought that take for the task. */
export async function isBrought(db: Reader, task: string, hash: string): Promise<boolean> {
  const row = await db
    .selectFrom('take')
    .select('hash')
    .where('task', '=', task)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row !== undefined
}

/** How many takes a person has for a task, and the bytes of all their takes that nothing names yet. */
export async function roomOf(db: Reader, task: string, person: string): Promise<{ takes: number; waiting: number }> {
  const takes = await db
    .selectFrom('take')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('task', '=', task)
    .where('person', '=', person)
    .executeTakeFirstOrThrow()
  const waiting = await db
    .selectFrom('take')
    .select(sql<number>`coalesce(sum(bytes), 0)`.as('n'))
    .where('person', '=', person)
    .where(sql<boolean>`named_at is null`)
    .executeTakeFirstOrThrow()
  return { takes: Number(takes.n), waiting: Number(waiting.n) }
}

/** Says that an annotation names these takes of its author. */
export async function markNamed(tx: Tx, task: string, person: string, hashes: readonly string[]): Promise<void> {
  await tx.db
    .updateTable('take')
    .set({ named_at: tx.now })
    .where('task', '=', task)
    .where('person', '=', person)
    .where('hash', 'in', hashes)
    .where(sql<boolean>`named_at is null`)
    .execute()
}

/** Takes that nothing names and that will not be named: from before their author's annotation, or from before `before`. */
export async function forsaken(db: Reader, before: number, count: number) {
  return db
    .selectFrom('take')
    .select(['task', 'person', 'hash'])
    .where(sql<boolean>`named_at is null`)
    .where((where) =>
      where.or([
        where('created_at', '<', before),
        where.exists(
          where
            .selectFrom('annotation')
            .select('annotation.id')
            .whereRef('annotation.task', '=', 'take.task')
            .whereRef('annotation.person', '=', 'take.person')
            .whereRef('annotation.submitted_at', '>=', 'take.created_at'),
        ),
      ]),
    )
    .limit(count)
    .execute()
}

/** Forgets one take that nothing names; false where it is named by now. */
export async function deleteOne(tx: Tx, take: { task: string; person: string; hash: string }): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('take')
    .where('task', '=', take.task)
    .where('person', '=', take.person)
    .where('hash', '=', take.hash)
    .where(sql<boolean>`named_at is null`)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** True where a take, or a medium of any project, still has these bytes. */
export async function isUsed(db: Reader, hash: string): Promise<boolean> {
  const take = await db.selectFrom('take').select('hash').where('hash', '=', hash).executeTakeFirst()
  if (take) return true
  const blob = await db.selectFrom('blob').select('hash').where('hash', '=', hash).executeTakeFirst()
  return blob !== undefined
}
