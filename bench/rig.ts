// A real server as a child process with a project full of text tasks and many signed-in annotators on sockets.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Project } from '@etabli/schema'
import { createHttp, type HttpClient, keepCookies, openStream, type SocketLike, type Stream } from '@etabli/sdk'
import WebSocket from 'ws'
import { freePort } from '../scripts/free-port.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const PASSWORD = 'correct horse battery'

export interface Person {
  readonly api: HttpClient
  cookie(): string
}

export interface Rig {
  readonly url: string
  readonly manager: Person
  close(): Promise<void>
}

/** Starts a server on an empty data folder and makes its first admin. */
export async function startRig(): Promise<Rig> {
  const data = mkdtempSync(join(tmpdir(), 'etabli-bench-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(
    process.execPath,
    ['--conditions=@etabli/source', '--disable-warning=ExperimentalWarning', join(root, 'apps/server/src/main.ts')],
    {
      cwd: root,
      env: { ...process.env, ETABLI_DATA: data, ETABLI_PORT: String(port), ETABLI_DEMO: '0', ETABLI_LOG: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const close = async (): Promise<void> => {
    await ended(child)
    rmSync(data, { recursive: true, force: true })
  }
  const secret = await waitFor(
    () => /\/setup\/([\w-]{16,})/.exec(output)?.[1],
    () => output,
  )
  await waitFor(
    async () => (await fetch(`${url}/api/ready`).catch(() => null))?.ok || undefined,
    () => output,
  )
  const manager = personAt(url)
  await manager.api.call('setup.finish', {
    body: { secret, name: 'Bench', email: 'bench@example.org', password: PASSWORD },
  })
  return { url, manager, close }
}

/** A person with a cookie jar of their own. */
export function personAt(url: string): Person {
  const kept = keepCookies(url, (address, init) => fetch(address, init as RequestInit))
  return { api: createHttp({ base: url, fetch: kept.fetch }), cookie: kept.cookie }
}

/** An open project of `tasks` short texts with one choice to make, `overlap` annotations each. */
export async function textProject(rig: Rig, tasks: number, overlap: number): Promise<Project> {
  const { api } = rig.manager
  const project = await api.call('projects.create', {
    body: {
      name: `Bench ${tasks}`,
      media: 'text',
      overlap,
      guidelines: '',
      brief: { who: 'Bench', why: 'Bench', use: 'Bench', sensitive: null, pay: null },
      questions: [
        {
          id: 'mood',
          kind: 'single',
          title: 'Mood',
          required: true,
          labels: ['good', 'bad'].map((id, colour) => ({ id, name: id, colour, key: String(colour + 1) })),
        },
      ],
    },
  })
  const lines = Array.from({ length: tasks }, (_, n) =>
    JSON.stringify({ id: `t${n}`, text: `Text number ${n}: the train was late again.` }),
  )
  const form = new FormData()
  form.append('file', new Blob([lines.join('\n')]), 'tasks.jsonl')
  let report = await api.call('imports.create', {
    params: { project: project.id },
    query: { format: 'jsonl' },
    body: form,
  })
  while (report.state === 'reading')
    report = await pausedThen(() => api.call('imports.get', { params: { import: report.id } }))
  report = await api.call('imports.land', { params: { import: report.id }, body: {} })
  while (report.state === 'landing')
    report = await pausedThen(() => api.call('imports.get', { params: { import: report.id } }))
  if (report.state !== 'landed' || report.good !== tasks)
    throw new Error(`the import ended ${report.state} with ${report.good} tasks`)
  return api.call('projects.state', { params: { project: project.id }, body: { state: 'open' } })
}

/** So many annotators of the project, signed in: their cookies. */
export async function annotators(rig: Rig, project: Project, count: number): Promise<string[]> {
  const invitation = await rig.manager.api.call('invitations.create', {
    params: { project: project.id },
    body: { role: 'annotator' },
  })
  const cookies: string[] = []
  for (let n = 0; n < count; n++) {
    const person = personAt(rig.url)
    await person.api.call('invitations.accept', {
      params: { secret: invitation.secret ?? '' },
      body: { account: { name: `Bench ${n}`, email: `bench-${project.id}-${n}@example.org`, password: PASSWORD } },
    })
    cookies.push(person.cookie())
  }
  return cookies
}

/** A stream of the person whose cookie it is, ready. */
export function connected(url: string, cookie: string): Promise<Stream> {
  return new Promise((resolve) => {
    const stream = openStream({
      open: () =>
        new WebSocket(`${url.replace('http', 'ws')}/api/stream`, {
          headers: { cookie, origin: url },
        }) as unknown as SocketLike,
      timers: {
        after: (ms, run) => {
          const timer = setTimeout(run, ms)
          return () => clearTimeout(timer)
        },
        random: Math.random,
      },
      onMessage: () => {},
      onState: (state) => {
        if (state.name === 'ready') resolve(stream)
      },
    })
  })
}

async function pausedThen<T>(run: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 200))
  return run()
}

async function waitFor<T>(look: () => T | undefined | Promise<T | undefined>, output: () => string): Promise<T> {
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the server did not come up:\n${output()}`)
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.on('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
