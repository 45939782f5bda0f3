// What the schemas accept and refuse, and the small machines beside them.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { Annotation, AnnotationDraft } from './annotation.ts'
import { Answers } from './answers.ts'
import { assert, unreachable } from './assert.ts'
import { Consensus } from './consensus.ts'
import { LabelId, MarkId, TaskId, ulidSource } from './ids.ts'
import { LABEL_KEYS } from './labels.ts'
import { Lease, leaseExpiry } from './lease.ts'
import { limits } from './limits.ts'
import { actions, Email, may, Password, Person, permissions, type Role } from './person.ts'
import { Project, ProjectDraft, questionOf } from './project.ts'
import { Question } from './question.ts'
import { Review, ReviewDraft } from './review.ts'
import { Task, TaskState, taskTransitions } from './task.ts'
import * as any from './testing/arbitraries.ts'
import type { Millis } from './time.ts'
import { upgrade } from './upgrade.ts'

describe('every entity', () => {
  const entities: readonly (readonly [string, z.ZodMiniType, fc.Arbitrary<unknown>])[] = [
    ['Question', Question, any.anyQuestion],
    ['Answers', Answers, any.anyAnswers],
    ['Task', Task, any.anyTask],
    ['Lease', Lease, any.anyLease],
    ['AnnotationDraft', AnnotationDraft, any.anyAnnotationDraft],
    ['Annotation', Annotation, any.anyAnnotation],
    ['Consensus', Consensus, any.anyConsensus],
    ['ReviewDraft', ReviewDraft, any.anyReviewDraft],
    ['Review', Review, any.anyReview],
    ['Person', Person, any.anyPerson],
    ['ProjectDraft', ProjectDraft, any.anyProjectDraft],
    ['Project', Project, any.anyProject],
  ]
  it.each(entities)('%s survives JSON unchanged', (_name, schema, arbitrary) =>
    fc.assert(
      fc.property(arbitrary, (value) => {
        const parsed = schema.safeParse(JSON.parse(JSON.stringify(value)))
        expect(parsed.error?.issues).toBeUndefined()
        expect(parsed.data).toEqual(value)
      }),
    ),
  )
  it.each(entities)('%s refuses anything else without a throw', (_name, schema) =>
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(() => schema.safeParse(value)).not.toThrow()
      }),
    ),
  )
})

describe('ids', () => {
  it('ulidSource strictly increases, in one millisecond and when the clock steps back', () => {
    const times = [1_000, 1_000, 1_000, 999, 1_001, 1_001]
    let at = 0
    const source = ulidSource(
      () => times[at++] ?? 2_000,
      (bytes) => bytes.fill(31),
    )
    const ids = Array.from({ length: 20 }, () => source.next())
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(TaskId.safeParse(id).success).toBe(true)
  })
  it('writes the time of the ULID specification: 1469918176385 is 01ARYZ6S41', () => {
    expect(
      ulidSource(
        () => 1469918176385,
        (bytes) => bytes,
      )
        .next()
        .slice(0, 10),
    ).toBe('01ARYZ6S41')
  })
  it('SEC2: ids hold nothing that a page or a path could take for its own', () => {
    for (const hostile of ['<b>', '../x', 'a b', '', 'é', 'a/b', "a'b"]) {
      expect(LabelId.safeParse(hostile).success).toBe(false)
      expect(MarkId.safeParse(hostile).success).toBe(false)
    }
  })
})

describe('questions and answers', () => {
  const question = fc.sample(any.anyQuestion, { numRuns: 1, seed: 1 })[0]!
  const label = (id: string, key: string | null) => ({ id, name: 'x', colour: 0, key })
  it('refuses two labels with one id or one key', () => {
    expect(Question.safeParse({ ...question, labels: [label('a', null), label('a', null)] }).success).toBe(false)
    expect(Question.safeParse({ ...question, labels: [label('a', '1'), label('b', '1')] }).success).toBe(false)
    expect(Question.safeParse({ ...question, labels: [label('a', '1'), label('b', null)] }).success).toBe(true)
  })
  it('refuses two marks with one id', () => {
    const mark = fc.sample(any.anyMark, { numRuns: 1, seed: 1 })[0]!
    expect(Answers.safeParse([mark, mark]).success).toBe(false)
  })
  it('gives label keys once each, none of them twice', () => {
    expect(new Set(LABEL_KEYS).size).toBe(LABEL_KEYS.length)
  })
  it('finds a question by id', () => {
    expect(questionOf({ questions: [question] }, question.id)).toBe(question)
  })
})

describe('people', () => {
  it('SEC3: roles grow: whatever an annotator may, a reviewer may, and whatever a reviewer may, a manager may', () => {
    for (const action of permissions.annotator) expect(permissions.reviewer).toContain(action)
    for (const action of permissions.reviewer) expect(permissions.manager).toContain(action)
  })
  it('SEC3: without a role nothing is allowed, and an instance admin may everything', () => {
    for (const action of actions) {
      expect(may({ role: null, admin: false }, action)).toBe(false)
      expect(may({ role: null, admin: true }, action)).toBe(true)
    }
    const table = (role: Role) => actions.filter((action) => may({ role, admin: false }, action))
    expect(table('annotator')).toEqual(['see', 'label'])
    expect(table('reviewer')).toEqual(['see', 'label', 'read-others', 'review'])
    expect(table('manager')).toEqual([...actions])
  })
  it('folds e-mail addresses and bounds passwords', () => {
    expect(Email.parse(' Dana@Example.ORG ')).toBe('dana@example.org')
    expect(Email.safeParse('dana').success).toBe(false)
    expect(Password.safeParse('x'.repeat(limits.passwordMin - 1)).success).toBe(false)
    expect(Password.safeParse('x'.repeat(limits.passwordMax + 1)).success).toBe(false)
  })
})

describe('the life of a task and a lease', () => {
  it('leads nowhere but to known states, and back to open from each', () => {
    for (const state of TaskState.options) {
      for (const next of taskTransitions[state]) expect(TaskState.options).toContain(next)
      if (state !== 'open') expect(taskTransitions[state]).toContain('open')
    }
  })
  it('a lease lasts 15 minutes, or a day where the client says that it goes offline', () => {
    expect(leaseExpiry(0 as Millis)).toBe(900_000)
    expect(leaseExpiry(0 as Millis, true)).toBe(86_400_000)
  })
})

describe('upgrade', () => {
  const steps = [
    { from: 0, why: 'a', run: (value: unknown) => [value, 1] },
    { from: 1, why: 'b', run: (value: unknown) => [value, 2] },
  ]
  it('runs the steps in order', () => {
    expect(upgrade(steps, 'x', 0, 2)).toEqual([['x', 1], 2])
    expect(upgrade(steps, 'x', 2, 2)).toBe('x')
  })
  it('refuses a gap and a newer version', () => {
    expect(() => upgrade(steps, 'x', 0, 3)).toThrow('from version 2 to 3')
    expect(() => upgrade(steps, 'x', 4, 3)).toThrow('newer')
  })
})

describe('assertions', () => {
  it('throw in words', () => {
    expect(() => assert(false, 'one is two')).toThrow('one is two')
    expect(() => unreachable('x' as never)).toThrow('unreachable')
  })
})
