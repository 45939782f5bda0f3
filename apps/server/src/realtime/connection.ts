// One connection as a pure machine: greeting → welcoming → ready → closing. What happens is data in, effects are data out.
import { type ClientMessage, type Decoded, type ErrorCode, PROTOCOL, type ProblemBody } from '@etabli/protocol'

export type ConnectionState =
  | { readonly name: 'greeting'; readonly strikes: number; readonly missed: number }
  /** The greeting came; who it is is being looked up. */
  | { readonly name: 'welcoming'; readonly strikes: number; readonly missed: number }
  | { readonly name: 'ready'; readonly strikes: number; readonly missed: number }
  | { readonly name: 'closing' }

export type ConnectionEvent =
  /** A frame came; binary ones are `null`. */
  | { readonly type: 'frame'; readonly decoded: Decoded<ClientMessage> | null }
  /** The person is known: messages may come. */
  | { readonly type: 'welcomed' }
  /** H1: no greeting came in time. */
  | { readonly type: 'late' }
  /** Time for a ping. */
  | { readonly type: 'beat' }
  | { readonly type: 'pong' }

export type Effect =
  | { readonly do: 'greet'; readonly message: Extract<ClientMessage, { type: 'session.hello' }> }
  | { readonly do: 'handle'; readonly message: Exclude<ClientMessage, { type: 'session.hello' }> }
  | { readonly do: 'refuse'; readonly re: string | null; readonly problem: ProblemBody }
  | { readonly do: 'end'; readonly code: ErrorCode; readonly re: string | null }
  | { readonly do: 'ping' }

/** Invalid messages in a row after which the connection is closed. */
const MOST_STRIKES = 3
/** Pings without an answer after which the line is dead. */
const MOST_MISSED = 2

export const START: ConnectionState = { name: 'greeting', strikes: 0, missed: 0 }

type Step = { readonly state: ConnectionState; readonly effects: readonly Effect[] }

/** What a connection does about an event. */
export function step(state: ConnectionState, event: ConnectionEvent): Step {
  if (state.name === 'closing') return { state, effects: [] }
  switch (event.type) {
    case 'welcomed':
      return { state: { ...state, name: 'ready' }, effects: [] }
    case 'late':
      return state.name === 'greeting' ? ended('hello.late', null) : { state, effects: [] }
    case 'pong':
      return { state: { ...state, missed: 0 }, effects: [] }
    case 'beat':
      if (state.missed >= MOST_MISSED) return ended('socket.silent', null)
      return { state: { ...state, missed: state.missed + 1 }, effects: [{ do: 'ping' }] }
    case 'frame':
      return frame(state, event.decoded)
  }
}

function frame(state: Exclude<ConnectionState, { name: 'closing' }>, decoded: Decoded<ClientMessage> | null): Step {
  if (decoded === null || !decoded.ok) {
    const problem = decoded?.problem ?? {
      code: 'request.invalid' as const,
      message: 'Messages are text frames of one JSON object each.',
    }
    return strike(state, decoded?.id ?? null, problem)
  }
  const { message } = decoded
  const calm = { ...state, strikes: 0 }
  if (message.type === 'session.hello') {
    if (state.name !== 'greeting') {
      return strike(state, message.id, { code: 'request.invalid', message: 'The greeting was made already.' })
    }
    if (message.protocol !== PROTOCOL) return ended('hello.protocol', message.id)
    return { state: { ...calm, name: 'welcoming' }, effects: [{ do: 'greet', message }] }
  }
  if (state.name !== 'ready') {
    return strike(state, message.id, { code: 'session.missing', message: 'The first message is session.hello.' })
  }
  return { state: calm, effects: [{ do: 'handle', message }] }
}

function strike(state: Exclude<ConnectionState, { name: 'closing' }>, re: string | null, problem: ProblemBody): Step {
  const strikes = state.strikes + 1
  const refusal: Effect = { do: 'refuse', re, problem }
  if (strikes < MOST_STRIKES) return { state: { ...state, strikes }, effects: [refusal] }
  const end = ended('socket.invalid', null)
  return { state: end.state, effects: [refusal, ...end.effects] }
}

function ended(code: ErrorCode, re: string | null): Step {
  return { state: { name: 'closing' }, effects: [{ do: 'end', code, re }] }
}
