// Invariant 1: a server killed with SIGKILL under load has everything it acknowledged when it is started again.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnnotationId, ProjectId } from '@etabli/schema'
import { ulidSource } from '@etabli/schema'
import { createHttp, openStream, type SocketLike, type Stream } from '@etabli/sdk'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openSqlite } from '../src/db/dialects/sqlite.ts'
import { sqlitePath } from '../src/db/open.ts'
import { answer, plainDraft } from './people.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const PASSWORD = 'correct horse battery'
const PEOPLE = 10
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
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  random: () => 0.5,
}
const ids = ulidSource(Date.now, (bytes) => crypto.getRandomValues(bytes))

function stream(url: string, token: string): Promise<Stream> {
  return new Promise((resolve) => {
    const line: Stream = openStream({
      open: () => new WebSocket(`${url.replace('http', 'ws')}/api/stream`) as unknown as SocketLike,
      timers,
      token,
      onMessage: () => undefined,
      onState: (state) => state.name === 'ready' && queueMicrotask(() => resolve(line)),
    })
  })
}

it('QUE8, invariant 1: nothing acknowledged is missing after kill -9 under load', { timeout: 240_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'etabli-crash-'))
  folders.push(data)
  let server = await start(data)
  const { token, project } = await prepare(server)
  const acknowledged = new Set<string>()
  let unanswered: { lease: string; id: AnnotationId }[] = []

  for (let round = 0; round < 3; round++) {
    const lines = await Promise.all(Array.from({ length: PEOPLE }, () => stream(server.url, token)))
    const enough = acknowledged.size + 60
    const working = lines.map((line) => label(line, enough).catch(() => undefined))
    while (acknowledged.size < enough - 20) await new Promise((resolve) => setTimeout(resolve, 5))
    await server.kill()
    await Promise.all(working)
    for (const line of lines) line.close()
    expect(await stored(data)).toEqual(expect.arrayContaining([...acknowledged]))
    server = await start(data)
  }
  // What was sent and never answered is sent again with the same id: it becomes one annotation, or is one already.
  const line = await stream(server.url, token)
  for (const { lease, id } of unanswered) {
    const annotation = { id, answers: answer(), activeMs: 1, version: 1 }
    const reply = await line.ask<'annotation.submit'>({ type: 'annotation.submit', lease: lease as never, annotation })
    acknowledged.add(reply.annotation)
  }
  line.close()
  await server.kill()
  expect((await stored(data)).sort()).toEqual([...acknowledged].sort())

  async function label(line: Stream, enough: number): Promise<void> {
    while (acknowledged.size < enough) {
      const reply = await line.ask<'lease.claim'>({ type: 'lease.claim', project, count: 1 })
      if (reply.type === 'lease.none') return
      for (const { lease } of reply.leases) {
        const id = ids.next() as AnnotationId
        unanswered.push({ lease: lease.id, id })
        const annotation = { id, answers: answer(), activeMs: 1, version: 1 }
        const accepted = await line.ask<'annotation.submit'>({ type: 'annotation.submit', lease: lease.id, annotation })
        acknowledged.add(accepted.annotation)
        unanswered = unanswered.filter((sent) => sent.id !== id)
      }
    }
  }
})

/** The first admin with a token, and an open project with tasks, made over HTTP and in the file. */
async function prepare(server: Child): Promise<{ token: string; project: ProjectId }> {
  let cookie = ''
  const api = createHttp({
    base: server.url,
    fetch: async (url, init) => {
      const reply = await fetch(url, {
        method: init.method,
        headers: { ...init.headers, cookie },
        ...(init.body === undefined ? {} : { body: init.body as string }),
      })
      cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
      return reply
    },
  })
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
