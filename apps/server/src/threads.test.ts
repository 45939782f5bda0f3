// A thread that answers: in order, anew after it fell, and never for ever.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answeringThread, ThreadEnded } from './threads.ts'

let folder: string
let entry: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-threads-'))
  entry = join(folder, 'answer.mjs')
  // Says half first, then the double; ends at 0; never answers below.
  await writeFile(
    entry,
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', (job) => {
       if (job === 0) process.exit(3)
       if (job < 0) return
       parentPort.postMessage({ part: job / 2 })
       parentPort.postMessage({ whole: job * 2 })
     })`,
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Reply = { readonly part: number } | { readonly whole: number }
const answering = (most: number) =>
  answeringThread<number, Reply>({ start: () => new Worker(entry), most, isLast: (message) => 'whole' in message })

it('answers jobs in order, and says what it has so far', async () => {
  const thread = answering(30_000)
  const heard: Reply[] = []
  const hear = (message: Reply) => heard.push(message)
  const replies = await Promise.all([2, 4, 6].map((job) => thread.ask(job, () => true, hear)))
  expect(replies).toEqual([{ whole: 4 }, { whole: 8 }, { whole: 12 }])
  expect(heard).toEqual([{ part: 1 }, { part: 2 }, { part: 3 }])
})

it('says that it fell, does not do what nobody waits for, and answers the next', async () => {
  const thread = answering(30_000)
  const [fell, unwanted, next] = await Promise.allSettled([thread.ask(0), thread.ask(2, () => false), thread.ask(4)])
  expect(fell).toMatchObject({ status: 'rejected', reason: expect.any(ThreadEnded) })
  expect(unwanted).toMatchObject({ status: 'rejected', reason: expect.any(ThreadEnded) })
  expect(next).toEqual({ status: 'fulfilled', value: { whole: 8 } })
})

it('gives up what does not come to an end, and answers the next', async () => {
  const thread = answering(2_000)
  await expect(thread.ask(-1)).rejects.toThrow('did not come to an end')
  await expect(thread.ask(8)).resolves.toEqual({ whole: 16 })
})
