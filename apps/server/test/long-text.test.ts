// A text of 10,000 spans and three annotators: what they say together is found in a thread, and the server goes on
// answering meanwhile.
import type { Answers, LabelId, Mark, MarkId, QuestionId } from '@etabli/schema'
import { Question } from '@etabli/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { insertTasks } from '../src/flow/tasks/index.ts'
import { type Runner, startRunner } from '../src/jobs/runner.ts'
import { answerTask, project as makeProject, person } from './flow-people.ts'
import { type Harness, startHarness } from './harness.ts'

const SPANS = 10_000
/** Each word is a span: "w0000 w0001 …", six characters from one to the next. */
const text = Array.from({ length: SPANS }, (_, index) => `w${String(index).padStart(4, '0')}`).join(' ')
const spans = Question.parse({
  id: 'names',
  kind: 'span',
  title: 'Names',
  labels: [{ id: 'name', name: 'Name', colour: 0, key: '1' }],
})

/** One span a word, `start` and `end` of the n-th as the caller has them. */
function marksOf(name: string, at: (index: number) => { readonly start: number; readonly end: number }): Answers {
  return Array.from(
    { length: SPANS },
    (_, index): Mark => ({
      id: `${name}${index}` as MarkId,
      question: 'names' as QuestionId,
      kind: 'span',
      label: 'name' as LabelId,
      value: at(index),
      source: 'person',
      confidence: null,
    }),
  )
}

let harness: Harness
let runner: Runner
let project: string
let task: string

beforeEach(async () => {
  harness = await startHarness()
  const { deps } = harness
  project = await makeProject(deps, { questions: [spans], overlap: 3 })
  task = deps.ids.next()
  const tasks = [{ id: task as never, name: 'a', media: { type: 'text' as const, text }, fields: {}, prefill: [] }]
  await deps.transact((tx) => insertTasks(tx, { id: project as never, overlap: 3 }, tasks))
  runner = startRunner(deps)
})
afterEach(async () => {
  await runner.stop()
  await harness.close()
})

it('TXT4: others are answered while 10,000 spans of three people are settled', async () => {
  const { deps, app } = harness
  const manager = await person(deps, 'Mo', 'manager', project)
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  // Two cut every word whole, the third leaves its last letter: by the medians the whole words stay.
  const whole = (index: number) => ({ start: index * 6, end: index * 6 + 5 })
  const short = (index: number) => ({ start: index * 6, end: index * 6 + 4 })
  for (const [name, at] of [
    ['Ann', whole],
    ['Bob', whole],
    ['Cleo', short],
  ] as const) {
    const who = await person(deps, name, 'annotator', project)
    await answerTask(deps, { project, task, who, answers: marksOf(name, at) })
  }
  let isOver = false
  const over = runner.idle().then(() => {
    isOver = true
  })
  let answered = 0
  while (!isOver) {
    const reply = await fetch(`${origin}/api/projects/${project}`, { headers: manager.headers })
    expect(reply.status).toBe(200)
    await reply.text()
    answered += 1
  }
  await over
  // On the event loop a single one would have been answered, after the consensus.
  expect(answered).toBeGreaterThan(20)
  const detail = await fetch(`${origin}/api/tasks/${task}`, { headers: manager.headers })
  const { consensus } = (await detail.json()) as {
    consensus: { unanimous: boolean; inputs: string[]; questions: { marks: Mark[]; candidates: Mark[] }[] }
  }
  expect(consensus.unanimous).toBe(false)
  expect(consensus.inputs).toHaveLength(3)
  expect(consensus.questions[0]?.candidates).toEqual([])
  expect(consensus.questions[0]?.marks.map(({ value }) => value)).toEqual(
    Array.from({ length: SPANS }, (_, index) => whole(index)),
  )
}, 60_000)
