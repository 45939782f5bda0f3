// The sample projects: made once, labelled by simulated people who say so, and true from import to export.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../test/harness.ts'
import { exportProject } from '../flow/exports/index.ts'
import { makeDemoPeople } from '../flow/people/index.ts'
import { startRunner } from '../jobs/runner.ts'
import { loadSamples, sampleFolder } from './load.ts'

const sets = ['shelf/images', 'assistant/audio', 'tickets/tickets.jsonl'].filter((path) =>
  existsSync(join(sampleFolder, path)),
)

describe('sample projects', () => {
  let harness: Harness
  let made: string[]
  let took: number

  beforeAll(async () => {
    harness = await startHarness({ config: { demo: true } })
    await makeDemoPeople(harness.deps)
    const begun = performance.now()
    made = await loadSamples(harness.deps)
    took = performance.now() - begun
    const runner = startRunner(harness.deps)
    await runner.idle()
    await runner.stop()
  }, 120_000)
  afterAll(() => harness.close())

  it('are made in seconds, one for each set, open and marked as samples', async () => {
    const projects = await harness.deps.db.selectFrom('project').selectAll().execute()
    expect(projects).toHaveLength(sets.length)
    expect(projects.map(({ name }) => name).toSorted()).toEqual(made.toSorted())
    expect(projects.every((project) => project.state === 'open' && project.sample_at !== null)).toBe(true)
    process.stdout.write(`sample projects: ${Math.round(took)} ms\n`)
  })

  it('are made once', async () => {
    expect(await loadSamples(harness.deps)).toEqual([])
  })

  it('are partly labelled, by nobody but simulated people who say so', async () => {
    const rows = await harness.deps.db
      .selectFrom('annotation')
      .innerJoin('person', 'person.id', 'annotation.person')
      .select(['person.name', 'person.simulated_at', 'person.password'])
      .execute()
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.every((row) => row.simulated_at !== null && row.password === null)).toBe(true)
    expect(rows.every((row) => row.name.startsWith('Simulated · '))).toBe(true)
    for (const { tasks, open, done, annotations } of await harness.deps.db.selectFrom('tally').selectAll().execute()) {
      expect(open + done).toBe(tasks)
      expect(open).toBeGreaterThan(0)
      expect(annotations).toBeGreaterThan(0)
    }
  })

  it('have a consensus for every annotated task', async () => {
    const { annotated } = await harness.deps.db
      .selectFrom('annotation')
      .select((of) => of.fn.count<number>('task').distinct().as('annotated'))
      .executeTakeFirstOrThrow()
    const { n } = await harness.deps.db
      .selectFrom('consensus')
      .select((of) => of.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(Number(n)).toBe(Number(annotated))
  })

  it('invariant 8: export the same bytes twice', async () => {
    const project = await harness.deps.db
      .selectFrom('project')
      .select('id')
      .where('media', '=', 'text')
      .executeTakeFirst()
    if (!project) return
    const request = {
      format: 'conll',
      answers: 'all',
      split: [80, 10, 10],
      seed: 1,
      media: false,
      categoryBase: 1,
    } as const
    const write = (name: string) =>
      exportProject(harness.deps, project.id as never, { ...request, split: [80, 10, 10] }, join(harness.data, name))
    const [one, two] = [await write('one.zip'), await write('two.zip')]
    expect(two.sha256).toBe(one.sha256)
    expect(one.warnings).toContain('This is a sample project: its annotators are simulated.')
  })
})
