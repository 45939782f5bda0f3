// People, projects and tasks of a test, made below the surface; and a caller that speaks the HTTP contract by name.
import { type HttpInput, type HttpName, type HttpReply, http } from '@etabli/protocol'
import {
  type Answers,
  type LabelId,
  type Mark,
  type MarkId,
  type PersonId,
  type Project,
  ProjectDraft,
  type ProjectId,
  type QuestionId,
  type Role,
  type TaskId,
} from '@etabli/schema'
import type { LightMyRequestResponse } from 'fastify'
import { createPerson, makeToken, setRole } from '../src/flow/people/index.ts'
import { createProject, setState } from '../src/flow/projects/index.ts'
import { insertTasks } from '../src/flow/tasks/index.ts'
import type { Harness } from './harness.ts'

export interface TestPerson {
  readonly id: PersonId
  readonly name: string
  readonly token: string
}

let made = 0

/** A person with a token. */
export async function addPerson(
  harness: Harness,
  options: { readonly name?: string; readonly admin?: boolean; readonly password?: string | null } = {},
): Promise<TestPerson> {
  const { deps } = harness
  const name = options.name ?? `Person ${made++}`
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${made++}@example.org`
  const id = await deps.transact((tx) =>
    createPerson(tx, deps, { name, email, password: options.password ?? null, admin: options.admin ?? false }),
  )
  const { token } = await makeToken(deps, id, 'test')
  return { id, name, token }
}

/** Gives the person a role in the project. */
export async function join(harness: Harness, person: TestPerson, project: ProjectId, role: Role): Promise<void> {
  await harness.deps.transact((tx) => setRole(tx, project, person.id, role))
}

/** A new person with that role. */
export async function addMember(harness: Harness, project: ProjectId, role: Role): Promise<TestPerson> {
  const person = await addPerson(harness)
  await join(harness, person, project, role)
  return person
}

/** The plainest project: a text, one required choice of two labels. */
export function plainDraft(changes: Partial<ProjectDraft> = {}): ProjectDraft {
  return ProjectDraft.parse({
    name: 'Weather or not',
    media: 'text',
    questions: [
      {
        id: 'topic',
        kind: 'single',
        title: 'Topic',
        required: true,
        labels: [
          { id: 'rain', name: 'Rain', colour: 0, key: '1' },
          { id: 'sun', name: 'Sun', colour: 1, key: '2' },
        ],
      },
    ],
    brief: { who: 'us', why: 'a test', use: 'none', sensitive: null, pay: null },
    guidelines: '',
    ...changes,
  })
}

export interface TestProject {
  readonly project: Project
  readonly manager: TestPerson
  readonly tasks: readonly TaskId[]
}

/** An open project with its manager and so many text tasks. */
export async function addProject(
  harness: Harness,
  options: { readonly tasks?: number; readonly draft?: Partial<ProjectDraft>; readonly state?: Project['state'] } = {},
): Promise<TestProject> {
  const { deps } = harness
  const manager = await addPerson(harness)
  const created = await deps.transact((tx) => createProject(tx, deps, plainDraft(options.draft), manager.id))
  const project = await setState(deps, created.id, options.state ?? 'open')
  return { project, manager, tasks: await addTasks(harness, project, options.tasks ?? 0) }
}

/** Adds text tasks. */
export async function addTasks(
  harness: Harness,
  project: Project,
  count: number,
  prefix = 'task',
): Promise<readonly TaskId[]> {
  const tasks = Array.from({ length: count }, (_, n) => ({
    id: harness.deps.ids.next() as TaskId,
    name: `${prefix}-${n}`,
    media: { type: 'text' as const, text: `The ${n}th report speaks of the weather.` },
    fields: {},
    prefill: [],
  }))
  await harness.deps.transact((tx) => insertTasks(tx, project, tasks))
  return tasks.map((task) => task.id)
}

/** Answers of the plain project. */
export function answer(label: 'rain' | 'sun' | 'hail' = 'rain'): Answers {
  const mark: Mark = {
    id: `m-${label}` as MarkId,
    question: 'topic' as QuestionId,
    kind: 'single',
    label: label as LabelId,
    value: null,
    source: 'person',
    confidence: null,
  }
  return [mark]
}

type Values = Record<string, unknown>
interface Request<N extends HttpName> {
  readonly params?: HttpInput<N, 'params'>
  readonly query?: HttpInput<N, 'query'>
  readonly body?: HttpInput<N, 'body'>
  readonly headers?: Record<string, string>
}

/** Calls an endpoint and gives whatever comes back. */
export function ask<N extends HttpName>(
  harness: Harness,
  who: TestPerson | null,
  name: N,
  request: Request<N> = {},
): Promise<LightMyRequestResponse> {
  const params = (request.params ?? {}) as Values
  const url = http[name].path.replace(/:([a-z]+)/g, (_, key: string) => encodeURIComponent(String(params[key])))
  return harness.app.inject({
    method: http[name].method,
    url,
    query: (request.query ?? {}) as Record<string, string>,
    headers: { ...(who ? { authorization: `Bearer ${who.token}` } : {}), ...request.headers },
    ...(request.body === undefined ? {} : { payload: request.body as object }),
  })
}

/** Calls an endpoint that must succeed, and gives its reply. */
export async function get<N extends HttpName>(
  harness: Harness,
  who: TestPerson | null,
  name: N,
  request: Request<N> = {},
): Promise<HttpReply<N>> {
  const reply = await ask(harness, who, name, request)
  if (reply.statusCode !== 200) throw new Error(`${name} answered ${reply.statusCode}: ${reply.body}`)
  return reply.json() as HttpReply<N>
}

/** The code of a refusal. */
export function codeOf(reply: LightMyRequestResponse): string {
  return (reply.json() as { code: string }).code
}
