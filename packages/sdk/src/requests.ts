// id ↔ re: a promise for each request on the socket, with a deadline.
import { type ClientMessage, errors, type ServerMessage } from '@etabli/protocol'
import { RefusedError } from './http.ts'
import type { Timers } from './timers.ts'

type Replied<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>

/** The replies that each request may get; a `problem` rejects. */
export interface ReplyOf {
  'session.hello': Replied<'session.welcome'>
  'lease.claim': Replied<'lease.granted'> | Replied<'lease.none'>
  'lease.renew': Replied<'lease.renewed'>
  'lease.release': Replied<'lease.released'>
  'lease.reopen': Replied<'lease.granted'>
  'annotation.submit': Replied<'annotation.accepted'>
  'project.watch': Replied<'project.watched'>
  'project.unwatch': Replied<'project.unwatched'>
}

type WithoutId<M> = M extends { id: string } ? Omit<M, 'id'> : never
/** A client message without its id, which `ask` gives it. */
export type Request<T extends ClientMessage['type']> = WithoutId<Extract<ClientMessage, { type: T }>>

export interface Requests {
  /** Sends and waits for the reply. Rejects with `RefusedError` on a problem, at the deadline or when the line drops. */
  ask<T extends ClientMessage['type']>(request: Request<T> & { type: T }): Promise<ReplyOf[T]>
  /** Hands a server message to whoever waits for it; false where nobody does. */
  settle(message: ServerMessage): boolean
  /** Rejects everything that waits: the line is down. */
  drop(sentence: string): void
}

interface Waiting {
  resolve(message: ServerMessage): void
  reject(error: RefusedError): void
  cancel(): void
}

/**
 * @param send puts a message on the line; may throw, which rejects the request
 * @param deadlineMs milliseconds after which an unanswered request is given up
 */
export function createRequests(send: (message: ClientMessage) => void, timers: Timers, deadlineMs = 15_000): Requests {
  const waiting = new Map<string, Waiting>()
  let count = 0
  const take = (id: string): Waiting | undefined => {
    const entry = waiting.get(id)
    waiting.delete(id)
    entry?.cancel()
    return entry
  }
  return {
    ask(request) {
      count += 1
      const id = `r${count}`
      return new Promise((resolve, reject) => {
        const cancel = timers.after(deadlineMs, () => take(id)?.reject(lineDown('No answer came in time.')))
        waiting.set(id, { resolve: resolve as (message: ServerMessage) => void, reject, cancel })
        try {
          // The id completes the request; the compiler cannot see that through the generic.
          send({ ...request, id } as unknown as ClientMessage)
        } catch {
          take(id)?.reject(lineDown('The line is down.'))
        }
      })
    },
    settle(message) {
      if (!('re' in message) || message.re === null) return false
      const entry = take(message.re)
      if (!entry) return false
      if (message.type === 'problem')
        entry.reject(new RefusedError(message.problem, errors[message.problem.code].status))
      else entry.resolve(message)
      return true
    },
    drop(sentence) {
      for (const id of [...waiting.keys()]) take(id)?.reject(lineDown(sentence))
    },
  }
}

function lineDown(sentence: string): RefusedError {
  return new RefusedError({ code: 'server.busy', message: sentence }, 0)
}
