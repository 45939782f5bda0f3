// Runs an export in a thread of its own. The thread asks for pages of rows as it needs them; the event loop only passes
// rows on, as they lie in the database.
import type { ExportRequest } from '@etabli/protocol'
import type { BlobHash } from '@etabli/schema'
import { startThread } from '../../threads.ts'
import type { RawRecord, RecordSource } from './records.ts'
import type { FromThread, ToThread } from './thread.ts'
import type { WrittenExport } from './write.ts'

export interface ThreadInput {
  readonly source: RecordSource
  readonly request: ExportRequest
  readonly to: string
  readonly locate: (blob: BlobHash) => string
  readonly progress: (written: number) => void
}

/** @throws Error where the thread fails; the caller logs it */
export async function exportInThread(input: ThreadInput): Promise<WrittenExport> {
  const worker = startThread(import.meta.url, 'thread')
  const say = (message: ToThread) => worker.postMessage(message)
  try {
    return await new Promise<WrittenExport>((resolve, reject) => {
      const answer = async (message: FromThread): Promise<void> => {
        if (message.type === 'page') {
          const records = await input.source.page(message.after, message.annotator)
          say({ type: 'page', records, media: located(records, input.locate) })
        } else if (message.type === 'progress') input.progress(message.written)
        else if (message.type === 'written') resolve(message.written)
        else reject(new Error(message.message))
      }
      // One after the other, so that pages go back in the order in which they were asked for.
      let last = Promise.resolve()
      worker.on('message', (message: FromThread) => {
        last = last.then(() => answer(message)).catch(reject)
      })
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`the export thread ended with code ${code}`)))
      const { page: _, ...source } = input.source
      say({ type: 'start', ...source, request: input.request, to: input.to })
    })
  } finally {
    await worker.terminate()
  }
}

const BLOBS = /"blob":"([0-9a-f]{64})"/g

/** Paths of the page's media and of what answers name, so that the thread reads them from the disk and not through messages. */
function located(records: readonly RawRecord[], locate: (blob: BlobHash) => string): Record<string, string> {
  const paths: Record<string, string> = {}
  for (const { task, annotations } of records) {
    for (const text of [task.media, ...annotations.map(({ answers }) => answers)]) {
      for (const [, blob = ''] of text.matchAll(BLOBS)) paths[blob] = locate(blob as BlobHash)
    }
  }
  return paths
}
