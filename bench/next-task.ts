// submit → accepted → next task with 200 connected annotators, against a bare WebSocket echo with one durable SQLite
// commit a group: what the disk and the socket allow.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROTOCOL } from '@etabli/protocol'
import { type Project, ulidSource } from '@etabli/schema'
import WebSocket from 'ws'
import { type Figure, quantile } from './figure.ts'
import { annotators, startRig, textProject } from './rig.ts'

const PEOPLE = 200
const SECONDS = 8

export async function* nextTask(): AsyncGenerator<Figure> {
  const baseline = await bareEcho()
  const rig = await startRig()
  try {
    const project = await textProject(rig, 20_000, 3)
    const people = await annotators(rig, project, PEOPLE)
    const end = performance.now() + SECONDS * 1000
    const times = (await Promise.all(people.map((cookie) => cycles(rig.url, cookie, project, end)))).flat()
    const value = times.length / SECONDS
    const name = `${PEOPLE} annotators, SQLite on disk`
    yield {
      bench: 'next-task',
      case: `${name}: cycles a second`,
      value,
      unit: '/s',
      baseline,
      ratio: value / baseline,
      goal: '≥ 0.5 ×',
      ok: value / baseline >= 0.5,
    }
    const p99 = quantile(times, 0.99)
    yield {
      bench: 'next-task',
      case: `${name}: p99 of a cycle`,
      value: p99,
      unit: 'ms',
      baseline: null,
      ratio: null,
      goal: '< 50 ms',
      ok: p99 < 50,
    }
  } finally {
    await rig.close()
  }
}

const ids = ulidSource(Date.now, (bytes) => randomFillSync(bytes))

/**
 * One annotator who claims, submits and claims again without a pause: the times of the cycles, in milliseconds. As bare
 * as the echo's client, so that the difference is the server's.
 */
function cycles(url: string, cookie: string, project: Project, end: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const times: number[] = []
    let start = 0
    let id = 0
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/stream`, { headers: { cookie, origin: url } })
    const send = (message: object) => {
      id += 1
      socket.send(JSON.stringify({ id: String(id), ...message }))
    }
    const claim = () => send({ type: 'lease.claim', project: project.id, count: 1 })
    socket.on('error', reject)
    socket.on('open', () => send({ type: 'session.hello', protocol: PROTOCOL }))
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string; leases?: { lease: { id: string } }[] }
      if (message.type === 'session.welcome') claim()
      else if (message.type === 'annotation.accepted') claim()
      else if (message.type === 'problem') reject(new Error(String(data)))
      else if (message.type === 'lease.granted') {
        const now = performance.now()
        if (start > 0) times.push(now - start)
        const lease = message.leases?.[0]?.lease.id
        if (lease === undefined || now >= end) {
          socket.close()
          resolve(times)
          return
        }
        start = now
        const annotation = { id: ids.next(), answers: ANSWERS, activeMs: 10, version: project.version }
        send({ type: 'annotation.submit', lease, annotation })
      }
    })
  })
}

const ANSWERS = [
  { id: 'm', question: 'mood', kind: 'single', label: 'good', value: null, source: 'person', confidence: null },
]

/** Cycles of two messages a second that an echo with group commit reaches with as many clients. */
async function bareEcho(): Promise<number> {
  const child = spawn(process.execPath, [join(dirname(fileURLToPath(import.meta.url)), 'bare-echo.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await portOf(child)
  const end = performance.now() + SECONDS * 1000
  const counts = await Promise.all(Array.from({ length: PEOPLE }, () => echoes(port, end)))
  child.kill()
  return counts.reduce((sum, count) => sum + count, 0) / 2 / SECONDS
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => child.stdout?.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))))
}

function echoes(port: number, end: number): Promise<number> {
  const payload = JSON.stringify({ type: 'annotation.submit', filler: 'x'.repeat(300) })
  return new Promise((resolve, reject) => {
    let count = 0
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    socket.on('error', reject)
    socket.on('open', () => socket.send(payload))
    socket.on('message', () => {
      count += 1
      if (performance.now() < end) socket.send(payload)
      else {
        socket.close()
        resolve(count)
      }
    })
  })
}
