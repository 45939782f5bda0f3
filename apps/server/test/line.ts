// A socket of a test: the SDK's stream over a real `ws`, and a bare one for what a good client never does.
import type { ClientMessage, ServerMessage } from '@etabli/protocol'
import { openStream, type SocketLike, type Stream, type StreamState } from '@etabli/sdk'
import { WebSocket } from 'ws'
import type { Harness } from './harness.ts'
import type { TestPerson } from './people.ts'

const timers = {
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  random: () => 0.5,
}

const listening = new WeakMap<Harness, Promise<string>>()

/** Listens on a free port; gives the address of the stream. */
export async function listen(harness: Harness): Promise<string> {
  const known = listening.get(harness) ?? harness.app.listen({ host: '127.0.0.1', port: 0 })
  listening.set(harness, known)
  await known
  const address = harness.app.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `ws://127.0.0.1:${address.port}/api/stream`
}

export interface Line extends Stream {
  /** Everything that answered no request. */
  readonly heard: ServerMessage[]
  readonly states: StreamState[]
}

/** A greeted line of the person. */
export async function connect(harness: Harness, who: TestPerson): Promise<Line> {
  const url = await listen(harness)
  const heard: ServerMessage[] = []
  const states: StreamState[] = []
  return new Promise((resolve, reject) => {
    const stream = openStream({
      open: () => new WebSocket(url) as unknown as SocketLike,
      timers,
      token: who.token,
      onMessage: (message) => heard.push(message),
      onState(state) {
        states.push(state)
        if (state.name === 'ready') resolve({ ...stream, heard, states })
        if (state.name === 'ended') reject(new Error(`the line ended with ${state.code}`))
      },
    })
  })
}

export interface BareLine {
  readonly socket: WebSocket
  readonly messages: ServerMessage[]
  /** Resolves with the close code. */
  readonly closed: Promise<number>
  send(message: ClientMessage | string): void
  /** The next message of that type. */
  next<T extends ServerMessage['type']>(type: T): Promise<Extract<ServerMessage, { type: T }>>
}

/** A line that says only what the test says. */
export async function bareLine(harness: Harness, headers: Record<string, string> = {}): Promise<BareLine> {
  const socket = new WebSocket(await listen(harness), { headers })
  const messages: ServerMessage[] = []
  let taken = 0
  let wake: (() => void) | null = null
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)) as ServerMessage)
    wake?.()
  })
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve())
    socket.on('error', reject)
  })
  return {
    socket,
    messages,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async next(type) {
      for (;;) {
        for (; taken < messages.length; taken++) {
          const message = messages[taken]
          if (message?.type !== type) continue
          taken += 1
          return message as Extract<ServerMessage, { type: typeof type }>
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
