// The stream: connect, greet, back off, resume; emits validated messages. The socket comes in as an argument.
import { type ClientMessage, decodeServer, encode, PROTOCOL, type ServerMessage } from '@etabli/protocol'
import type { LeaseId } from '@etabli/schema'
import { RefusedError } from './http.ts'
import { createRequests, type Requests } from './requests.ts'
import type { Timers } from './timers.ts'

/** The part of a WebSocket that is needed; `ws` and the browser's both fit. */
export interface SocketLike {
  send(text: string): void
  close(code?: number): void
  onopen: ((event: never) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  onerror: ((event: never) => void) | null
}

/**
 * `connecting` → `ready` → `waiting` (backing off) → `connecting` …; `ended` by `close()`, or where trying again is of
 * no use (signed out, page too old): `code` says why.
 */
export type StreamState =
  | { readonly name: 'connecting' }
  | { readonly name: 'ready'; readonly welcome: Extract<ServerMessage, { type: 'session.welcome' }> }
  | { readonly name: 'waiting'; readonly retryInMs: number }
  | { readonly name: 'ended'; readonly code: number | null }

export interface StreamOptions {
  /** Opens a socket to the stream, for example `() => new WebSocket('wss://host/api/stream')`. */
  readonly open: () => SocketLike
  readonly timers: Timers
  readonly token?: string
  /** Leases that the client believes it holds, asked at each greeting. */
  readonly held?: () => readonly LeaseId[]
  readonly onState: (state: StreamState) => void
  /** Messages that answer no request. */
  readonly onMessage: (message: ServerMessage) => void
}

export interface Stream extends Pick<Requests, 'ask'> {
  readonly state: () => StreamState
  /** Tries again now instead of at the end of the back-off (the machine came online, the person signed in again). */
  retryNow(): void
  /**
   * Gives the line up now and backs off (the machine went offline, an answer did not come). A socket that is closed without
   * a line waits for the other side's goodbye, which may take longer than anyone should believe to be connected.
   */
  drop(): void
  close(): void
}

/** Close codes after which trying again changes nothing: signed out, wrong origin, page older than the server. */
const FINAL_CODES = new Set([4401, 4403, 4426])
const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 15_000

/** Opens the stream and keeps it open until `close()`. */
export function openStream(options: StreamOptions): Stream {
  let state: StreamState = { name: 'connecting' }
  let socket: SocketLike | null = null
  let failures = 0
  let cancelRetry: (() => void) | null = null

  const requests = createRequests((message: ClientMessage) => {
    if (!socket) throw new Error('the line is down')
    socket.send(encode(message))
  }, options.timers)

  const become = (next: StreamState): void => {
    state = next
    options.onState(next)
  }

  function connect(): void {
    cancelRetry?.()
    cancelRetry = null
    become({ name: 'connecting' })
    let mine: SocketLike
    try {
      mine = options.open()
    } catch {
      ended(null)
      return
    }
    socket = mine
    mine.onopen = () => {
      if (socket === mine) greet(mine)
    }
    mine.onmessage = (event) => {
      if (socket === mine && typeof event.data === 'string') receive(event.data)
    }
    mine.onerror = () => {}
    mine.onclose = (event) => {
      if (socket === mine) ended(event.code)
    }
  }

  function greet(mine: SocketLike): void {
    requests
      .ask<'session.hello'>({
        type: 'session.hello',
        protocol: PROTOCOL,
        resume: [...(options.held?.() ?? [])],
        ...(options.token === undefined ? {} : { token: options.token }),
      })
      .then((welcome) => {
        failures = 0
        become({ name: 'ready', welcome })
      })
      .catch((fault: unknown) => {
        // A refused greeting is followed by the server's own close; a silent line is given up here.
        if (socket === mine && fault instanceof RefusedError && fault.status === 0) drop()
      })
  }

  function drop(): void {
    const mine = socket
    if (!mine) return
    ended(null)
    mine.close()
  }

  function receive(text: string): void {
    const decoded = decodeServer(text)
    if (!decoded.ok) return
    if (!requests.settle(decoded.message)) options.onMessage(decoded.message)
  }

  function ended(code: number | null): void {
    socket = null
    requests.drop('The line dropped.')
    if (state.name === 'ended') return
    if (code !== null && FINAL_CODES.has(code)) {
      become({ name: 'ended', code })
      return
    }
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures)
    failures += 1
    // Half fixed, half random: a thousand clients do not come back in the same instant.
    const retryInMs = Math.round(ceiling / 2 + (ceiling / 2) * options.timers.random())
    become({ name: 'waiting', retryInMs })
    cancelRetry = options.timers.after(retryInMs, connect)
  }

  connect()
  return {
    ask: requests.ask,
    state: () => state,
    retryNow() {
      if (state.name === 'waiting' || state.name === 'ended') {
        failures = 0
        connect()
      }
    },
    drop,
    close() {
      cancelRetry?.()
      become({ name: 'ended', code: null })
      const mine = socket
      socket = null
      requests.drop('Closed.')
      mine?.close(1000)
    },
  }
}
