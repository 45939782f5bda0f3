// The only writer of `project`, `project_version` and `class_number`.
import type { Kind } from '@etabli/modality-kit'
import type { Brief, Project, ProjectDraft, ProjectId, ProjectState, Question, TextLook } from '@etabli/schema'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Dialect } from '../../db/dialect.ts'
import { fromJson, toJson } from '../../db/json.ts'
import type { ProjectTable, Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'

import { numberClasses } from './class-numbers.ts'

type Reader = Kysely<Tables> | Transaction<Tables>
export type ProjectRow = Selectable<ProjectTable>

/** A row as the project that is said and shown. */
export function projectOf(row: ProjectRow): Project {
  return {
    id: row.id as ProjectId,
    name: row.name,
    media: row.media as Project['media'],
    questions: fromJson<Question[]>(row.questions),
    brief: fromJson<Brief>(row.brief),
    guidelines: row.guidelines,
    overlap: row.overlap,
    blind: row.visibility === 'blind',
    ...(row.text_look === null ? {} : { textLook: fromJson<TextLook>(row.text_look) }),
    state: row.state as ProjectState,
    version: row.version,
    sample: row.sample_at !== null,
    createdAt: row.created_at as Project['createdAt'],
  }
}

/** The project of that id, or null. */
export async function findProject(db: Reader, id: string): Promise<Project | null> {
  const row = await db.selectFrom('project').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? projectOf(row) : null
}

/** The project of that id, held until the end of the transaction, or null. */
export async function lockProject(tx: Tx, dialect: Dialect, id: string): Promise<Project | null> {
  const row = await dialect.lockRow(tx.db.selectFrom('project').selectAll().where('id', '=', id)).executeTakeFirst()
  return row ? projectOf(row) : null
}

export async function insertProject(
  tx: Tx,
  kinds: ReadonlyMap<string, Kind>,
  project: { readonly id: ProjectId; readonly draft: ProjectDraft; readonly by: string; readonly sample: boolean },
): Promise<void> {
  const questions = await withNumbers(tx, kinds, project.id, project.draft.questions)
  await tx.db
    .insertInto('project')
    .values({
      id: project.id,
      ...written({ ...project.draft, questions }),
      state: 'draft',
      version: 1,
      sample_at: project.sample ? tx.now : null,
      created_by: project.by,
      created_at: tx.now,
    })
    .execute()
  await insertVersion(tx, project.id, 1, questions)
}

/** Replaces what a manager writes, as a new version; says so to whoever has the project open. */
export async function writeDraft(
  tx: Tx,
  kinds: ReadonlyMap<string, Kind>,
  id: ProjectId,
  version: number,
  draft: ProjectDraft,
): Promise<void> {
  const questions = await withNumbers(tx, kinds, id, draft.questions)
  await tx.db
    .updateTable('project')
    .set({ ...written({ ...draft, questions }), version })
    .where('id', '=', id)
    .execute()
  await insertVersion(tx, id, version, questions)
  tx.tell({ topic: 'project', project: id, version })
}

/** The questions with every class numbered; numbers given anew are kept. */
async function withNumbers(
  tx: Tx,
  kinds: ReadonlyMap<string, Kind>,
  project: string,
  questions: readonly Question[],
): Promise<Question[]> {
  const known = await tx.db
    .selectFrom('class_number')
    .select(['question', 'label', 'number'])
    .where('project', '=', project)
    .execute()
  const numbered = numberClasses(questions, known, kinds)
  const rows = numbered.given.map((row) => ({ project, ...row }))
  for (let at = 0; at < rows.length; at += 500) {
    await tx.db
      .insertInto('class_number')
      .values(rows.slice(at, at + 500))
      .execute()
  }
  return numbered.questions
}

export async function writeState(tx: Tx, id: string, state: ProjectState): Promise<void> {
  await tx.db.updateTable('project').set({ state }).where('id', '=', id).execute()
}

async function insertVersion(tx: Tx, project: string, version: number, questions: readonly Question[]): Promise<void> {
  await tx.db
    .insertInto('project_version')
    .values({ project, version, questions: toJson(questions), created_at: tx.now })
    .execute()
}

function written(draft: ProjectDraft) {
  return {
    name: draft.name,
    media: draft.media,
    questions: toJson(draft.questions),
    brief: toJson(draft.brief),
    guidelines: draft.guidelines,
    overlap: draft.overlap,
    visibility: draft.blind ? ('blind' as const) : ('open' as const),
    text_look: draft.textLook && draft.media === 'text' ? toJson(draft.textLook) : null,
  }
}

const VERSIONS_KEPT = 500
/** Versions never change once written, so each is read and parsed once. */
const versions = new WeakMap<object, Map<string, Question[]>>()

/**
 * The questions of a version of a project, or null where there was no such version.
 * @param owner the server's database: what the kept versions live with
 */
export async function questionsAt(
  owner: Kysely<Tables>,
  db: Reader,
  project: string,
  version: number,
): Promise<Question[] | null> {
  const kept = versions.get(owner) ?? new Map<string, Question[]>()
  versions.set(owner, kept)
  const key = `${project} ${version}`
  const known = kept.get(key)
  if (known) return known
  const row = await db
    .selectFrom('project_version')
    .select('questions')
    .where('project', '=', project)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) return null
  const questions = fromJson<Question[]>(row.questions)
  if (kept.size >= VERSIONS_KEPT) kept.delete(kept.keys().next().value ?? '')
  kept.set(key, questions)
  return questions
}

/** The questions as they were asked at that time, or null before the first. */
export async function questionsOn(db: Reader, project: string, at: number): Promise<Question[] | null> {
  const row = await db
    .selectFrom('project_version')
    .select('questions')
    .where('project', '=', project)
    .where('created_at', '<=', at)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? fromJson<Question[]>(row.questions) : null
}

/**
 * How many marks, in how many annotations that count, answer each question with each label (`''`: without one), as they
 * were submitted.
 */
export async function labelUses(db: Reader, project: string) {
  const rows = await db
    .selectFrom('label_use')
    .select((of) => [
      'question',
      'label',
      of.fn.sum<number | string>('marks').as('marks'),
      of.fn.countAll<number | string>().as('annotations'),
    ])
    .where('project', '=', project)
    .groupBy(['question', 'label'])
    .execute()
  return rows.map((row) => ({ ...row, marks: Number(row.marks), annotations: Number(row.annotations) }))
}

/** How many annotations that count have a mark with any of these labels. */
export async function annotationsWith(
  db: Reader,
  project: string,
  question: string,
  labels: readonly string[],
): Promise<number> {
  const row = await db
    .selectFrom('label_use')
    .select((of) => of.fn.count<number | string>('annotation').distinct().as('count'))
    .where('project', '=', project)
    .where('question', '=', question)
    .where('label', 'in', labels)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
