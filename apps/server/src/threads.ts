// Threads of work that would hold up the event loop: how one is started, and one that answers a job after the other.
import { Worker } from 'node:worker_threads'
import { gate } from './gate.ts'

/**
 * Starts the thread whose code lies beside the caller's: from source the source, which needs the condition by which
 * packages are found; from a bundle the bundle's. Nothing of the process's environment, secrets among it, is its business.
 * @param beside the caller's `import.meta.url`
 * @param name of the file, without its ending
 */
export function startThread(beside: string, name: string, workerData?: unknown): Worker {
  const fromSource = beside.endsWith('.ts')
  return new Worker(new URL(`./${name}${fromSource ? '.ts' : '.js'}`, beside), {
    env: {},
    execArgv: fromSource ? ['--no-warnings', '--conditions=@etabli/source'] : [],
    workerData,
  })
}

/** A thread with nothing to do ends after this long. */
const IDLE_MS = 10_000

export interface AnsweringThread<Job, Reply> {
  /**
   * The thread's last message about the job; jobs wait for each other.
   * @param isWanted asked when the job's turn comes; a job that nobody waits for any more is not done
   * @param heard what the thread says of it before: messages that `isLast` does not take for the answer
   * @throws ThreadEnded where the thread ended or took too long over it; the next job gets a new one
   */
  ask(job: Job, isWanted?: () => boolean, heard?: (message: Reply) => void): Promise<Reply>
}

/** The job brought its thread down, or was not done in time; or nobody waited for it any more. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded'
}

interface AnsweringOptions<Reply> {
  readonly start: () => Worker
  /** Milliseconds: whoever is not done after this long goes round in circles. */
  readonly most: number
  readonly isLast?: (message: Reply) => boolean
}

/** A thread that is started when first asked, does one job at a time, and ends when it has had nothing to do for a while. */
export function answeringThread<Job, Reply>(options: AnsweringOptions<Reply>): AnsweringThread<Job, Reply> {
  const { start, most, isLast = () => true } = options
  const one = gate(1)
  let thread: Worker | null = null
  let ending: NodeJS.Timeout | undefined

  function started(): Worker {
    const worker = start()
    const forget = () => {
      if (thread === worker) thread = null
    }
    // Between jobs too: an error that nobody hears would end the server, and a thread that is gone answers no job.
    return worker.on('error', forget).on('exit', forget)
  }

  async function answered(worker: Worker, job: Job, heard: (message: Reply) => void): Promise<Reply> {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>()
    const onMessage = (message: Reply) => (isLast(message) ? resolve(message) : heard(message))
    const onExit = (code: number) => reject(new ThreadEnded(`its thread ended with code ${code}`))
    const late = setTimeout(() => reject(new ThreadEnded('its thread did not come to an end')), most).unref()
    worker.on('message', onMessage).on('error', reject).on('exit', onExit)
    try {
      worker.postMessage(job)
      return await promise
    } finally {
      clearTimeout(late)
      worker.off('message', onMessage).off('error', reject).off('exit', onExit)
    }
  }

  return {
    ask: (job, isWanted = () => true, heard = () => undefined) =>
      one(async () => {
        if (!isWanted()) throw new ThreadEnded('nobody waits for it any more')
        clearTimeout(ending)
        thread ??= started()
        const worker = thread
        worker.ref()
        try {
          return await answered(worker, job, heard)
        } catch (error) {
          // Over this job; the next one gets a new thread.
          await worker.terminate()
          throw error instanceof ThreadEnded
            ? error
            : new ThreadEnded(error instanceof Error ? error.message : `${error}`)
        } finally {
          worker.unref()
          ending = setTimeout(() => {
            thread?.terminate().catch(() => undefined)
            thread = null
          }, IDLE_MS).unref()
        }
      }),
  }
}
