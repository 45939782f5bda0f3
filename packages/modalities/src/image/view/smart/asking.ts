// Asks the worker of smart help; starts it with the first question, ends it when it is to let go.
import type { Box, LookAlike } from '@etabli/geometry'
import type { Part } from '../../core/smart.ts'
import type { SmartReply, SmartRequest } from './messages.ts'
import { type PixelSource, piecesOf, sizeOfPart } from './pixels.ts'

export interface Question {
  readonly task: SmartRequest['task']
  readonly part: Part
  /** In pixels of the part, as all boxes here. */
  readonly box: Box
  readonly taken: readonly Box[]
}

export interface Asking {
  /** Null where it was called off. Rejects where the pixels cannot be had. */
  ask(source: PixelSource, question: Question): Promise<readonly LookAlike[] | null>
  /** Calls off what is asked. */
  letGo(): void
}

export function createAsking(): Asking {
  let worker: Worker | null = null
  let stop = new AbortController()
  /** The part whose pixels the worker holds. */
  let held = ''
  let count = 0

  function begin(): Worker {
    worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    return worker
  }

  return {
    async ask(source, { task, part, box, taken }) {
      const { signal } = stop
      const name = JSON.stringify(part)
      try {
        const pieces = name === held ? [] : await piecesOf(source, part, signal)
        if (signal.aborted) return null
        held = name
        count += 1
        const request: SmartRequest = { id: count, task, part: name, size: sizeOfPart(part), pieces, box, taken }
        return await answered(begin(), request, signal)
      } catch (fault) {
        if (signal.aborted) return null
        held = ''
        throw fault
      }
    },
    letGo() {
      stop.abort()
      stop = new AbortController()
      worker?.terminate()
      worker = null
      held = ''
    },
  }
}

function answered(worker: Worker, request: SmartRequest, signal: AbortSignal): Promise<readonly LookAlike[] | null> {
  return new Promise((resolve, reject) => {
    const ended = new AbortController()
    const { signal: until } = ended
    const end = (settle: () => void) => {
      ended.abort()
      settle()
    }
    const hear = ({ data }: MessageEvent<SmartReply>) => {
      if (data.id !== request.id) return
      const { found } = data
      end(() => (found ? resolve(found) : reject(new Error('the pixels could not be read'))))
    }
    worker.addEventListener('message', hear, { signal: until })
    worker.addEventListener('error', () => end(() => reject(new Error('the worker failed'))), { signal: until })
    signal.addEventListener('abort', () => end(() => resolve(null)), { signal: until })
    worker.postMessage(
      request,
      request.pieces.map(({ bitmap }) => bitmap),
    )
  })
}
