// The port of media: a content-addressed store. A blob is named by the SHA-256 of its bytes and never changes.
import type { Readable } from 'node:stream'
import type { BlobHash } from '@etabli/schema'

export interface StoredBlob {
  readonly hash: BlobHash
  readonly bytes: number
}

/** A closed range of bytes: both ends are included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** What the rest of the server may ask of a store of media. */
export interface Blobs {
  /**
   * Keeps the bytes; durable when the promise resolves. The same bytes twice are one blob.
   * @param limit bytes after which the put is refused
   * @throws BlobTooLarge
   */
  put(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, limit?: number): Promise<StoredBlob>
  /** Keeps a file of this machine by moving it into the store where it can, else by copying. The file is gone after. */
  adopt(path: string): Promise<StoredBlob>
  /** The blob's length in bytes, or null where there is none of that name. */
  stat(hash: BlobHash): Promise<{ readonly bytes: number } | null>
  /** The bytes, or a range of them. Errors on the stream where there is no such blob. */
  read(hash: BlobHash, range?: ByteRange): Readable
  /** A path on this machine at which the bytes can be read by libraries that want a file. */
  localPath(hash: BlobHash): string
  /**
   * Something made from a blob (a thumbnail), cached: made once, on the first ask, and safe to delete at any time.
   * @param name what it is, with its extension, for example `thumbnail.jpg`
   * @param make writes it, a file or a folder of files, to the given path
   * @returns its path
   */
  derived(hash: BlobHash, name: string, make: (path: string) => Promise<void>): Promise<string>
  /** Removes a blob and what was made of it; nothing where there is none. That nobody needs it is the caller's to know. */
  remove(hash: BlobHash): Promise<void>
}

/** A put went over its limit; nothing was kept. */
export class BlobTooLarge extends Error {
  readonly limit: number
  constructor(limit: number) {
    super(`more than ${limit} bytes`)
    this.name = 'BlobTooLarge'
    this.limit = limit
  }
}
