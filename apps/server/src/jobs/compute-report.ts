// Computes an agreement report in a thread of its own: one thread a report, ended when it has answered.
import type { Question } from '@etabli/schema'
import type { ReportFigures } from '../flow/consensus/report.ts'
import { startThread } from '../threads.ts'
import type { FromWorker, ToWorker, WorkerTask } from './worker.ts'

/**
 * The figures of the tasks, which are passed on to the thread as they come, a page at a time.
 * @throws Error where the thread fails; the caller logs it
 */
export async function computeReport(
  questions: readonly Question[],
  pages: AsyncIterable<readonly WorkerTask[]>,
): Promise<ReportFigures> {
  const worker = startThread(import.meta.url, 'worker')
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
