// submit → accepted → next task with 200 connected annotators, against a bare WebSocket echo with one durable SQLite
// commit a group: what the disk and the socket allow.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnnotationId, Answers, MarkId } from '@etabli/schema'
import { ulidSource } from '@etabli/schema'
import type { Stream } from '@etabli/sdk'
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
    const streams = await annotators(rig, project, PEOPLE)
    const ids = ulidSource(Date.now, (bytes) => randomFillSync(bytes))
    const end = performance.now() + SECONDS * 1000
    const times: number[] = []
    const work = async (stream: Stream): Promise<void> => {
      let reply = await stream.ask<'lease.claim'>({ type: 'lease.claim', project: project.id, count: 1 })
      while (reply.type === 'lease.granted' && performance.now() < end) {
        const leased = reply.leases[0]
        if (!leased) return
        const answers = [
          {
            id: 'm' as MarkId,
            question: 'mood',
            kind: 'single',
            label: 'good',
            value: null,
            source: 'person',
            confidence: null,
          },
        ] as unknown as Answers
        const start = performance.now()
        const annotation = { id: ids.next() as AnnotationId, answers, activeMs: 10, version: project.version }
        await stream.ask<'annotation.submit'>({ type: 'annotation.submit', lease: leased.lease.id, annotation })
        reply = await stream.ask<'lease.claim'>({ type: 'lease.claim', project: project.id, count: 1 })
        times.push(performance.now() - start)
      }
    }
    await Promise.all(streams.map(work))
    for (const stream of streams) stream.close()
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
