// Exports with nothing in them are refused in words; one person's answers are never told as agreement.
import type { AnnotationId, ProjectId } from '@etabli/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../../test/harness.ts'
import { addMember, addProject, addTasks, answer, ask, get, type TestPerson } from '../../../test/people.ts'
import { unzipText } from '../../../test/unzip.ts'
import { type Runner, startRunner } from '../../jobs/runner.ts'
import { submit } from '../annotations/index.ts'
import { claim } from '../queue/index.ts'

let harness: Harness
let runner: Runner
beforeEach(async () => {
  harness = await startHarness()
  runner = startRunner(harness.deps)
})
afterEach(async () => {
  await runner.stop()
  await harness.close()
})

async function answerOne(project: ProjectId, who: TestPerson): Promise<void> {
  const { deps } = harness
  const claimed = await deps.grouped((tx) => claim(tx, deps, { project, person: who.id, count: 1 }))
  if ('empty' in claimed) throw new Error('nothing to answer')
  await submit(deps, {
    caller: { id: who.id, admin: false },
    lease: claimed.leases[0]!.lease.id,
    draft: { id: deps.ids.next() as AnnotationId, answers: answer('sun'), activeMs: 0, version: 1 },
  })
}

it('an export of nothing is refused, and says what is missing', async () => {
  const { project, manager } = await addProject(harness, { draft: { overlap: 2 } })
  const params = { project: project.id }
  const refusal = async (answers: 'consensus' | 'reviewed' | 'all', format: 'csv' | 'raw' = 'csv') => {
    const reply = await ask(harness, manager, 'exports.create', { params, body: { format, answers } as never })
    return [reply.statusCode, reply.json().code, reply.json().details?.why]
  }
  expect(await refusal('consensus')).toEqual([409, 'export.nothing', 'no-tasks'])
  expect(await refusal('all', 'raw')).toEqual([409, 'export.nothing', 'no-tasks'])
  await addTasks(harness, project, 2)
  expect(await refusal('consensus')).toEqual([409, 'export.nothing', 'no-answers'])
  expect(await refusal('all')).toEqual([409, 'export.nothing', 'no-answers'])
  // The raw export tells of tasks without answers too.
  expect(await refusal('consensus', 'raw')).toEqual([200, undefined, undefined])
  await answerOne(project.id, await addMember(harness, project.id, 'annotator'))
  expect(await refusal('consensus')).toEqual([409, 'export.nothing', 'none-finished'])
  expect(await refusal('reviewed')).toEqual([409, 'export.nothing', 'none-reviewed'])
  expect(await refusal('all')).toEqual([200, undefined, undefined])
})

it('one annotator alone is no agreement: no similarity, not unanimous, and the export says so', async () => {
  const { project, manager } = await addProject(harness, { tasks: 2, draft: { overlap: 1 } })
  const person = await addMember(harness, project.id, 'annotator')
  await answerOne(project.id, person)
  await runner.idle()
  const params = { project: project.id }
  const { rows } = await get(harness, manager, 'tasks.list', { params, query: {} as never })
  expect(rows.map((row) => [row.annotations, row.similarity, row.unanimous])).toEqual([
    [1, null, false],
    [0, null, false],
  ])
  const settled = await get(harness, manager, 'reviews.accept-unanimous', { params, body: { dryRun: true } })
  expect(settled).toMatchObject({ settled: 0 })
  const report = await get(harness, manager, 'agreement.get', { params })
  expect([report.shared, report.figures.map(({ value }) => value).filter((value) => value !== null)]).toEqual([0, []])
  const job = await get(harness, manager, 'exports.create', { params, body: { format: 'csv' } as never })
  await runner.idle()
  const done = await get(harness, manager, 'exports.get', { params: { export: job.id } })
  const sentence = 'One annotator alone answered 1 of the 1 tasks: nobody agreed or differed on these.'
  expect(done).toMatchObject({ state: 'ready', warnings: [sentence], tally: { exported: 1 } })
  const file = await ask(harness, manager, 'exports.file', { params: { export: job.id } })
  const files = await unzipText(file.rawPayload)
  expect(JSON.parse(files['manifest.json'] ?? '')).toMatchObject({ one_annotator: 1 })
  expect(files['README.md']).toContain(sentence)
})
