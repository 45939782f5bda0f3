// The only writer of `annotation` and `label_use`. Annotations are append-only: what changes is only whether one is
// superseded or sent back.
import { labelsIn } from '@etabli/modalities'
import type { Annotation, Answers, LabelId, Mark } from '@etabli/schema'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { fromJson, toJson } from '../../db/json.ts'
import { prepared } from '../../db/prepared.ts'
import type { AnnotationTable, LabelUseTable, Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'

type Reader = Kysely<Tables> | Transaction<Tables>
export type AnnotationRow = Selectable<AnnotationTable>

/** A row as the annotation that is said and shown. */
export function annotationOf(row: AnnotationRow): Annotation {
  return {
    id: row.id,
    project: row.project,
    task: row.task,
    lease: row.lease,
    person: row.person,
    answers: fromJson<Answers>(row.answers),
    activeMs: row.active_ms,
    version: row.version,
    submittedAt: row.submitted_at,
    surplus: row.surplus_at !== null,
    supersedes: row.supersedes,
    // Rows hold what was branded when it was written.
  } as Annotation
}

export async function annotationById(db: Reader, id: string): Promise<AnnotationRow | undefined> {
  const [row] = await byId(db, { id })
  return row
}

const byId = prepared<{ id: string }, AnnotationRow>((db, value) =>
  db.selectFrom('annotation').selectAll().where('id', '=', value('id')),
)

/** The person's annotations of a task that nothing superseded: at most one that counts, and surplus ones. */
export async function currentOf(
  db: Reader,
  person: string,
  task: string,
): Promise<{ counted: AnnotationRow | null; surplus: AnnotationRow | null }> {
  const rows = await db
    .selectFrom('annotation')
    .selectAll()
    .where('person', '=', person)
    .where('task', '=', task)
    .where('superseded_at', 'is', null)
    .orderBy('submitted_at', 'desc')
    .execute()
  return {
    counted: rows.find((row) => row.surplus_at === null) ?? null,
    surplus: rows.find((row) => row.surplus_at !== null) ?? null,
  }
}

/** The labels that a mark says: its class, or of a choice of several those that its value lists. */
export function labelsOf(mark: Mark): readonly LabelId[] {
  if (mark.kind === 'multiple') return labelsIn(mark)
  return mark.label === null ? [] : [mark.label]
}

/** Adds an annotation and what it uses of each label. */
export async function insertAnnotation(tx: Tx, row: AnnotationRow, answers: Answers): Promise<void> {
  await insertRow(tx.db, { ...row })
  const uses = new Map<string, { question: string; label: string; marks: number }>()
  for (const mark of answers) {
    const chosen: readonly string[] = labelsOf(mark)
    for (const label of chosen.length === 0 ? [''] : new Set(chosen)) {
      const key = `${mark.question} ${label}`
      uses.set(key, { question: mark.question, label, marks: (uses.get(key)?.marks ?? 0) + 1 })
    }
  }
  const { id: annotation, project, task } = row
  for (const use of uses.values()) await insertUse(tx.db, { annotation, project, task, ...use })
}

const insertRow = prepared<{ [C in keyof AnnotationRow]: AnnotationRow[C] }, never>((db, value) =>
  db.insertInto('annotation').values({
    id: value('id'),
    project: value('project'),
    task: value('task'),
    lease: value('lease'),
    person: value('person'),
    answers: value('answers'),
    active_ms: value('active_ms'),
    version: value('version'),
    submitted_at: value('submitted_at'),
    surplus_at: value('surplus_at'),
    supersedes: value('supersedes'),
    superseded_at: value('superseded_at'),
    returned_at: value('returned_at'),
  }),
)

const insertUse = prepared<{ [C in keyof LabelUseTable]: LabelUseTable[C] }, never>((db, value) =>
  db.insertInto('label_use').values({
    annotation: value('annotation'),
    question: value('question'),
    label: value('label'),
    project: value('project'),
    task: value('task'),
    marks: value('marks'),
  }),
)

/** Marks an annotation as replaced: kept, and counted no more. */
export async function supersede(tx: Tx, id: string): Promise<void> {
  await tx.db.updateTable('annotation').set({ superseded_at: tx.now }).where('id', '=', id).execute()
  await tx.db.deleteFrom('label_use').where('annotation', '=', id).execute()
}

export async function markReturned(tx: Tx, id: string): Promise<void> {
  await tx.db.updateTable('annotation').set({ returned_at: tx.now }).where('id', '=', id).execute()
}

/** Stores answers as text once validated. */
export const answersText = (answers: Answers): string => toJson(answers)
