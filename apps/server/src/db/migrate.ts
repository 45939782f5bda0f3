// Brings the database to this program's version: backs up, runs, verifies. A failure leaves the old one as it was.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './dialect.ts'
import { migrations } from './migrations/index.ts'

export interface MigrateOptions {
  /** Where a copy goes before anything changes, or null for none (a new database, a test, PostgreSQL). */
  readonly backups: string | null
  /** Milliseconds since the epoch, for the copy's name. */
  readonly now: number
  readonly steps?: Readonly<Record<string, Migration>>
}

export interface MigrateResult {
  /** Names of the migrations that ran. */
  readonly ran: readonly string[]
  /** The copy made before, or null. */
  readonly backup: string | null
}

/**
 * Runs the migrations that the database lacks, each in a transaction.
 * @throws Error naming the migration that failed; the database is as it was before it
 */
export async function migrate(database: Database, options: MigrateOptions): Promise<MigrateResult> {
  const steps = options.steps ?? migrations
  const migrator = new Migrator({ db: database.db, provider: { getMigrations: async () => ({ ...steps }) } })
  const known = await migrator.getMigrations()
  const waiting = known.filter((migration) => migration.executedAt === undefined)
  if (waiting.length === 0) return { ran: [], backup: null }
  const isNew = waiting.length === known.length
  const backup = isNew || options.backups === null ? null : freeName(options.backups, options.now)
  if (backup !== null) await database.dialect.backup(backup)
  const { error, results } = await migrator.migrateToLatest()
  const failed = results?.find((result) => result.status === 'Error')
  if (error !== undefined) {
    const why = error instanceof Error ? error.message : String(error)
    const copy = backup === null ? '' : ` A copy from before is at ${backup}.`
    throw new Error(`migration ${failed?.migrationName ?? ''} failed and was undone: ${why}.${copy}`, { cause: error })
  }
  return { ran: (results ?? []).map((result) => result.migrationName), backup }
}

function freeName(folder: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  for (let n = 0; ; n++) {
    const path = join(folder, `before-upgrade-${stamp}${n === 0 ? '' : `-${n}`}.sqlite`)
    if (!existsSync(path)) return path
  }
}
