// Health: live, ready, version; the metrics; and turning requests away while the event loop is late.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { PROTOCOL } from '@etabli/protocol'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'

const NANOS = 1e6
const RESOLUTION_MS = 20
/** The delay is looked at over this window. */
const WINDOW_MS = 2_000

/** Serves `/api/live`, `/api/ready`, `/api/version` and `/metrics`, and sheds load. */
export function health(app: FastifyInstance, deps: Deps): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  /** Milliseconds over the last window: the mean decides, so that one slow turn turns nobody away. */
  let late = { mean: 0, p99: 0 }
  const look = setInterval(() => {
    // The monitor counts from its own resolution: what is above that is delay.
    const above = (nanos: number) => Math.max(0, nanos / NANOS - RESOLUTION_MS) || 0
    late = { mean: above(delay.mean), p99: above(delay.percentile(99)) }
    delay.reset()
  }, WINDOW_MS)
  look.unref()
  app.addHook('onClose', async () => {
    clearInterval(look)
    delay.disable()
  })
  app.addHook('onRequest', async (request) => {
    if (late.mean > deps.config.busyMillis && request.url.startsWith('/api/') && !EXEMPT.has(request.url)) {
      throw new Problem('server.busy')
    }
  })

  app.get('/api/live', async () => ({ ok: true }))
  app.get('/api/ready', async () => {
    await sql`select 1`.execute(deps.db)
    return { ok: true }
  })
  app.get('/api/version', async () => ({ version: deps.config.version, protocol: PROTOCOL }))
  app.get('/metrics', async (_, reply) => {
    const memory = process.memoryUsage()
    const figures: Record<string, number> = {
      etabli_event_loop_delay_milliseconds_mean: late.mean,
      etabli_event_loop_delay_milliseconds_p99: late.p99,
      etabli_sockets: app.socketCount(),
      etabli_transactions_total: deps.commits.groups,
      etabli_units_of_work_total: deps.commits.works,
      process_resident_memory_bytes: memory.rss,
      process_heap_bytes: memory.heapUsed,
      process_uptime_seconds: process.uptime(),
    }
    const lines = Object.entries(figures).flatMap(([name, value]) => [
      `# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`,
      `${name} ${value}`,
    ])
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`)
  })
}

const EXEMPT = new Set(['/api/live', '/api/ready', '/api/version'])
