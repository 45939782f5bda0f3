// Asks the worker of search: starts it with the first question, and ends it where a question takes too long or another is asked.
import type { Found, Search } from '../../core/matches.ts'
import type { Stretch } from '../../core/tokens.ts'
import type { SearchReply, SearchRequest } from './messages.ts'

/** An expression that goes back over itself may take hours; what is not found in this time is not looked for. */
const MOST_MILLIS = 1_500

export interface Searcher {
  /** Null where another question came before the answer. Rejects where the worker cannot be started. */
  ask(text: string, wanted: Search): Promise<Found | null>
  /** Ends the worker; what is asked comes to null. */
  letGo(): void
}

export function createSearcher(): Searcher {
  let worker: Worker | null = null
  /** The text that the worker holds. */
  let held: string | null = null
  let count = 0
  let giveUp: (() => void) | null = null

  const end = (): void => {
    worker?.terminate()
    worker = null
    held = null
  }
  const letGo = (): void => {
    giveUp?.()
    giveUp = null
    end()
  }

  return {
    letGo,
    ask(text, wanted) {
      // One that is still busy with an older question cannot hear: a new one is quicker than waiting.
      if (giveUp) letGo()
      worker ??= new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' })
      count += 1
      const request: SearchRequest = { id: count, wanted, text: text === held ? null : text }
      held = text
      const { answer, drop } = answered(worker, request)
      giveUp = drop
      return answer.then(
        (found) => {
          if (found?.cut === 'slow') end()
          if (giveUp === drop) giveUp = null
          return found
        },
        (fault: unknown) => {
          if (giveUp === drop) letGo()
          throw fault
        },
      )
    },
  }
}

interface Answering {
  readonly answer: Promise<Found | null>
  /** The answer is not waited for any more. */
  readonly drop: () => void
}

function answered(worker: Worker, request: SearchRequest): Answering {
  const { promise, resolve, reject } = Promise.withResolvers<Found | null>()
  const hits: Stretch[] = []
  const ended = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = (found: Found | null): void => {
    clearTimeout(timer)
    ended.abort()
    resolve(found)
  }
  const hear = ({ data }: MessageEvent<SearchReply>): void => {
    if (data.id !== request.id) return
    if (data.type === 'begun') timer = setTimeout(() => end({ hits, cut: 'slow', fault: null }), MOST_MILLIS)
    else if (data.type === 'done') end({ hits, cut: data.cut, fault: data.fault })
    else for (let at = 0; at < data.hits.length; at += 2) hits.push(stretchAt(data.hits, at))
  }
  const fail = (): void => {
    reject(new Error('the worker of search failed'))
    end(null)
  }
  worker.addEventListener('message', hear, { signal: ended.signal })
  worker.addEventListener('error', fail, { signal: ended.signal })
  worker.postMessage(request)
  return { answer: promise, drop: () => end(null) }
}

const stretchAt = (hits: Uint32Array, at: number): Stretch => ({ start: hits[at] ?? 0, end: hits[at + 1] ?? 0 })
