// Two servers on one PostgreSQL: no slot is handed out twice, and each hears what the other did.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/dialect.ts'
import { openPostgres } from '../src/db/dialects/postgres.ts'
import { type Harness, startHarness, testClock } from './harness.ts'
import { connect } from './line.ts'
import { addMember, addProject, addTasks, answer } from './people.ts'
import { expectInvariants, storm } from './storm.ts'

const url = process.env['ETABLI_TEST_POSTGRES']

describe.skipIf(!url)('two servers on one PostgreSQL', () => {
  let admin: Database
  let databases: Database[]
  let servers: Harness[]
  const name = `two_${randomBytes(6).toString('hex')}`
  beforeEach(async () => {
    admin = openPostgres(url!)
    await sql`create database ${sql.id(name)}`.execute(admin.db)
    const own = new URL(url!)
    own.pathname = `/${name}`
    databases = [openPostgres(own.href), openPostgres(own.href)]
    const clockStart = Date.UTC(2025, 0, 1)
    servers = []
    for (const [n, database] of databases.entries()) {
      // Ids are made from clock and seed: an hour apart they never meet.
      servers.push(await startHarness({ database, clock: testClock(clockStart + n * 3_600_000) }))
    }
  })
  afterEach(async () => {
    for (const server of servers) await server.close()
    for (const database of databases) await database.close()
    await sql`drop database ${sql.id(name)} with (force)`.execute(admin.db)
    await admin.close()
  })

  it('QUE1, QUE2: storms on both at once keep the invariants', { timeout: 300_000 }, async () => {
    const [one, two] = servers as [Harness, Harness]
    const ours = await addProject(one, { tasks: 150, draft: { overlap: 3 } })
    const options = { people: 8, letGo: 0.05, twice: 0.1 }
    const results = await Promise.all([
      storm(one, ours, { ...options, seed: 1 }),
      storm(two, ours, { ...options, seed: 100 }),
    ])
    expect(results.flatMap((result) => result.faults)).toEqual([])
    await expectInvariants(one, ours)
    const rows = await one.deps.db.selectFrom('annotation').select('id').execute()
    expect(rows).toHaveLength(450)
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set(results.flatMap((result) => [...result.acknowledged])))
  })

  it('work that appears on one is told by the other', { timeout: 60_000 }, async () => {
    const [one, two] = servers as [Harness, Harness]
    const { project } = await addProject(one)
    const person = await addMember(one, project.id, 'annotator')
    const line = await connect(two, person)
    const none = await line.ask<'lease.claim'>({ type: 'lease.claim', project: project.id, count: 1 })
    expect(none).toMatchObject({ reason: { why: 'no-tasks' } })
    await line.ask<'project.watch'>({ type: 'project.watch', project: project.id })
    await addTasks(one, project, 1)
    await expect.poll(() => line.heard.map((message) => message.type), { timeout: 10_000 }).toContain('work.available')
    const reply = await line.ask<'lease.claim'>({ type: 'lease.claim', project: project.id, count: 1 })
    if (reply.type === 'lease.none') throw new Error(reply.reason.why)
    const annotation = { id: two.deps.ids.next() as never, answers: answer(), activeMs: 1, version: 1 }
    await line.ask<'annotation.submit'>({ type: 'annotation.submit', lease: reply.leases[0]!.lease.id, annotation })
    await expect
      .poll(() => line.heard.filter((message) => message.type === 'project.progress').at(-1), { timeout: 10_000 })
      .toMatchObject({ progress: { annotations: 1 } })
    line.close()
  })
})
