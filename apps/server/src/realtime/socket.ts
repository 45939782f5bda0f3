// One socket: frames in, messages out, the heartbeat and what is unsent; drives the pure machine of connection.ts.
import { decodeClient, type ErrorCode, encode, errors, type ServerMessage } from '@etabli/protocol'
import { limits } from '@etabli/schema'
import type { WebSocket } from 'ws'
import type { Deps } from '../deps.ts'
import type { Caller } from '../plugins/contracts.ts'
import { problemOf } from '../plugins/problems.ts'
import { bodyOf, Problem } from '../problem.ts'
import { type ConnectionEvent, type ConnectionState, type Effect, START, step } from './connection.ts'
import { handle, welcome } from './handlers.ts'
import type { Hub, Listener } from './hub.ts'

export interface SocketOptions {
  readonly deps: Deps
  readonly hub: Hub
  readonly socket: WebSocket
  /** Correlates with the log. */
  readonly connection: string
  /** Known by the cookie of the upgrade, or null. */
  readonly caller: Caller | null
  /** Who holds a token, or null. */
  readonly byToken: (token: string) => Promise<Caller | null>
  /** Told of each message being worked on, so that a closing server can wait for it. */
  readonly working: (work: Promise<void>) => void
}

/** Messages of one connection that may be worked on at once. */
const MOST_AT_ONCE = 64
/** A WebSocket close code that the protocol has no name for: try again later. */
const TRY_LATER = 1013
/** How long a peer may take to answer a close before it is cut off. */
const CLOSE_GRACE_MS = 2_000

/** Serves one socket to its end. */
export function serveSocket(options: SocketOptions): void {
  const { deps, hub, socket } = options
  const log = deps.log.child({ connection: options.connection })
  let state: ConnectionState = START
  let session: { caller: Caller; listener: Listener } | null = null
  let atOnce = 0
  let largest = 0

  const send = (message: ServerMessage): void => {
    if (socket.readyState !== socket.OPEN) return
    // One message may be larger than the bound (a long text): it counts once, or a slow line could never take it.
    if (socket.bufferedAmount > limits.unsentBytes + largest) {
      end('socket.slow')
      return
    }
    const text = encode(message)
    if (text.length > limits.unsentBytes) largest = Math.max(largest, Buffer.byteLength(text))
    socket.send(text)
  }
  const refuse = (re: string | null, error: unknown): void => {
    const problem = problemOf(error)
    if (problem.code === 'server.fault') log.error({ event: 'server.fault', err: error }, 'a bug')
    send({ type: 'problem', re, problem: bodyOf(problem, options.connection) })
    if (errors[problem.code].close !== null) end(problem.code)
  }
  const end = (code: ErrorCode): void => {
    state = { name: 'closing' }
    log.info({ event: 'socket.ended', code, person: session?.caller.id }, 'connection ended')
    socket.close(errors[code].close ?? TRY_LATER, code)
    setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref()
  }
  const happen = (event: ConnectionEvent): void => {
    const next = step(state, event)
    state = next.state
    for (const effect of next.effects) act(effect)
  }
  const act = (effect: Effect): void => {
    switch (effect.do) {
      case 'ping':
        socket.ping()
        return
      case 'refuse':
        send({ type: 'problem', re: effect.re, problem: effect.problem })
        return
      case 'end':
        send({ type: 'problem', re: effect.re, problem: bodyOf(new Problem(effect.code), options.connection) })
        end(effect.code)
        return
      case 'greet':
        options.working(greet(effect.message).catch((error: unknown) => refuse(effect.message.id, error)))
        return
      case 'handle':
        options.working(work(effect.message))
        return
    }
  }

  async function greet(hello: Parameters<typeof welcome>[2]): Promise<void> {
    const caller = hello.token === undefined ? options.caller : await options.byToken(hello.token)
    if (!caller) throw new Problem(hello.token === undefined ? 'session.missing' : 'session.expired')
    if (hub.countOf(caller.id) >= limits.socketsPerPerson) {
      refuse(
        hello.id,
        new Problem('server.busy', { message: 'You have too many pages open.', details: { why: 'pages-open' } }),
      )
      return end('server.busy')
    }
    const messages = await welcome(deps, caller, hello)
    if (state.name !== 'welcoming' || socket.readyState !== socket.OPEN) return
    clearTimeout(late)
    const listener: Listener = {
      person: caller.id,
      session: caller.session,
      watched: new Set(),
      worked: new Set(),
      send,
      end,
    }
    session = { caller, listener }
    hub.join(listener)
    happen({ type: 'welcomed' })
    for (const message of messages) send(message)
  }

  async function work(message: Parameters<typeof handle>[0]): Promise<void> {
    if (!session) return
    if (atOnce >= MOST_AT_ONCE) return refuse(message.id, new Problem('server.busy'))
    atOnce += 1
    try {
      send(await handle(message, { deps, ...session }))
    } catch (error) {
      refuse(message.id, error)
    } finally {
      atOnce -= 1
    }
  }

  const late = setTimeout(() => happen({ type: 'late' }), deps.config.helloMillis)
  const beat = setInterval(() => happen({ type: 'beat' }), deps.config.heartbeatMillis)
  socket.on('message', (data, isBinary) => {
    happen({ type: 'frame', decoded: isBinary ? null : decodeClient(String(data)) })
  })
  socket.on('pong', () => happen({ type: 'pong' }))
  socket.on('error', (error) => log.info({ event: 'socket.error', err: error }, 'the line broke'))
  socket.on('close', () => {
    clearTimeout(late)
    clearInterval(beat)
    state = { name: 'closing' }
    if (session) hub.leave(session.listener)
  })
}
