// What was read and waits to be landed: rows and bad rows as lines of files in the import's folder.
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Answers, Fields, Media } from '@etabli/schema'
import type { MissingLabel } from './labels.ts'

/** A task that was read, checked and can be landed. */
export interface StagedRow {
  readonly name: string
  readonly media: Media
  readonly fields: Fields
  readonly prefill: Answers
  /** The area's file whose bytes are the media's blob, or null for text and none. */
  readonly file: string | null
  /** True where a mark carries a label that the project lacked when this was read. */
  readonly lacksLabel: boolean
  readonly origin: { readonly file: string; readonly line?: number | undefined }
}

/** A row that cannot be taken, and why. */
export interface BadRow {
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly path?: string | undefined
  readonly code: string
  readonly message: string
}

/** Appends values as lines of JSON, with backpressure. */
export interface LineWriter {
  write(value: unknown): Promise<void>
  /** Flushes to the disk and closes. */
  end(): Promise<void>
}

export const ROWS = 'rows.jsonl'
export const BAD = 'bad.jsonl'
const LABELS = 'labels.json'

export function lineWriter(folder: string, name: string): LineWriter {
  const stream = createWriteStream(join(folder, name), { flags: 'w', flush: true, mode: 0o600 })
  const failed = new Promise<never>((_, reject) => stream.once('error', reject))
  failed.catch(() => undefined)
  return {
    async write(value) {
      if (stream.write(`${JSON.stringify(value)}\n`)) return
      await Promise.race([new Promise<void>((resolve) => stream.once('drain', resolve)), failed])
    },
    async end() {
      stream.end()
      await finished(stream)
    },
  }
}

/** The lines of a staged file, one value each. These files are ours, so their form is not checked again. */
export async function* staged<T>(folder: string, name: string): AsyncGenerator<T> {
  // Cut at line feeds only: readline also cuts at U+2028, which JSON leaves as it is.
  let rest = ''
  for await (const chunk of createReadStream(join(folder, name), { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as T
  }
}

/** The values in lists of at most `size`. */
export async function* inBatches<T>(source: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const value of source) {
    batch.push(value)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

export async function writeMissingLabels(folder: string, missing: readonly MissingLabel[]): Promise<void> {
  const temporary = join(folder, `${LABELS}.new`)
  await writeFile(temporary, JSON.stringify(missing))
  const handle = await open(temporary, 'r')
  await handle.sync()
  await handle.close()
  await rename(temporary, join(folder, LABELS))
}

export async function readMissingLabels(folder: string): Promise<MissingLabel[]> {
  return JSON.parse(await readFile(join(folder, LABELS), 'utf8')) as MissingLabel[]
}
