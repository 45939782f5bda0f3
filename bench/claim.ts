// A claim among many open tasks against a claim among 1,000: the queue must not slow down as it grows.
import type { ProjectId } from '@etabli/schema'
import type { Stream } from '@etabli/sdk'
import { type Figure, quantile } from './figure.ts'
import { annotators, connected, startRig, textProject } from './rig.ts'

const SMALL = 1_000
const LARGE = 200_000
const CLAIMS = 400

export async function* claim(): AsyncGenerator<Figure> {
  const rig = await startRig()
  try {
    const medians: number[] = []
    for (const tasks of [SMALL, LARGE]) {
      const project = await textProject(rig, tasks, 3)
      const [cookie] = await annotators(rig, project, 1)
      if (cookie === undefined) throw new Error('nobody is signed in')
      const stream = await connected(rig.url, cookie)
      await timeClaims(stream, project.id, 50)
      medians.push(quantile(await timeClaims(stream, project.id, CLAIMS), 0.5))
      stream.close()
    }
    const [baseline = Number.NaN, value = Number.NaN] = medians
    yield {
      bench: 'claim',
      case: `claim and release among ${LARGE} open tasks (median)`,
      value,
      unit: 'ms',
      baseline,
      ratio: value / baseline,
      goal: '≤ 1.5 ×',
      ok: value / baseline <= 1.5,
    }
  } finally {
    await rig.close()
  }
}

async function timeClaims(stream: Stream, project: ProjectId, count: number): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const start = performance.now()
    const reply = await stream.ask<'lease.claim'>({ type: 'lease.claim', project, count: 1 })
    times.push(performance.now() - start)
    const lease = reply.type === 'lease.granted' ? reply.leases[0]?.lease.id : undefined
    if (!lease) throw new Error('no task was granted')
    await stream.ask<'lease.release'>({ type: 'lease.release', lease, reason: 'later', words: '' })
  }
  return times
}
