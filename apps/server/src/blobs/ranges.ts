// What a request for a part of a file asks for (RFC 9110 §14): pure, so that every odd header can be tried.
import type { ByteRange } from './blobs.ts'

/** All bytes, one range of them, or a range outside the file. Several ranges at once are answered with all bytes. */
export type Wanted = 'all' | 'unsatisfiable' | ByteRange

/**
 * @param range the `Range` header
 * @param ifRange the `If-Range` header: the range holds only where it is the file's tag
 */
export function wantedRange(
  range: string | undefined,
  ifRange: string | undefined,
  etag: string,
  bytes: number,
): Wanted {
  if (range === undefined) return 'all'
  if (ifRange !== undefined && ifRange !== etag) return 'all'
  const match = /^bytes=(\d*)-(\d*)$/.exec(range.trim())
  if (!match) return 'all'
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return 'all'
  if (first === '') {
    const length = Math.min(Number(last), bytes)
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 }
  }
  const start = Number(first)
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  if (last !== '' && Number(last) < start) return 'all'
  return start >= bytes ? 'unsatisfiable' : { start, end }
}

/** True where the client's copy (`If-None-Match`) is the file's. */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
