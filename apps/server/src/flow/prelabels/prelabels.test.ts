// Rules that propose: tried on a sample, let loose on what nobody has begun, taken back; places counted by hand.
import type { Answers, LabelId, Mark, MarkId, PrelabelRules, Question, QuestionId } from '@etabli/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../../test/harness.ts'
import { addMember, addProject, ask, codeOf, get } from '../../../test/people.ts'
import { startRunner } from '../../jobs/runner.ts'
import { claim } from '../queue/index.ts'
import { insertTasks } from '../tasks/index.ts'
import { entitiesIn } from './entities.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const question = {
  id: 'entities',
  kind: 'span',
  title: 'Entities',
  labels: [
    { id: 'town', name: 'Town', colour: 0, key: '1' },
    { id: 'when', name: 'When', colour: 1, key: '2' },
  ],
} as unknown as Question

const base = { question: 'entities' as QuestionId, label: 'town' as LabelId, confidence: 0.5 }
const towns: PrelabelRules[number] = {
  ...base,
  id: 'towns',
  form: 'words',
  words: ['Rome', 'Paris'],
  matchCase: false,
  wholeWords: true,
}
const dates: PrelabelRules[number] = {
  ...base,
  id: 'dates',
  label: 'when' as LabelId,
  confidence: 0.9,
  form: 'model',
  entity: 'DATE',
}
const endless: PrelabelRules[number] = { ...base, id: 'slow', form: 'pattern', pattern: '^(a+)+$', matchCase: true }

const byFile: Mark = {
  id: 'from-file' as MarkId,
  ...base,
  kind: 'span',
  value: { start: 0, end: 4 },
  source: 'import',
  confidence: null,
}

async function travels(texts: readonly string[], prefill: Answers = []) {
  const made = await addProject(harness, { draft: { questions: [question] } })
  const tasks = texts.map((text, n) => ({
    id: harness.deps.ids.next() as never,
    name: `t${n}`,
    media: { type: 'text' as const, text },
    fields: {},
    prefill,
  }))
  await harness.deps.transact((tx) => insertTasks(tx, made.project, tasks))
  const params = { project: made.project.id }
  return { ...made, params }
}

/** The proposals of all tasks, as [task, id, bounds]. */
async function proposed(project: string) {
  const rows = await harness.deps.db
    .selectFrom('task')
    .select(['name', 'prefill', 'prefilled'])
    .where('project', '=', project)
    .orderBy('position')
    .execute()
  return rows.map(({ name, prefill, prefilled }) => {
    const marks = JSON.parse(prefill) as Mark[]
    expect(prefilled).toBe(marks.length)
    return [name, ...marks.map(({ id, value, confidence }) => [id, value, confidence])]
  })
}

async function run(
  manager: Parameters<typeof get>[1],
  params: { project: never | string },
  what: 'propose' | 'remove',
) {
  const at = params as { project: never }
  await get(harness, manager, 'prelabels.run', { params: at, body: { what } })
  const runner = startRunner(harness.deps)
  await runner.idle()
  await runner.stop()
  return (await get(harness, manager, 'prelabels.get', { params: at })).run
}

it('a preview counts and quotes, and changes nothing', async () => {
  const { manager, params } = await travels(['To Rome.', 'From 🇮🇹 rome to Paris', 'Nowhere'])
  const preview = await get(harness, manager, 'prelabels.preview', { params, body: { rules: [towns, dates] } })
  expect(preview).toEqual({
    looked: 3,
    total: 3,
    rules: [
      {
        rule: 'towns',
        marks: 3,
        tasks: 2,
        examples: [
          { task: 't0', before: 'To ', quote: 'Rome', after: '.' },
          { task: 't1', before: 'From 🇮🇹 ', quote: 'rome', after: ' to Paris' },
        ],
      },
      { rule: 'dates', marks: 0, tasks: 0, examples: [] },
    ],
  })
  expect(await proposed(params.project)).toEqual([['t0'], ['t1'], ['t2']])
})

it('a run proposes where nobody has begun, keeps what a file proposed, and is taken back whole', async () => {
  const { manager, params, project } = await travels(['Rome on March 3, 2024 at noon', 'Rome, not Paris'], [byFile])
  const person = await addMember(harness, project.id, 'annotator')
  const held = await harness.deps.grouped((tx) =>
    claim(tx, harness.deps, { project: project.id, person: person.id, count: 1 }),
  )
  expect('leases' in held && held.leases.map(({ task }) => task.name)).toEqual(['t0'])
  await get(harness, manager, 'prelabels.save', { params, body: { rules: [towns, dates] } })
  const first = await run(manager, params, 'propose')
  // Rome at 0 is there by the file; Paris begins after "Rome, not ", 10 characters.
  expect(first).toMatchObject({ state: 'done', looked: 2, changed: 1, begun: 1, marks: 1, dropped: 0 })
  const file = ['from-file', { start: 0, end: 4 }, null]
  const paris = ['rule-towns-10-15', { start: 10, end: 15 }, 0.5]
  expect(await proposed(project.id)).toEqual([
    ['t0', file],
    ['t1', file, paris],
  ])
  expect(await run(manager, params, 'propose')).toMatchObject({ changed: 0, marks: 1 })
  expect(await run(manager, params, 'remove')).toMatchObject({ what: 'remove', state: 'done', changed: 1, marks: 0 })
  expect(await proposed(project.id)).toEqual([
    ['t0', file],
    ['t1', file],
  ])
})

it('a pattern that does not come to an end is called off and named', { timeout: 60_000 }, async () => {
  const { manager, params } = await travels([`${'a'.repeat(40)}!`])
  const reply = await ask(harness, manager, 'prelabels.preview', { params, body: { rules: [towns, endless] } })
  expect(reply.json()).toMatchObject({
    code: 'request.invalid',
    issues: [{ path: 'rules.1.pattern', code: 'too-slow' }],
  })
  // The thread is a new one, and does what it should.
  const next = await get(harness, manager, 'prelabels.preview', { params, body: { rules: [towns] } })
  expect(next.looked).toBe(1)
})

it('rules are refused by name: a class that is none, a pattern that is none', async () => {
  const { manager, params } = await travels([])
  const strange = { ...towns, id: 'strange', label: 'village' as LabelId }
  const refused = await ask(harness, manager, 'prelabels.save', { params, body: { rules: [towns, strange] } })
  expect(refused.json()).toMatchObject({ issues: [{ path: 'rules.1.label' }] })
  expect(refused.json().issues[0].message).toContain('"village"')
  const broken = { ...endless, pattern: '(' }
  const second = await ask(harness, manager, 'prelabels.save', { params, body: { rules: [broken] } })
  expect(second.json()).toMatchObject({ code: 'request.invalid', issues: [{ path: 'rules.0.pattern' }] })
  expect((await get(harness, manager, 'prelabels.get', { params })).rules).toEqual([])
})

it('two runs at once are refused', async () => {
  const { manager, params } = await travels(['Rome'])
  await get(harness, manager, 'prelabels.save', { params, body: { rules: [towns] } })
  await get(harness, manager, 'prelabels.run', { params, body: { what: 'propose' } })
  const again = await ask(harness, manager, 'prelabels.run', { params, body: { what: 'remove' } })
  expect(codeOf(again)).toBe('prelabels.at-work')
})

it('SEC3: who may not edit the project neither reads nor runs rules', async () => {
  const { params, project } = await travels(['Rome'])
  const reviewer = await addMember(harness, project.id, 'reviewer')
  for (const name of ['prelabels.get', 'prelabels.save', 'prelabels.preview', 'prelabels.run'] as const) {
    const body = name === 'prelabels.run' ? { what: 'propose' as const } : { rules: [] }
    const reply = await ask(harness, reviewer, name, { params, body: body as never })
    expect([name, codeOf(reply)]).toEqual([name, 'not-allowed'])
  }
})

it('the English model finds dates, money and addresses at their places, and no emoji in two', () => {
  const text = '  On March 3, 2024\n\nI paid $20.50 to 👩‍🔬 bob@example.org 😀'
  const found = entitiesIn(text).map(({ type, from, to }) => [type, text.slice(from, to)])
  expect(found).toEqual([
    ['DATE', 'March 3, 2024'],
    ['MONEY', '$20.50'],
    ['EMOJI', '👩‍🔬'],
    ['EMAIL', 'bob@example.org'],
    ['EMOJI', '😀'],
  ])
})
