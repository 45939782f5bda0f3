// Class numbers: given once, never moved, never given again.
import { kinds } from '@etabli/modalities'
import { type Label, Question } from '@etabli/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../../test/harness.ts'
import { addProject, ask, codeOf, get, plainDraft } from '../../../test/people.ts'
import { migrations } from '../../db/migrations/index.ts'
import { numberClasses } from './class-numbers.ts'

const label = (id: string, extra: Partial<Label> = {}) => ({ id, name: id, colour: 0, key: null, ...extra })
const spans = (...labels: object[]) => Question.parse({ id: 'spans', kind: 'span', title: 'Spans', labels })

describe('IMG6: class numbers', () => {
  it('are one numbering over all questions with many marks; choices have none; numbers sent in are not believed', () => {
    const things = Question.parse({ id: 'boxes', kind: 'box', title: 'Boxes', labels: [label('car', { number: 7 })] })
    const choice = Question.parse({ ...plainDraft().questions[0], labels: [label('yes', { number: 3 })] })
    const { questions, given } = numberClasses([choice, things, spans(label('a'), label('b'))], [], kinds)
    expect(questions.map(({ labels }) => labels.map(({ number }) => number))).toEqual([[undefined], [0], [1, 2]])
    expect(given).toHaveLength(3)
  })

  let harness: Harness
  beforeEach(async () => {
    harness = await startHarness()
  })
  afterEach(() => harness.close())

  it('survive adding, renaming, reordering, deleting and the undo of deleting', async () => {
    const { project, manager } = await addProject(harness, { draft: { questions: [spans(label('a'), label('b'))] } })
    const params = { project: project.id }
    let version = 1
    const save = async (...labels: object[]) => {
      const draft = plainDraft({ questions: [spans(...labels)] })
      const saved = await get(harness, manager, 'projects.edit', { params, body: { version: version++, draft } })
      return Object.fromEntries(saved.questions[0]!.labels.map(({ id, number }) => [id, number]))
    }
    expect(await save(label('b', { name: 'B, renamed' }), label('a'), label('c'))).toEqual({ b: 1, a: 0, c: 2 })
    expect(await save(label('a'))).toEqual({ a: 0 })
    // The numbers of the gone stay theirs.
    expect(await save(label('d'), label('a'))).toEqual({ d: 3, a: 0 })
    expect(await save(label('c'), label('d'), label('b'), label('a'))).toEqual({ c: 2, d: 3, b: 1, a: 0 })
  })

  it('are given to projects made before there were any, in today’s order, then the past', async () => {
    const { db } = harness.deps
    const { project, manager } = await addProject(harness)
    const now = JSON.stringify([spans(label('x'), label('y'))])
    await db.schema.dropTable('class_number').execute()
    await db.updateTable('project').set({ questions: now, version: 2 }).where('id', '=', project.id).execute()
    await db
      .insertInto('project_version')
      .values({ project: project.id, version: 2, questions: now, created_at: 0 })
      .execute()
    await db
      .updateTable('project_version')
      .set({ questions: JSON.stringify([spans(label('old'), label('y'))]) })
      .where('project', '=', project.id)
      .where('version', '=', 1)
      .execute()
    await migrations['0002-class-numbers']!.up(db as never)
    const params = { project: project.id }
    const { project: read } = await get(harness, manager, 'projects.get', { params })
    expect(read.questions[0]!.labels.map(({ number }) => number)).toEqual([0, 1])
    const draft = plainDraft({ questions: [spans(label('old'), label('new'))] })
    const saved = await get(harness, manager, 'projects.edit', { params, body: { version: 2, draft } })
    expect(saved.questions[0]!.labels.map(({ number }) => number)).toEqual([2, 3])
  })

  it('IMG18: a key that a class and an attribute share is refused by name', async () => {
    const { project, manager } = await addProject(harness)
    const attribute = { id: 'blurred', name: 'Blurred', type: 'checkbox', key: 'q' }
    const question = Question.parse({ ...spans(label('a', { key: 'q', name: 'Animal' })), attributes: [attribute] })
    const draft = plainDraft({ questions: [question] })
    const reply = await ask(harness, manager, 'projects.edit', {
      params: { project: project.id },
      body: { version: 1, draft },
    })
    expect(codeOf(reply)).toBe('request.invalid')
    expect(reply.json()).toMatchObject({ issues: [{ message: '"Blurred" and "Animal" have the same key, Q.' }] })
  })
})
