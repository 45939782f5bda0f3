// Sends a file of the store: with ranges, tags and the headers that keep whatever was uploaded inert.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isFresh, wantedRange } from './ranges.ts'

/** Nothing in an uploaded file may run, frame, fetch or be guessed at. */
const INERT = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
} as const

/** The bytes behind a hash never change; who may see them depends on who asks. */
const KEPT = 'private, max-age=31536000, immutable'

export interface SentFile {
  readonly path: string
  readonly mime: string
  /** What changes when the bytes do; a content hash. */
  readonly tag: string
  /** Sent as a download under this name; shown in place where absent. */
  readonly filename?: string
  /** Who may have it may not have it for long: no browser is to keep it. */
  readonly isPrivate?: boolean
}

/**
 * Answers GET and HEAD with the file, or the asked range of it. The bytes behind a hash never change, so a client may
 * keep them for a year; only for itself, since who may see them depends on who asks.
 */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: SentFile): Promise<FastifyReply> {
  const { size } = await stat(file.path)
  const etag = `"${file.tag}"`
  reply.headers({
    ...INERT,
    etag,
    'accept-ranges': 'bytes',
    'content-type': file.mime,
    'cache-control': keptFor(file),
    'content-disposition': file.filename === undefined ? 'inline' : disposition(file.filename),
  })
  if (isFresh(request.headers['if-none-match'], etag)) return reply.code(304).send()
  const range = wantedRange(request.headers.range, headerText(request.headers['if-range']), etag, size)
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send()
  const part = range === 'all' ? { start: 0, end: size - 1 } : range
  if (range !== 'all') reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${size}`)
  const length = size === 0 ? 0 : part.end - part.start + 1
  reply.header('content-length', length)
  // A stream even where nothing is sent: Fastify would count the bytes of anything else anew.
  if (request.method === 'HEAD' || length === 0) return reply.send(Readable.from([]))
  return reply.send(createReadStream(file.path, part))
}

/** Answers GET and HEAD with bytes that were made for it, to be kept as long as a file: the same tag, the same bytes. */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Uint8Array,
  made: Pick<SentFile, 'tag' | 'isPrivate'>,
): FastifyReply {
  const etag = `"${made.tag}"`
  reply.headers({ ...INERT, etag, 'content-type': 'application/octet-stream', 'cache-control': keptFor(made) })
  if (isFresh(request.headers['if-none-match'], etag)) return reply.code(304).send()
  return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

function keptFor({ filename, isPrivate }: Pick<SentFile, 'filename' | 'isPrivate'>): string {
  if (isPrivate) return 'private, no-store'
  return filename === undefined ? KEPT : 'private, no-cache'
}

/** `Content-Disposition` of a download: a plain name for old clients, the true one in UTF-8 (RFC 6266, RFC 8187). */
export function disposition(filename: string): string {
  const plain = filename.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(filename).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
