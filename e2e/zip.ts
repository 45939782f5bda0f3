// Reads a downloaded export: its files by path.
import type { Readable } from 'node:stream'
import * as yauzl from 'yauzl'

/** All files of a zip as bytes. */
export async function readZip(path: string): Promise<Map<string, Buffer>> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true })
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await bytesOf(await zip.openReadStreamPromise(entry)))
  return files
}

/** The one file of that path as text. */
export function textIn(files: ReadonlyMap<string, Buffer>, path: string): string {
  const bytes = files.get(path)
  if (!bytes) throw new Error(`no ${path}; there are ${[...files.keys()].join(', ')}`)
  return bytes.toString('utf8')
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
