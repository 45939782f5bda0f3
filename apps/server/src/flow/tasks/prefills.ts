// What texts begin with: read page by page, and changed only while nobody has begun them.
import type { Answers, Media, ProjectId, TaskId } from '@etabli/schema'
import { type Kysely, sql, type Transaction } from 'kysely'
import { fromJson, toJson } from '../../db/json.ts'
import type { Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/** A text task with what is proposed on it. */
export interface TextTask {
  readonly id: TaskId
  readonly name: string
  readonly position: number
  readonly text: string
  readonly prefill: Answers
  /** Somebody holds it or has answered it, or it is closed: it stays as it is. */
  readonly begun: boolean
}

/** At most so many rows are read at once, since a text may be of some megabytes. */
const PAGE = 10

const texts = (db: Reader, project: ProjectId) =>
  db
    .selectFrom('task')
    .select(['id', 'name', 'position', 'media', 'prefill', 'state', 'annotations', 'leased'])
    .where('project', '=', project)
    .orderBy('position')

/** The next texts after that position (−1: the first ones), in order. */
export async function textPage(db: Reader, project: ProjectId, after: number): Promise<TextTask[]> {
  const rows = await texts(db, project).where('position', '>', after).limit(PAGE).execute()
  return rows.map(textOf)
}

export async function countTexts(db: Reader, project: ProjectId): Promise<number> {
  const row = await db
    .selectFrom('task')
    .select(sql<number>`count(*)`.as('n'))
    .where('project', '=', project)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/**
 * About `count` texts, spread evenly over the project's order; fewer where they would have more than so many characters
 * together, but one in any case.
 */
export async function sampleTexts(
  db: Reader,
  project: ProjectId,
  { total, count, characters }: { readonly total: number; readonly count: number; readonly characters: number },
): Promise<TextTask[]> {
  const step = Math.max(1, Math.ceil(total / count))
  const spread = texts(db, project).where(sql<number>`position % ${sql.lit(step)}`, '=', 0)
  const sample: TextTask[] = []
  let room = characters
  while (sample.length < count) {
    const after = sample.at(-1)?.position ?? -1
    const rows = await spread
      .where('position', '>', after)
      .limit(Math.min(PAGE, count - sample.length))
      .execute()
    if (rows.length === 0) break
    for (const task of rows.map(textOf)) {
      room -= task.text.length
      if (room < 0 && sample.length > 0) return sample
      sample.push(task)
    }
  }
  return sample
}

/**
 * Replaces what tasks begin with, where still nobody has begun them.
 * @returns how many were changed
 */
export async function setPrefills(
  tx: Tx,
  project: ProjectId,
  changes: readonly { readonly id: TaskId; readonly prefill: Answers }[],
): Promise<number> {
  let changed = 0
  for (const { id, prefill } of changes) {
    const result = await tx.db
      .updateTable('task')
      .set({ prefill: toJson(prefill), prefilled: prefill.length })
      .where('id', '=', id)
      .where('project', '=', project)
      .where('state', '=', 'open')
      .where('annotations', '=', 0)
      .where('leased', '=', 0)
      .executeTakeFirst()
    changed += Number(result.numUpdatedRows)
  }
  return changed
}

interface Row {
  readonly id: string
  readonly name: string
  readonly position: number
  readonly media: string
  readonly prefill: string
  readonly state: string
  readonly annotations: number
  readonly leased: number
}

function textOf(row: Row): TextTask {
  const media = fromJson<Media>(row.media)
  return {
    id: row.id as TaskId,
    name: row.name,
    position: row.position,
    text: media.type === 'text' ? media.text : '',
    prefill: fromJson<Answers>(row.prefill),
    begun: row.state !== 'open' || row.annotations > 0 || row.leased > 0,
  }
}
