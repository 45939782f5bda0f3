// Relations through the server: what may be asked, what may be submitted, what people say together, a class taken out.
import { allTemplates } from '@etabli/modalities'
import { type Answers, type Question, Question as QuestionSchema } from '@etabli/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/dialect.ts'
import { eachDialect } from '../src/db/testing/each-dialect.ts'
import { insertTasks } from '../src/flow/tasks/index.ts'
import { type Runner, startRunner } from '../src/jobs/runner.ts'
import type { Problem } from '../src/problem.ts'
import { answerTask, project as makeProject, person, type TestPerson } from './flow-people.ts'
import { type Harness, startHarness } from './harness.ts'

const text = 'Ada works for Acme in Lyon; she likes it.'
const questions: Question[] = (allTemplates.find(({ id }) => id === 'relations')?.questions('en') ?? []).map((one) =>
  QuestionSchema.parse(one),
)

/** A person's answers: four spans and a relation, with ids of their own. */
function answersOf(name: string, from = 'ada', to = 'acme'): Answers {
  const made = { source: 'person', confidence: null }
  const spans = [
    ['ada', 0, 3, 'person'],
    ['acme', 14, 18, 'organisation'],
    ['lyon', 22, 26, 'place'],
    ['she', 28, 31, 'person'],
  ] as const
  return [
    ...spans.map(([id, start, end, label]) => ({
      ...made,
      id: `${name}-${id}`,
      question: 'mentions',
      kind: 'span',
      label,
      value: { start, end },
    })),
    {
      ...made,
      id: `${name}-r`,
      question: 'relations',
      kind: 'relation',
      label: 'works-for',
      value: { from: `${name}-${from}`, to: `${name}-${to}` },
    },
    {
      ...made,
      id: `${name}-s`,
      question: 'same',
      kind: 'relation',
      label: 'same',
      value: { from: `${name}-she`, to: `${name}-ada` },
    },
  ] as unknown as Answers
}

eachDialect((dialect) => {
  let database: Database
  let harness: Harness
  let runner: Runner
  let project: string
  let task: string
  let [manager, ann, bob]: TestPerson[] = []

  beforeEach(async () => {
    database = await dialect.open()
    harness = await startHarness({ database })
    const { deps } = harness
    project = await makeProject(deps, { questions, overlap: 2 })
    manager = await person(deps, 'Mo', 'manager', project)
    ann = await person(deps, 'Ann', 'annotator', project)
    bob = await person(deps, 'Bob', 'annotator', project)
    task = deps.ids.next()
    const tasks = [{ id: task as never, name: 'a', media: { type: 'text' as const, text }, fields: {}, prefill: [] }]
    await deps.transact((tx) => insertTasks(tx, { id: project as never, overlap: 2 }, tasks))
    runner = startRunner(deps)
  })
  afterEach(async () => {
    await runner.stop()
    await harness.close()
    await database.close()
  })

  async function submit(who: TestPerson | undefined, answers: Answers) {
    const { deps } = harness
    harness.clock.advance(1_000)
    await answerTask(deps, { project, task, who: who!, answers })
  }
  const detail = async () => (await harness.app.inject({ url: `/api/tasks/${task}`, headers: manager!.headers })).json()
  const save = async (changed: readonly unknown[]) => {
    const url = `/api/projects/${project}`
    const card = (await harness.app.inject({ url, headers: manager!.headers })).json()
    const { name, media, brief, guidelines, overlap, blind, version } = card.project
    const payload = { draft: { name, media, brief, guidelines, overlap, blind, questions: changed }, version }
    return (await harness.app.inject({ method: 'PUT', url, headers: manager!.headers, payload })).json()
  }

  describe('relations', () => {
    it('are refused by words where an end is not there, is of the wrong class, or the relation is there twice', async () => {
      const messages = (answers: Answers) =>
        submit(ann, answers).then(
          () => '',
          (problem: Problem) => JSON.stringify(problem.detail),
        )
      expect(await messages(answersOf('a', 'ada', 'gone'))).toContain(
        'an end of this relation is not among the answers',
      )
      expect(await messages(answersOf('a', 'ada', 'lyon'))).toContain('goes from Person to Organisation')
      const [first] = answersOf('a').slice(-2)
      expect(await messages([...answersOf('a'), { ...first!, id: 'again' as never }])).toContain('there twice')
    })

    it('of two people become one on the spans of the consensus', async () => {
      await submit(ann, answersOf('a'))
      await submit(bob, answersOf('b'))
      await runner.idle()
      const { consensus } = await detail()
      expect(consensus).toMatchObject({ similarity: 1, unanimous: true })
      const [mentions, relations, same] = consensus.questions
      const ids = mentions.marks.map(({ id }: { id: string }) => id)
      expect(ids).toHaveLength(4)
      for (const question of [relations, same]) {
        expect(question.marks).toHaveLength(1)
        expect(ids).toContain(question.marks[0].value.from)
        expect(ids).toContain(question.marks[0].value.to)
      }
    })

    it('go with the class of a span that is taken out, and stay with one that is merged', async () => {
      await submit(ann, answersOf('a'))
      const [mentions, ...others] = questions as [Question, ...Question[]]
      const [human, organisation, place] = mentions.labels
      const merged = { ...mentions, labels: [organisation, place], removed: [{ label: human, into: place!.id }] }
      expect(await save([merged, ...others])).toMatchObject({ version: 2 })
      const kinds = async () => {
        const { annotations } = await detail()
        return annotations[0].annotation.answers.map(({ id }: { id: string }) => id.replace('a-', ''))
      }
      expect(await kinds()).toEqual(['ada', 'acme', 'lyon', 'she', 'r', 's'])
      const without = { ...mentions, labels: [human, place], removed: [{ label: organisation }] }
      expect(await save([without, ...others])).toMatchObject({ version: 3 })
      expect(await kinds()).toEqual(['ada', 'lyon', 'she', 's'])
    })

    it('are not asked without the spans they join', async () => {
      const answer = await save(questions.slice(1))
      expect(answer.code).toBe('request.invalid')
      expect(JSON.stringify(answer)).toContain('joins spans of \\"mentions\\"')
    })
  })
})
