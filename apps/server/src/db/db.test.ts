// The database: migrations on both dialects, the backup before an upgrade, and units of work.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Millis } from '@etabli/schema'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import type { Database } from './dialect.ts'
import { openSqlite } from './dialects/sqlite.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { eachDialect } from './testing/each-dialect.ts'
import { createTransactor } from './transact.ts'

const now = 1_000 as Millis
let open: Database[] = []
const folders: string[] = []
afterEach(async () => {
  for (const database of open) await database.close()
  open = []
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'etabli-db-'))
  folders.push(made)
  return made
}

eachDialect((dialect) => {
  const fresh = async () => {
    const database = await dialect.open()
    open.push(database)
    await migrate(database, { backups: null, now })
    return database
  }

  it('makes every table, and does nothing the second time', async () => {
    const database = await fresh()
    expect(await migrate(database, { backups: null, now })).toEqual({ ran: [], backup: null })
    await database.db.insertInto('setting').values({ name: 'a', value: 'b' }).execute()
    expect(await database.db.selectFrom('setting').selectAll().execute()).toEqual([{ name: 'a', value: 'b' }])
  })

  it('counts the labels of choices of several, which older databases counted as a mark without a label', async () => {
    const database = await dialect.open()
    open.push(database)
    const third = '0003-returned-and-several'
    const older = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < third))
    await migrate(database, { backups: null, now, steps: older })
    const chosen = { id: 'm', question: 'tags', kind: 'multiple', label: null, value: { labels: ['sun', 'rain'] } }
    await database.db
      .insertInto('annotation')
      .values({
        id: 'a1',
        project: 'p',
        task: 't',
        lease: 'l',
        person: 'ann',
        answers: JSON.stringify([chosen]),
        active_ms: 0,
        version: 1,
        submitted_at: 0,
        surplus_at: null,
        supersedes: null,
        superseded_at: null,
        returned_at: null,
      })
      .execute()
    const use = { annotation: 'a1', project: 'p', task: 't', marks: 1 }
    await database.db
      .insertInto('label_use')
      .values([
        { ...use, question: 'tags', label: '' },
        { ...use, question: 'mood', label: 'good' },
      ])
      .execute()
    await migrate(database, { backups: null, now, steps: { ...older, [third]: migrations[third]! } })
    const rows = await database.db.selectFrom('label_use').select(['question', 'label']).orderBy('label').execute()
    expect(rows).toEqual([
      { question: 'mood', label: 'good' },
      { question: 'tags', label: 'rain' },
      { question: 'tags', label: 'sun' },
    ])
  })

  it('gives milliseconds and sums as numbers', async () => {
    const database = await fresh()
    await database.db.insertInto('tally').values({ project: 'p', tasks: 1_700_000_000_000 }).execute()
    const row = await database.db.selectFrom('tally').select('tasks').executeTakeFirstOrThrow()
    expect(row.tasks).toBe(1_700_000_000_000)
  })

  it('knows a duplicate', async () => {
    const database = await fresh()
    const row = { name: 'a', value: 'b' }
    await database.db.insertInto('setting').values(row).execute()
    const error = await database.db
      .insertInto('setting')
      .values(row)
      .execute()
      .catch((e: unknown) => e)
    expect(database.dialect.isDuplicate(error)).toBe(true)
  })

  it('commits a group together, and one that throws takes nobody along', async () => {
    const database = await fresh()
    const tallies: unknown[] = []
    const notes: string[] = []
    database.dialect.wake.listen((note) => notes.push(note.topic))
    // PostgreSQL hears nothing until its LISTEN has reached the server.
    await expect
      .poll(
        () => {
          database.dialect.wake.send({ topic: 'signed-out', session: 'probe' })
          return notes
        },
        { timeout: 10_000 },
      )
      .toContain('signed-out')
    const transactor = createTransactor({
      database,
      now: () => now,
      writeTally: async (_, deltas) => void tallies.push(deltas),
    })
    const write = (name: string, fail = false) =>
      transactor.grouped(async (tx) => {
        await tx.db.insertInto('setting').values({ name, value: '' }).execute()
        tx.count('p', { tasks: 1 })
        tx.tell({ topic: 'events' })
        if (fail) throw new Error('no')
        return name
      })
    const results = await Promise.allSettled([write('a'), write('b', true), write('c'), write('a')])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
    const rows = await database.db.selectFrom('setting').select('name').orderBy('name').execute()
    expect(rows.map((row) => row.name)).toEqual(['a', 'c'])
    expect(tallies).toEqual([[['p', { tasks: 2 }]]])
    expect(transactor.counts.groups).toBe(1)
    await expect.poll(() => notes, { timeout: 10_000 }).toContain('events')
  })
})

describe('SQLite on disk', () => {
  it('OPS3: backs up before an upgrade; a migration that fails leaves the old database with all its data', async () => {
    const data = folder()
    const database = openSqlite(join(data, 'etabli.sqlite'))
    open.push(database)
    await migrate(database, { backups: join(data, 'backups'), now })
    expect(existsSync(join(data, 'backups'))).toBe(false)
    await database.db.insertInto('setting').values({ name: 'kept', value: 'yes' }).execute()
    const steps = {
      ...migrations,
      '9999-breaks': {
        async up(db: Database['db']) {
          await sql`alter table setting add column half text`.execute(db)
          await sql`create table broken (`.execute(db)
        },
      },
    }
    await expect(migrate(database, { backups: join(data, 'backups'), now, steps })).rejects.toThrow(
      /9999-breaks failed and was undone/,
    )
    const rows = await database.db.selectFrom('setting').selectAll().execute()
    expect(rows).toEqual([{ name: 'kept', value: 'yes' }])
    const [copy] = readdirSync(join(data, 'backups'))
    const backup = openSqlite(join(data, 'backups', copy ?? ''))
    open.push(backup)
    expect(await backup.db.selectFrom('setting').selectAll().execute()).toEqual(rows)
  })

  it('is durable at every commit', async () => {
    const data = folder()
    const database = openSqlite(join(data, 'etabli.sqlite'))
    open.push(database)
    const pragma = async (name: string) =>
      Object.values((await sql.raw(`pragma ${name}`).execute(database.db)).rows[0] as object)[0]
    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous')).toBe(2)
    expect(await pragma('foreign_keys')).toBe(1)
  })
})
