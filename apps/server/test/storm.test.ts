// A storm of claims: 50 simulated annotators on one queue keep invariants 2 to 5, on SQLite and on PostgreSQL.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '../src/db/dialect.ts'
import { eachDialect } from '../src/db/testing/each-dialect.ts'
import { claim } from '../src/flow/queue/index.ts'
import { type Harness, startHarness } from './harness.ts'
import { addMember, addProject } from './people.ts'
import { expectInvariants, storm } from './storm.ts'

/** PGlite, a database in WebAssembly, is spared the full count; PostgreSQL itself gets it. */
const SIZE = { SQLite: 2_000, PostgreSQL: 2_000, PGlite: 200 } as Readonly<Record<string, number>>

eachDialect((dialect) => {
  let database: Database
  let harness: Harness
  beforeEach(async () => {
    database = await dialect.open()
    harness = await startHarness({ database })
  })
  afterEach(async () => {
    await harness.close()
    await database.close()
  })

  it('QUE1, QUE2: 50 annotators over 2,000 tasks: each task ends with as many annotations as its overlap', {
    timeout: 600_000,
  }, async () => {
    const tasks = SIZE[dialect.name] ?? 200
    const ours = await addProject(harness, { tasks, draft: { overlap: 2 } })
    const result = await storm(harness, ours, { people: 50, letGo: 0.05, twice: 0.1, seed: 7 })
    expect(result.faults).toEqual([])
    expect(result.claims).toBeGreaterThan(tasks / 3)
    await expectInvariants(harness, ours)
    const rows = await database.db.selectFrom('annotation').select('id').execute()
    expect(rows).toHaveLength(tasks * 2)
    expect(new Set(rows.map((row) => row.id))).toEqual(result.acknowledged)
    const states = await database.db.selectFrom('task').select('state').distinct().execute()
    expect(states).toEqual([{ state: 'done' }])
  })

  it('QUE2, L2: claims at the same instant in transactions of their own hand out each slot once', {
    timeout: 600_000,
  }, async () => {
    const { project } = await addProject(harness, { tasks: 60, draft: { overlap: 1 } })
    const people = await Promise.all(Array.from({ length: 20 }, () => addMember(harness, project.id, 'annotator')))
    const claims = await Promise.all(
      people.map((person) =>
        // Not grouped: on PostgreSQL these run side by side.
        harness.deps.transact((tx) => claim(tx, harness.deps, { project: project.id, person: person.id, count: 3 })),
      ),
    )
    const given = claims.flatMap((claimed) => ('leases' in claimed ? claimed.leases.map(({ task }) => task.id) : []))
    expect(new Set(given).size).toBe(given.length)
    expect(given).toHaveLength(60)
  })
})
