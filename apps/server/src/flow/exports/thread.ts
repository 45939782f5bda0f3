// worker_threads entry: one export, from rows to a finished zip.
import { parentPort } from 'node:worker_threads'
import { exportsFor, kinds } from '@etabli/modalities'
import type { ExportRequest } from '@etabli/protocol'
import type { PersonId } from '@etabli/schema'
import type { RawRecord, RecordSource } from './records.ts'
import { type WrittenExport, writeExport } from './write.ts'

export type ToThread =
  | ({ readonly type: 'start'; readonly request: ExportRequest; readonly to: string } & Omit<RecordSource, 'page'>)
  | { readonly type: 'page'; readonly records: readonly RawRecord[]; readonly media: Readonly<Record<string, string>> }

export type FromThread =
  | { readonly type: 'page'; readonly after: number; readonly annotator: PersonId | null }
  | { readonly type: 'progress'; readonly written: number }
  | { readonly type: 'written'; readonly written: WrittenExport }
  | { readonly type: 'failed'; readonly message: string }

const say = (message: FromThread) => parentPort?.postMessage(message)
/** Who waits for a page: they come in the order in which they were asked for. */
const waiting: ((records: readonly RawRecord[]) => void)[] = []
/** Where the media of the current page lie; asked for while that page is written. */
let paths: Readonly<Record<string, string>> = {}

function page(after: number, annotator: PersonId | null): Promise<readonly RawRecord[]> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    say({ type: 'page', after, annotator })
  })
}

async function run(start: Extract<ToThread, { type: 'start' }>): Promise<WrittenExport> {
  const { type: _, request, to, ...source } = start
  return writeExport({
    source: { ...source, page },
    request,
    mapping: exportsFor(source.project.media).find(({ format }) => format === request.format) ?? null,
    kinds,
    locate(blob) {
      const path = paths[blob]
      if (path === undefined) throw new Error(`no path came for blob ${blob}`)
      return path
    },
    to,
    progress: (written) => say({ type: 'progress', written }),
  })
}

parentPort?.on('message', (message: ToThread) => {
  if (message.type === 'page') {
    paths = message.media
    waiting.shift()?.(message.records)
    return
  }
  run(message).then(
    (written) => say({ type: 'written', written }),
    (error: unknown) =>
      say({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
