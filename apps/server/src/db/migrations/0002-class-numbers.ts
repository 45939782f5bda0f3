// 0002: class numbers of exports, given once to each label. Labels that are there are numbered in their order.
import type { Kysely } from 'kysely'

interface Old {
  project: { id: string; questions: string; version: number }
  project_version: { project: string; version: number; questions: string }
  class_number: { project: string; question: string; label: string; number: number }
}

interface OldQuestion {
  readonly id: string
  readonly kind: string
  readonly labels?: readonly { readonly id: string }[]
}

/** The kinds of that time whose questions take many marks with a class. */
const NUMBERED: ReadonlySet<string> = new Set(['box', 'span', 'relation', 'segment', 'polygon', 'keypoints'])

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('class_number')
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('class_number_key', ['project', 'question', 'label'] as never[])
    .execute()
  const old = db as Kysely<Old>
  for (const { id, questions } of await old.selectFrom('project').select(['id', 'questions']).execute()) {
    await numberProject(old, id, questions)
  }
}

/** Labels of today keep today's order, so that files exported before have the same numbers; those of the past follow. */
async function numberProject(db: Kysely<Old>, project: string, now: string): Promise<void> {
  const versions = await db
    .selectFrom('project_version')
    .select(['version', 'questions'])
    .where('project', '=', project)
    .orderBy('version', 'desc')
    .execute()
  const numbers = new Map<string, number>()
  for (const questions of [now, ...versions.map((row) => row.questions)]) {
    for (const { id, kind, labels = [] } of JSON.parse(questions) as OldQuestion[]) {
      if (!NUMBERED.has(kind)) continue
      for (const label of labels) {
        const key = `${id}/${label.id}`
        if (numbers.has(key)) continue
        const number = numbers.size
        numbers.set(key, number)
        await db.insertInto('class_number').values({ project, question: id, label: label.id, number }).execute()
      }
    }
  }
  await db
    .updateTable('project')
    .set({ questions: numbered(now, numbers) })
    .where('id', '=', project)
    .execute()
  for (const { version, questions } of versions) {
    await db
      .updateTable('project_version')
      .set({ questions: numbered(questions, numbers) })
      .where('project', '=', project)
      .where('version', '=', version)
      .execute()
  }
}

function numbered(questions: string, numbers: ReadonlyMap<string, number>): string {
  return JSON.stringify(
    (JSON.parse(questions) as OldQuestion[]).map((question) => ({
      ...question,
      labels: (question.labels ?? []).map((label) => {
        const number = numbers.get(`${question.id}/${label.id}`)
        return number === undefined ? label : { ...label, number }
      }),
    })),
  )
}
