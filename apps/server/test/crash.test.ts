// Invariant 1: a server killed with SIGKILL under load has everything it acknowledged when it is started again.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { AnnotationId, LeaseId, ProjectId } from '@etabli/schema'
import { ulidSource } from '@etabli/schema'
import { createHttp, keepCookies, openStream, type SocketLike, type Stream } from '@etabli/sdk'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openSqlite } from '../src/db/dialects/sqlite.ts'
import { sqlitePath } from '../src/db/open.ts'
import { answer, plainDraft } from './people.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const PASSWORD = 'correct horse battery'
const STREAMS = 10
const folders: string[] = []
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

interface Child {
  readonly url: string
  readonly output: string
  kill(): Promise<void>
}

async function start(data: string): Promise<Child> {
  const child = spawn(
    process.execPath,
    ['--conditions=@etabli/source', '--disable-warning=ExperimentalWarning', MAIN],
    {
      env: { ...process.env, ETABLI_DATA: data, ETABLI_PORT: '0', ETABLI_DEMO: '0', ETABLI_LOG: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  children.push(child)
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /Etabli is at (\S+)/.exec(output)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)))
  })
  return {
    url,
    output,
    kill: () =>
      new Promise((resolve) => {
        child.on('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

const timers = {
  after(ms: number, run: () => void) {
    const timer = globalThis.setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  random: () => 0.5,
}
const ids = ulidSource(Date.now, (bytes) => crypto.getRandomValues(bytes))

type State = Parameters<Parameters<typeof openStream>[0]['onState']>[0]
type Held = Extract<State, { name: 'ready' }>['welcome']['held']

/** A stream that is ready, with the leases that the server says are held. */
function stream(url: string, token: string): Promise<{ line: Stream; held: Held }> {
  return new Promise((resolve) => {
    const line: Stream = openStream({
      open: () => new WebSocket(`${url.replace('http', 'ws')}/api/stream`) as unknown as SocketLike,
      timers,
      token,
      onMessage: () => undefined,
      onState: (state) => state.name === 'ready' && queueMicrotask(() => resolve({ line, held: state.welcome.held })),
    })
  })
}

it('QUE8, invariant 1: nothing acknowledged is missing after kill -9 under load', { timeout: 240_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'etabli-crash-'))
  folders.push(data)
  let server = await start(data)
  const { token, project } = await prepare(server)
  const acknowledged = new Set<string>()
  /** What was sent and not yet answered, by lease. */
  const unanswered = new Map<string, AnnotationId>()

  for (let round = 0; round < 3; round++) {
    const lines = await Promise.all(Array.from({ length: STREAMS }, async () => (await stream(server.url, token)).line))
    const enough = acknowledged.size + 60
    const working = Promise.all(lines.map((line) => label(line, enough).catch(unlessCut(line))))
    while (acknowledged.size < enough - 20) await Promise.race([working, setTimeout(5)])
    await server.kill()
    await working
    for (const line of lines) line.close()
    expect(await stored(data)).toEqual(expect.arrayContaining([...acknowledged]))
    server = await start(data)
    await comeBack()
  }
  await server.kill()
  expect((await stored(data)).sort()).toEqual([...acknowledged].sort())

  async function label(line: Stream, enough: number): Promise<void> {
    while (acknowledged.size < enough) {
      const reply = await line.ask<'lease.claim'>({ type: 'lease.claim', project, count: 1 })
      if (reply.type === 'lease.none') throw new Error(`no task is left: ${reply.reason}`)
      for (const { lease } of reply.leases) await submit(line, lease.id)
    }
  }

  /** Sends an annotation under the id that the lease has had since the first time. */
  async function submit(line: Stream, lease: LeaseId): Promise<void> {
    const id = unanswered.get(lease) ?? (ids.next() as AnnotationId)
    unanswered.set(lease, id)
    const annotation = { id, answers: answer(), activeMs: 1, version: 1 }
    const accepted = await line.ask<'annotation.submit'>({ type: 'annotation.submit', lease, annotation })
    acknowledged.add(accepted.annotation)
    unanswered.delete(lease)
  }

  /**
   * What a page does after a crash: what was sent and never answered is sent again and becomes one annotation, or is one
   * already; a lease whose grant was never heard of is held still, and is worked.
   */
  async function comeBack(): Promise<void> {
    const { line, held } = await stream(server.url, token)
    const leases = new Set([...unanswered.keys(), ...held.map(({ lease }) => lease.id)])
    for (const lease of leases) await submit(line, lease as LeaseId)
    line.close()
  }
})

/** Lets an error pass only when the line was cut: everything else is the test's to hear of. */
function unlessCut(line: Stream): (error: unknown) => void {
  return (error) => {
    if (line.state().name === 'ready') throw error
  }
}

/** The first admin with a token, and an open project with tasks, made over HTTP and in the file. */
async function prepare(server: Child): Promise<{ token: string; project: ProjectId }> {
  const kept = keepCookies(server.url, (url, init) => fetch(url, init as RequestInit))
  const api = createHttp({ base: server.url, fetch: kept.fetch })
  const secret = /\/setup\/([\w-]+)/.exec(server.output)?.[1] ?? ''
  await api.call('setup.finish', { body: { secret, name: 'A', email: 'a@example.org', password: PASSWORD } })
  const project = await api.call('projects.create', { body: plainDraft({ overlap: 1 }) })
  await api.call('projects.state', { params: { project: project.id }, body: { state: 'open' } })
  const { token } = await api.call('tokens.create', { body: { name: 'crash' } })
  await addTasks(server, project.id)
  return { token, project: project.id }
}

/** Imports are another test's: the tasks are written beside the running server, which sees them at the next claim. */
async function addTasks(server: Child, project: ProjectId): Promise<void> {
  const data = folders.at(-1) ?? ''
  expect(server.url).not.toBe('')
  const database = openSqlite(sqlitePath(data))
  const rows = Array.from({ length: 400 }, (_, position) => ({
    id: ids.next(),
    project,
    position,
    priority: 0,
    name: `t${position}`,
    search: '',
    media: '{"type":"text","text":"rain"}',
    fields: '{}',
    prefill: '[]',
    prefilled: 0,
    overlap: 1,
    state: 'open',
    open_slots: 1,
    annotations: 0,
    leased: 0,
    returned: 0,
    unusable: 0,
    requeued_at: null,
    similarity: null,
    unanimous_at: null,
    import: null,
    created_at: 1,
  }))
  await database.db.insertInto('task').values(rows).execute()
  const counts = { project, tasks: 400, open: 400, wanted: 400, next_position: 400 }
  await database.db.insertInto('tally').values(counts).execute()
  await database.close()
}

async function stored(data: string): Promise<string[]> {
  const database = openSqlite(sqlitePath(data))
  const rows = await database.db.selectFrom('annotation').select('id').execute()
  await database.close()
  return rows.map((row) => row.id)
}
