// A project of 100,000 images: its list opens as fast as that of a small one, at the start and deep inside.
import { type BlobHash, type ProjectId, TaskId } from '@etabli/schema'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { project as makeProject, person, type TestPerson } from '../../../test/flow-people.ts'
import { type Harness, startHarness } from '../../../test/harness.ts'
import { insertTasks } from './store.ts'

const TASKS = 100_000
const BATCH = 5_000

let harness: Harness
let manager: TestPerson
let project: string

beforeAll(async () => {
  harness = await startHarness()
  project = await makeProject(harness.deps, { media: 'image' })
  manager = await person(harness.deps, 'Mo', 'manager', project)
  for (let from = 0; from < TASKS; from += BATCH) {
    await harness.deps.transact(async (tx) => {
      const tasks = Array.from({ length: BATCH }, (_, i) => ({
        id: TaskId.parse(harness.deps.ids.next()),
        name: `img${from + i + 1}.jpg`,
        media: {
          type: 'image' as const,
          blob: (from + i).toString(16).padStart(64, '0') as BlobHash,
          mime: 'image/jpeg',
          bytes: 2_000_000,
          width: 4_000,
          height: 3_000,
          orientation: 1,
        },
        fields: {},
        prefill: [],
      }))
      await insertTasks(tx, { id: project as ProjectId, overlap: 2 }, tasks)
    })
  }
}, 120_000)
afterAll(() => harness.close())

async function timed(url: string) {
  const start = performance.now()
  const reply = await harness.app.inject({ url, headers: manager.headers })
  return { reply, millis: performance.now() - start }
}

it('IMG16: a project of 100,000 images opens in < 2 s, in natural order', async () => {
  const card = await timed(`/api/projects/${project}`)
  const first = await timed(`/api/projects/${project}/tasks?count=100`)
  expect(card.reply.json().progress.tasks).toBe(TASKS)
  const names = first.reply.json().rows.map((row: { task: { name: string } }) => row.task.name)
  expect(names.slice(0, 11).at(-1)).toBe('img11.jpg')
  expect(names.slice(0, 3)).toEqual(['img1.jpg', 'img2.jpg', 'img3.jpg'])
  expect(card.millis + first.millis).toBeLessThan(2_000)
})

it('IMG16: and a page near its end as fast, found by the index and not by walking there', async () => {
  const cursor = Buffer.from(JSON.stringify([TASKS - 150])).toString('base64url')
  const deep = await timed(`/api/projects/${project}/tasks?count=100&cursor=${cursor}`)
  expect(deep.reply.json().rows.at(0).task.name).toBe(`img${TASKS - 149 + 1}.jpg`)
  expect(deep.millis).toBeLessThan(2_000)
  const open = await timed(`/api/projects/${project}/tasks?count=100&state=open&cursor=${cursor}`)
  expect(open.reply.json().rows).toHaveLength(100)
  expect(open.millis).toBeLessThan(2_000)
})
