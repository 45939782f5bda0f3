// The WebSocket route: the upgrade, who asks, and the end of all connections when the server closes.

import { encode, errors } from '@etabli/protocol'
import { limits } from '@etabli/schema'
import websocket from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { callerBySecret } from '../flow/people/index.ts'
import { refuseForeignOrigin } from '../plugins/auth.ts'
import { problemOf } from '../plugins/problems.ts'
import { bodyOf } from '../problem.ts'
import { createHub } from './hub.ts'
import { serveSocket } from './socket.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Connections that have greeted. */
    socketCount(): number
  }
}

/** How long a closing server waits for the messages it is working on. */
const DRAIN_MS = 5_000

/** Serves `/api/stream`. */
export async function realtime(app: FastifyInstance, deps: Deps): Promise<void> {
  const hub = createHub(deps)
  const works = new Set<Promise<void>>()
  const working = (work: Promise<void>): void => {
    works.add(work)
    void work.finally(() => works.delete(work))
  }
  app.decorate('socketCount', () => hub.size)
  await app.register(websocket, {
    options: { maxPayload: limits.messageBytes },
    // What is being worked on is finished and answered, then every page is told to come back.
    async preClose() {
      await Promise.race([Promise.allSettled(works), new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())])
      hub.close()
      for (const client of app.websocketServer.clients) client.close(errors['server.closing'].close ?? 1012)
      app.websocketServer.close()
    },
  })
  app.get('/api/stream', { websocket: true }, (socket, request) => {
    try {
      refuseForeignOrigin(deps.config, request)
    } catch (error) {
      const problem = problemOf(error)
      socket.send(encode({ type: 'problem', re: null, problem: bodyOf(problem, request.id) }))
      socket.close(errors[problem.code].close ?? 1011, problem.code)
      return
    }
    serveSocket({
      deps,
      hub,
      socket,
      connection: request.id,
      caller: request.caller,
      byToken: (token) => callerBySecret(deps, token, 'token'),
      working,
    })
  })
}
