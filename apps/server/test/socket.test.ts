// The socket over a real `ws`: greeting, close codes, heartbeat, backpressure, resume, and what is pushed.
import { PROTOCOL } from '@etabli/protocol'
import { type AnnotationId, type LeaseId, limits } from '@etabli/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { giveBack } from '../src/flow/annotations/index.ts'
import { sweep } from '../src/flow/queue/index.ts'
import { type Harness, startHarness } from './harness.ts'
import { bareLine, connect, type Line } from './line.ts'
import { addMember, addPerson, addProject, answer, get, type TestPerson } from './people.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness({ config: { heartbeatMillis: 300, helloMillis: 1_500 } })
})
afterEach(() => harness.close())

const hello = (who: TestPerson, more: object = {}) =>
  ({ type: 'session.hello', id: 'h', protocol: PROTOCOL, token: who.token, ...more }) as const
const ulid = () => harness.deps.ids.next() as AnnotationId
const draft = (id = ulid()) => ({ id, answers: answer(), activeMs: 1, version: 1 })

async function claimOne(line: Line, project: Awaited<ReturnType<typeof addProject>>['project']) {
  const reply = await line.ask<'lease.claim'>({ type: 'lease.claim', project: project.id, count: 1 })
  if (reply.type === 'lease.none') throw new Error(reply.reason.why)
  return reply.leases[0]!
}

it('H1: a greeting that does not come in time closes with 4408', async () => {
  const line = await bareLine(harness)
  expect((await line.next('problem')).problem.code).toBe('hello.late')
  expect(await line.closed).toBe(4408)
})

it('H2: a protocol we do not speak closes with 4426', async () => {
  const line = await bareLine(harness)
  line.send({ ...hello(await addPerson(harness)), protocol: PROTOCOL + 1 })
  expect((await line.next('problem')).problem.code).toBe('hello.protocol')
  expect(await line.closed).toBe(4426)
})

it('SEC3: nobody without a session or a living token gets in', async () => {
  const person = await addPerson(harness)
  for (const [token, code] of [
    [undefined, 'session.missing'],
    ['etabli_made-up', 'session.expired'],
  ] as const) {
    const line = await bareLine(harness)
    line.send({ type: 'session.hello', id: 'h', protocol: PROTOCOL, ...(token ? { token } : {}) })
    expect((await line.next('problem')).problem.code).toBe(code)
    expect(await line.closed).toBe(4401)
  }
  const line = await bareLine(harness)
  line.send({ type: 'lease.renew', id: 'r', leases: [ulid() as string as LeaseId] })
  expect((await line.next('problem')).problem.code).toBe('session.missing')
  line.send(hello(person))
  expect((await line.next('session.welcome')).person).toBe(person.id)
})

it('OPS2: a page from elsewhere is told which setting is wrong, and closed with 4403', async () => {
  const line = await bareLine(harness, { origin: 'https://evil.example' })
  const { problem } = await line.next('problem')
  expect(problem).toMatchObject({ code: 'request.origin', details: { setting: 'ETABLI_URL' } })
  expect(await line.closed).toBe(4403)
})

it('E1: three invalid messages in a row close with 4400; a good one between forgives', async () => {
  const person = await addPerson(harness)
  const line = await bareLine(harness)
  line.send(hello(person))
  await line.next('session.welcome')
  for (const text of ['not json', '{"type":"lease.steal","id":"x"}']) {
    line.send(text)
    expect((await line.next('problem')).problem.code).toBe('request.invalid')
  }
  line.send({ type: 'lease.renew', id: 'ok', leases: [ulid() as string as LeaseId] })
  expect((await line.next('lease.renewed')).lost).toHaveLength(1)
  for (let n = 0; n < 3; n++) line.send('[]')
  expect(await line.closed).toBe(4400)
})

it('an invalid message names its request and its fields', async () => {
  const line = await bareLine(harness)
  line.send(hello(await addPerson(harness)))
  await line.next('session.welcome')
  line.send('{"type":"lease.claim","id":"c7","project":"nope","count":99}')
  const { re, problem } = await line.next('problem')
  expect(re).toBe('c7')
  expect(problem.issues?.map((issue) => issue.path)).toEqual(['project', 'count'])
})

it('a message over 4 MiB ends the connection', async () => {
  const line = await bareLine(harness)
  line.send(' '.repeat(limits.messageBytes + 1))
  expect(await line.closed).toBe(1009)
})

it('a line that answers no ping is ended with 4410, one that does lives', async () => {
  const person = await addPerson(harness)
  const alive = await connect(harness, person)
  const line = await bareLine(harness)
  line.send(hello(person))
  await line.next('session.welcome')
  // A client that is dead: its socket is open and says nothing.
  line.socket.pong = () => undefined
  Object.assign(line.socket, { _autoPong: false })
  const silent = line.next('problem')
  expect((await silent).problem.code).toBe('socket.silent')
  expect(await line.closed).toBe(4410)
  expect(alive.state().name).toBe('ready')
  alive.close()
})

it('a line that takes nothing is ended with 4413', async () => {
  const ended: unknown[] = []
  const quiet = await startHarness({ onLog: (line) => line['event'] === 'socket.ended' && ended.push(line['code']) })
  const { project } = await addProject(quiet, { tasks: 1, draft: { overlap: 1 } })
  const person = await addMember(quiet, project.id, 'annotator')
  const line = await bareLine(quiet)
  line.send(hello(person))
  await line.next('session.welcome')
  line.send({ type: 'lease.claim', id: 'c', project: project.id, count: 1 })
  const { lease, task } = (await line.next('lease.granted')).leases[0]!
  line.send({
    type: 'annotation.submit',
    id: 's',
    lease: lease.id,
    annotation: { ...draft(), id: quiet.deps.ids.next() as AnnotationId },
  })
  await line.next('annotation.accepted')
  // From here on each answer carries a text of 2 MB, and nobody reads: the kernel takes some, then it piles up here.
  const media = JSON.stringify({ type: 'text', text: 'long '.repeat(400_000) })
  await quiet.deps.db.updateTable('task').set({ media }).execute()
  line.socket.pause()
  for (let n = 0; n < 20; n++) line.send({ type: 'lease.reopen', id: `o${n}`, task: task.id })
  await expect.poll(() => ended, { timeout: 10_000 }).toEqual(['socket.slow'])
  line.socket.resume()
  await line.closed
  await quiet.close()
})

it('QUE8: after a break the leases still held are told again, with what was lost', async () => {
  const { project } = await addProject(harness, { tasks: 3 })
  const person = await addMember(harness, project.id, 'annotator')
  const line = await connect(harness, person)
  const [first, second] = [await claimOne(line, project), await claimOne(line, project)]
  await line.ask<'annotation.submit'>({ type: 'annotation.submit', lease: first.lease.id, annotation: draft() })
  line.close()
  harness.clock.advance(60_000)
  const back = await bareLine(harness)
  back.send(hello(person, { resume: [first.lease.id, second.lease.id] }))
  const welcome = await back.next('session.welcome')
  expect(welcome.held.map(({ lease }) => lease.id)).toEqual([second.lease.id])
  expect(welcome.held[0]?.lease.expiresAt).toBe(harness.clock.now() + limits.leaseMillis)
  expect(welcome.serverTime).toBe(harness.clock.now())
  expect((await back.next('lease.lost')).lease).toBe(first.lease.id)
})

it('QUE8: ten replays of a submission over new lines make one annotation', async () => {
  const { project } = await addProject(harness, { tasks: 1 })
  const person = await addMember(harness, project.id, 'annotator')
  const line = await connect(harness, person)
  const { lease } = await claimOne(line, project)
  const annotation = draft()
  const send = async (on: Line) =>
    on.ask<'annotation.submit'>({ type: 'annotation.submit', lease: lease.id, annotation })
  const first = await send(line)
  line.close()
  for (let n = 0; n < 10; n++) {
    const again = await connect(harness, person)
    expect(await send(again)).toMatchObject({ annotation: first.annotation, submittedAt: first.submittedAt })
    again.close()
  }
  expect(await harness.deps.db.selectFrom('annotation').select('id').execute()).toHaveLength(1)
})

it('W1: progress comes at most once a second, and ends when it is no longer watched', async () => {
  const { project, manager } = await addProject(harness, { tasks: 30 })
  const person = await addMember(harness, project.id, 'annotator')
  const [watcher, line] = [await connect(harness, manager), await connect(harness, person)]
  const watched = await watcher.ask<'project.watch'>({ type: 'project.watch', project: project.id })
  expect(watched.progress).toMatchObject({ tasks: 30, annotations: 0 })
  const start = Date.now()
  while (Date.now() - start < 1_200) {
    const { lease } = await claimOne(line, project)
    await line.ask<'annotation.submit'>({ type: 'annotation.submit', lease: lease.id, annotation: draft() })
    await new Promise((resolve) => setTimeout(resolve, 60))
    if (watcher.heard.length > 3) break
  }
  const told = watcher.heard.filter((message) => message.type === 'project.progress')
  expect(told.length).toBeGreaterThanOrEqual(1)
  expect(told.length).toBeLessThanOrEqual(Math.ceil((Date.now() - start) / 1_000) + 1)
  await watcher.ask<'project.unwatch'>({ type: 'project.unwatch', project: project.id })
  watcher.close()
  line.close()
})

it('work that appears is told: an import, a lease that ended, a task sent back', async () => {
  const { project } = await addProject(harness, { tasks: 1, draft: { overlap: 1 } })
  const [one, two] = [
    await addMember(harness, project.id, 'annotator'),
    await addMember(harness, project.id, 'annotator'),
  ]
  const [first, second] = [await connect(harness, one), await connect(harness, two)]
  const { lease } = await claimOne(first, project)
  const empty = await second.ask<'lease.claim'>({ type: 'lease.claim', project: project.id, count: 1 })
  expect(empty).toMatchObject({ type: 'lease.none', reason: { why: 'all-leased', leased: 1 } })
  const heard = (line: Line, type: string) => () => line.heard.filter((message) => message.type === type).length
  harness.clock.advance(16 * 60_000)
  await sweep(harness.deps)
  await expect.poll(heard(first, 'lease.lost')).toBe(1)
  await expect.poll(heard(second, 'work.available')).toBe(1)
  const late = await first.ask<'annotation.submit'>({ type: 'annotation.submit', lease: lease.id, annotation: draft() })
  expect(late.surplus).toBe(false)
  const before = heard(first, 'work.available')()
  await harness.deps.transact((tx) => giveBack(tx, harness.deps, late.annotation))
  await expect.poll(heard(first, 'work.available')).toBe(before + 1)
  const back = await claimOne(first, project)
  expect(back).toMatchObject({ lease: { purpose: 'rework' }, previous: { annotation: late.annotation } })
  first.close()
  second.close()
})

it('SEC5: a session that is revoked closes its sockets with 4401', async () => {
  const person = await addPerson(harness)
  const line = await bareLine(harness)
  line.send(hello(person))
  await line.next('session.welcome')
  const { rows } = await get(harness, person, 'sessions.list')
  await get(harness, person, 'sessions.revoke', { params: { session: rows[0]!.id } })
  expect(await line.closed).toBe(4401)
})

it('SEC3: a stranger’s messages about a project answer as if it did not exist', async () => {
  const { project, tasks } = await addProject(harness, { tasks: 1 })
  const stranger = await connect(harness, await addPerson(harness))
  const refused = (error: { code: string }) => error.code
  for (const ask of [
    () => stranger.ask<'lease.claim'>({ type: 'lease.claim', project: project.id, count: 1 }),
    () => stranger.ask<'project.watch'>({ type: 'project.watch', project: project.id }),
    () => stranger.ask<'lease.reopen'>({ type: 'lease.reopen', task: tasks[0]! }),
  ]) {
    expect(await (ask() as Promise<unknown>).catch(refused)).toBe('not-found')
  }
  stranger.close()
})

it('a closing server finishes what it works on and says that it restarts', async () => {
  const { project } = await addProject(harness, { tasks: 1 })
  const person = await addMember(harness, project.id, 'annotator')
  const line = await bareLine(harness)
  line.send(hello(person))
  await line.next('session.welcome')
  line.send({ type: 'lease.claim', id: 'c', project: project.id, count: 1 })
  await expect.poll(() => line.messages.length + 1).toBeGreaterThan(1)
  const closing = harness.app.close()
  expect(await line.closed).toBe(1012)
  await closing
})
