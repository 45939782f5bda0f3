// Writes a zip whose bytes depend on its content alone: fixed times, fixed packing, the order of the caller.
import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BlobHash } from '@etabli/schema'
import { ZipFile } from 'yazl'

export interface ZipEntry {
  readonly path: string
  readonly chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
  /** Media are packed already; deflating them again costs time and gains nothing. */
  readonly packed?: boolean
}

export interface WrittenEntry {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export interface WrittenZip {
  readonly bytes: number
  readonly sha256: BlobHash
}

// DOS times have no zone: the local first second of 1980 is the same two words everywhere.
const EPOCH = new Date(1980, 0, 1)
const MODE = 0o100644

/**
 * Streams the entries into a zip file, one after the other: the next is asked for when the last was consumed.
 * @param entries gives each entry; may end with one made of what `done` reported (a manifest)
 * @param done called with the length and SHA-256 of each entry when it was written
 */
export async function writeZip(
  to: string,
  entries: AsyncIterable<ZipEntry>,
  done: (entry: WrittenEntry) => void = () => undefined,
): Promise<WrittenZip> {
  const zip = new ZipFile()
  const whole = meter()
  const failed = new Promise<never>((_, reject) => zip.once('error', reject))
  failed.catch(() => undefined)
  const written = pipeline(zip.outputStream, whole.stream, createWriteStream(to, { mode: 0o600 }))
  written.catch(() => undefined)
  const paths = new Set<string>()
  for await (const entry of entries) {
    if (paths.has(entry.path)) throw new Error(`two files of the export are called ${entry.path}`)
    paths.add(entry.path)
    await Promise.race([addEntry(zip, entry, done), failed, written])
  }
  zip.end()
  await Promise.race([written, failed])
  await flush(to)
  return { bytes: whole.bytes(), sha256: BlobHash.parse(whole.hash.digest('hex')) }
}

async function addEntry(zip: ZipFile, entry: ZipEntry, done: (entry: WrittenEntry) => void): Promise<void> {
  const { stream, hash, bytes } = meter()
  const options = { mtime: EPOCH, mode: MODE, forceDosTimestamp: true, compress: entry.packed !== true }
  const source = Readable.from(buffered(entry.chunks), { objectMode: false })
  zip.addReadStreamLazy(entry.path, options, (give) => give(null, stream))
  await pipeline(source, stream)
  // The pipe into the archive is drained when the last chunk was taken on.
  done({ path: entry.path, bytes: bytes(), sha256: hash.digest('hex') })
}

const PART = 64 * 1024

/** Joins small texts into parts of a fixed size, so that neither speed nor bytes depend on how they were cut. */
async function* buffered(chunks: ZipEntry['chunks']): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    parts.push(bytes)
    size += bytes.length
    if (size < PART) continue
    const whole = Buffer.concat(parts)
    const cut = size - (size % PART)
    for (let at = 0; at < cut; at += PART) yield whole.subarray(at, at + PART)
    parts = [whole.subarray(cut)]
    size -= cut
  }
  if (size > 0) yield Buffer.concat(parts)
}

function meter(): { stream: Transform; hash: Hash; bytes: () => number } {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk)
      bytes += chunk.length
      next(null, chunk)
    },
  })
  return { stream, hash, bytes: () => bytes }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
