// SEC3: every endpoint of the contract, asked by everyone who may not, answers as the table says; made from the table.
import { type Endpoint, errors, type HttpName, http } from '@etabli/protocol'
import { type Action, actions, type Millis, permissions, type Role } from '@etabli/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertLeases } from '../src/flow/queue/store.ts'
import { routesOf } from '../src/plugins/contracts.ts'
import { type Harness, startHarness } from './harness.ts'
import { addMember, addPerson, addProject, ask, codeOf, type TestPerson, type TestProject } from './people.ts'

const ABSENT = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

let harness: Harness
let ours: TestProject
let people: Record<string, TestPerson | null>
/** A place in a picture, not the name of anything. */
const TILE = { level: '0', column: '0', row: '0', tile: '0' }

let params: Record<string, string>

beforeAll(async () => {
  harness = await startHarness()
  ours = await addProject(harness, { tasks: 1 })
  const other = await addProject(harness, { tasks: 1 })
  people = {
    'signed out': null,
    stranger: await addPerson(harness),
    'manager of another project': other.manager,
    annotator: await addMember(harness, ours.project.id, 'annotator'),
    reviewer: await addMember(harness, ours.project.id, 'reviewer'),
  }
  const { db } = harness.deps
  const now = harness.clock.now()
  const place = { project: ours.project.id, person: ours.manager.id, created_at: now }
  const importId = harness.deps.ids.next()
  const exportId = harness.deps.ids.next()
  const json = { unknown_labels: '[]', sample: '[]', warnings: '[]', request: '{}' }
  await db
    .insertInto('import')
    .values({
      id: importId,
      ...place,
      state: 'ready',
      format: 'jsonl',
      read: 0,
      total: null,
      good: 0,
      known: 0,
      bad: 0,
      marks: 0,
      unknown_labels: json.unknown_labels,
      sample: json.sample,
      issue_count: 0,
      staged: null,
      landing: null,
      updated_at: now,
    })
    .execute()
  await db
    .insertInto('export')
    .values({
      id: exportId,
      ...place,
      request: json.request,
      state: 'waiting',
      written: 0,
      total: 0,
      bytes: null,
      sha256: null,
      tally: null,
      warnings: json.warnings,
      problem: null,
      file: null,
      finished_at: null,
    })
    .execute()
  const lease = harness.deps.ids.next()
  const held = { task: ours.tasks[0]!, person: people['annotator']!.id, purpose: 'label' as const }
  await harness.deps.transact((tx) =>
    insertLeases(tx, [{ id: lease, project: ours.project.id, ...held, expiresAt: (now + 60_000) as Millis }]),
  )
  params = {
    lease,
    project: ours.project.id,
    task: ours.tasks[0]!,
    import: importId,
    export: exportId,
    person: people['annotator']!.id,
    session: ABSENT,
    invitation: 'none',
    secret: 'nobody-has-this-secret',
    blob: '0'.repeat(64),
    flag: 'none',
    ...TILE,
  }
})
afterAll(() => harness.close())

const endpoints = Object.entries(http) as [HttpName, Endpoint][]
const inProject = endpoints.filter(([, endpoint]) => (actions as readonly string[]).includes(endpoint.access))

/** The refusal that the table asks for, or null where the person may. */
function refusal(endpoint: Endpoint, who: string): string | null {
  if (endpoint.access === 'anyone') return null
  if (who === 'signed out') return 'session.missing'
  if (endpoint.access === 'person') return null
  if (who === 'stranger' || who === 'manager of another project') return 'not-found'
  return permissions[who as Role].includes(endpoint.access as Action) ? null : 'not-allowed'
}

it('has a handler for every endpoint of the contract', () => {
  const missing = endpoints.map(([name]) => name).filter((name) => !routesOf(harness.app).has(name))
  expect(missing).toEqual([])
})

describe.each(['signed out', 'stranger', 'manager of another project', 'annotator', 'reviewer'])('SEC3: %s', (who) => {
  it.each(endpoints)('%s', async (name, endpoint) => {
    if (!routesOf(harness.app).has(name)) return
    const code = refusal(endpoint, who)
    if (code === null) return
    const reply = await ask(harness, people[who]!, name, { params } as never)
    expect([reply.statusCode, codeOf(reply)]).toEqual([errors[code as keyof typeof errors].status, code])
  })
})

describe('what does not exist and what is a stranger’s answer the same', () => {
  it.each(inProject)('%s', async (name) => {
    if (!routesOf(harness.app).has(name)) return
    const kept: Record<string, string | undefined> = { blob: params['blob'], ...TILE }
    const absent = Object.fromEntries(Object.keys(params).map((key) => [key, kept[key] ?? ABSENT]))
    const theirs = await ask(harness, people['stranger']!, name, { params } as never)
    const none = await ask(harness, people['stranger']!, name, { params: absent } as never)
    const body = (reply: typeof none) => ({ ...(reply.json() as object), request: null })
    expect([none.statusCode, body(none)]).toEqual([theirs.statusCode, body(theirs)])
  })
})

it('SEC3: sorts and filters take only listed words', async () => {
  const project = { project: ours.project.id }
  for (const query of [
    { order: 'password' },
    { state: 'open; drop table task' },
    { cursor: 'WyJhIl0' },
    { count: '0' },
  ]) {
    const reply = await ask(harness, ours.manager, 'tasks.list', { params: project, query: query as never })
    expect([reply.statusCode, codeOf(reply)]).toEqual([400, 'request.invalid'])
  }
})

it('a form that does not fit names its fields', async () => {
  const reply = await ask(harness, ours.manager, 'invitations.create', {
    params: { project: ours.project.id },
    body: { role: 'owner' } as never,
  })
  expect(reply.json()).toMatchObject({ code: 'request.invalid', issues: [{ path: 'role' }] })
})
