// Computes an agreement report in a thread of its own: one thread a report, ended when it has answered.
import { Worker } from 'node:worker_threads'
import type { Question } from '@etabli/schema'
import type { ReportFigures } from '../flow/consensus/report.ts'
import type { FromWorker, ToWorker, WorkerTask } from './worker.ts'

/**
 * The figures of the tasks, which are passed on to the thread as they come, a page at a time.
 * @throws Error where the thread fails; the caller logs it
 */
export async function computeReport(
  questions: readonly Question[],
  pages: AsyncIterable<readonly WorkerTask[]>,
): Promise<ReportFigures> {
  // From source the thread needs the condition by which packages are found; a bundle has no such condition.
  const fromSource = import.meta.url.endsWith('.ts')
  const worker = new Worker(new URL(fromSource ? './worker.ts' : './worker.js', import.meta.url), {
    ...(fromSource ? { execArgv: ['--conditions=@etabli/source', '--no-warnings'] } : {}),
    // Nothing of the process's environment, secrets among it, is the thread's business.
    env: {},
  })
  const report = new Promise<ReportFigures>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the agreement thread ended with code ${code}`)))
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'report') resolve(message.report)
      else reject(new Error(message.message))
    })
  })
  report.catch(() => undefined)
  const say = (message: ToWorker) => worker.postMessage(message)
  try {
    say({ type: 'start', questions })
    for await (const tasks of pages) say({ type: 'tasks', tasks })
    say({ type: 'finish' })
    return await report
  } finally {
    await worker.terminate()
  }
}
