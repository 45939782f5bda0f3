// The sdk's stream wired to the session store: connect, greet, back off, resume; online, offline and visibility.
import type { LeasedTask } from '@etabli/protocol'
import type { Clock, LeaseId } from '@etabli/schema'
import { openStream, RefusedError, type SocketLike, type Stream, type StreamState, type Timers } from '@etabli/sdk'
import { type SessionStore, sessionEnded } from '../stores/session.ts'
import type { Line, LineListener } from './line.ts'

export interface ConnectionPorts {
  readonly open: () => SocketLike
  readonly timers: Timers
  readonly clock: Clock
  readonly session: SessionStore
  /** Leases that this page believes it holds. */
  readonly holding: () => readonly LeaseId[]
}

export interface Connection extends Line {
  /** Tries at once: the machine came online, the page is seen again, the person signed in again. */
  retry(): void
  /** The machine went offline: the line is dropped instead of waiting for it to be found dead. */
  drop(): void
  close(): void
}

const SIGNED_OUT = 4401
const PAGE_OLD = 4426

export function createConnection(ports: ConnectionPorts): Connection {
  const { session } = ports
  const listeners = new Set<LineListener>()
  let held: readonly LeasedTask[] = []

  const stream: Stream = openStream({
    open: ports.open,
    timers: ports.timers,
    held: ports.holding,
    onState: (state) => changed(state),
    onMessage(message) {
      for (const listener of listeners) listener.message?.(message)
    },
  })

  function changed(state: StreamState): void {
    if (state.name === 'ready') {
      held = state.welcome.held
      session.setState({ line: 'online', clockOffset: state.welcome.serverTime - ports.clock.now() })
      // The stream must be in its new state before anyone speaks on it.
      queueMicrotask(() => {
        for (const listener of listeners) listener.welcome?.(held)
      })
    } else if (state.name === 'waiting') session.setState({ line: 'waiting' })
    else if (state.name === 'ended') ended(state.code)
    else if (session.getState().line !== 'waiting') session.setState({ line: 'connecting' })
  }

  function ended(code: number | null): void {
    if (code === SIGNED_OUT) {
      session.setState({ line: 'signed-out' })
      sessionEnded(session)
    } else session.setState({ line: code === PAGE_OLD ? 'old' : code === null ? 'off' : 'waiting' })
  }

  const ask: Stream['ask'] = async (request) => {
    try {
      return await stream.ask(request)
    } catch (fault) {
      if (fault instanceof RefusedError) {
        if (fault.code.startsWith('session.')) sessionEnded(session)
        // No answer in time on a line that seems to stand: it is dead, and a new one is quicker than waiting.
        if (fault.status === 0 && stream.state().name === 'ready') stream.drop()
      }
      throw fault
    }
  }

  return {
    ask,
    ready: () => stream.state().name === 'ready',
    held: () => held,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    retry: () => stream.retryNow(),
    drop: stream.drop,
    close: () => stream.close(),
  }
}
