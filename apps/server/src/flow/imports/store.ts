// The only writer of `import` and `import_issue`.
import type { ImportReport } from '@etabli/protocol'
import { type ImportId, limits, type PersonId, type ProjectId } from '@etabli/schema'
import { type Kysely, type Selectable, sql } from 'kysely'
import { fromJson, toJson } from '../../db/json.ts'
import { batches } from '../../db/pages.ts'
import type { ImportTable, Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'
import type { Reading } from './read.ts'
import type { BadRow } from './staged.ts'

export type ImportRow = Selectable<ImportTable>
export type ImportState = ImportReport['state']

/** How what was read is to be landed. */
export interface Landing {
  readonly goodOnly: boolean
  readonly addLabels: boolean
}

type Reader = { readonly db: Kysely<Tables> }

export async function insertImport(
  tx: Tx,
  row: { id: ImportId; project: ProjectId; person: PersonId; format: string; staged: string },
): Promise<void> {
  await tx.db
    .insertInto('import')
    .values({
      ...row,
      state: 'reading',
      unknown_labels: '[]',
      sample: '[]',
      total: null,
      landing: null,
      read: 0,
      good: 0,
      known: 0,
      bad: 0,
      marks: 0,
      issue_count: 0,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute()
}

/** Imports of the person that are being read or landed. */
export async function countAtWork({ db }: Reader, person: string): Promise<number> {
  const row = await db
    .selectFrom('import')
    .select(sql<number>`count(*)`.as('n'))
    .where('person', '=', person)
    .where('state', 'in', ['reading', 'landing'])
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function findImport({ db }: Reader, id: string): Promise<ImportRow | undefined> {
  return db.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The counts of what was read so far. */
export async function saveCounts(tx: Tx, id: string, reading: Reading): Promise<void> {
  const { read, good, known, bad, marks, issueCount } = reading
  await tx.db
    .updateTable('import')
    .set({
      read,
      good,
      known,
      bad,
      marks,
      issue_count: issueCount,
      unknown_labels: toJson(reading.unknownLabels),
      sample: toJson(reading.sample),
      updated_at: tx.now,
    })
    .where('id', '=', id)
    .execute()
}

/**
 * Moves an import on, if it is still in one of the states that lead there.
 * @returns whether it was
 */
export async function moveImport(
  tx: Tx,
  id: string,
  from: readonly ImportState[],
  to: ImportState,
  change: {
    format?: string
    total?: number
    landing?: Landing
    good?: number
    known?: number
    bad?: number
    issue_count?: number
  } = {},
): Promise<boolean> {
  const { landing, ...rest } = change
  const result = await tx.db
    .updateTable('import')
    .set({ ...rest, ...(landing ? { landing: toJson(landing) } : {}), state: to, updated_at: tx.now })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Keeps the first issues of an import, in place of those it had. */
export async function saveIssues(
  tx: Tx,
  id: string,
  issues: readonly BadRow[],
  rowOf: (issue: BadRow) => string | null = () => null,
): Promise<void> {
  await tx.db.deleteFrom('import_issue').where('import', '=', id).execute()
  const rows = issues.slice(0, limits.issuesKept).map((issue, number) => ({
    import: id,
    number,
    file: issue.file ?? null,
    line: issue.line ?? null,
    path: issue.path ?? null,
    code: issue.code,
    message: issue.message,
    row: rowOf(issue),
  }))
  for (const batch of batches(rows)) await tx.db.insertInto('import_issue').values(batch).execute()
}

/** The rows of the kept issues as they stood in their files, by number. */
export async function rowsOfIssues({ db }: Reader, id: string): Promise<(string | null)[]> {
  const rows = await db.selectFrom('import_issue').select('row').where('import', '=', id).orderBy('number').execute()
  return rows.map(({ row }) => row)
}

/** Which of these names the project has already. */
export async function knownNames(
  { db }: Reader,
  project: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const batch of batches(names)) {
    const rows = await db
      .selectFrom('task')
      .select('name')
      .where('project', '=', project)
      .where('name', 'in', batch)
      .execute()
    for (const { name } of rows) found.add(name)
  }
  return found
}

/** The report that people are shown, or null where there is no such import. */
export async function reportOfImport(reader: Reader, id: string): Promise<ImportReport | null> {
  const row = await findImport(reader, id)
  if (!row) return null
  const issues = await reader.db
    .selectFrom('import_issue')
    .select(['file', 'line', 'path', 'code', 'message'])
    .where('import', '=', id)
    .orderBy('number')
    .execute()
  return {
    id: row.id,
    project: row.project,
    state: row.state,
    format: row.format,
    read: row.read,
    total: row.total,
    good: row.good,
    known: row.known,
    bad: row.bad,
    marks: row.marks,
    unknownLabels: fromJson<string[]>(row.unknown_labels),
    issues: issues.map(({ file, line, path, code, message }) => ({
      ...(file === null ? {} : { file }),
      ...(line === null ? {} : { line }),
      ...(path === null ? {} : { path }),
      code,
      message,
    })),
    issueCount: row.issue_count,
    sample: fromJson<ImportReport['sample']>(row.sample),
    createdAt: row.created_at,
    // Rows hold what was branded when it was written.
  } as ImportReport
}
