// 0003: the index of returned work by time, for databases made before it had one; uses of labels by choices of several.
import { type Kysely, sql } from 'kysely'

interface Old {
  annotation: { id: string; project: string; task: string; answers: string; superseded_at: number | null }
  label_use: { annotation: string; question: string; label: string; project: string; task: string; marks: number }
}

interface OldMark {
  readonly question: string
  readonly kind: string
  readonly value: unknown
}

const PAGE = 500

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index annotation_returned`.execute(db)
  await sql`create index annotation_returned on annotation (person, project, returned_at)
      where returned_at is not null and superseded_at is null`.execute(db)
  await countSeveral(db as Kysely<Old>)
}

/** A choice of several was counted as a mark without a label: from now on each of its labels is. */
async function countSeveral(db: Kysely<Old>): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('annotation')
      .select(['id', 'project', 'task', 'answers'])
      .where('superseded_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    for (const row of rows) {
      for (const mark of JSON.parse(row.answers) as OldMark[]) {
        const labels = labelsIn(mark)
        if (labels.length === 0) continue
        const { id: annotation, project, task } = row
        const { question } = mark
        await db.deleteFrom('label_use').where('annotation', '=', annotation).where('question', '=', question).execute()
        const uses = labels.map((label) => ({ annotation, question, label, project, task, marks: 1 }))
        await db.insertInto('label_use').values(uses).execute()
      }
    }
    after = last.id
  }
}

function labelsIn({ kind, value }: OldMark): string[] {
  if (kind !== 'multiple' || typeof value !== 'object' || value === null) return []
  const { labels } = value as { labels?: unknown }
  return Array.isArray(labels) ? [...new Set(labels.filter((label) => typeof label === 'string'))] : []
}
