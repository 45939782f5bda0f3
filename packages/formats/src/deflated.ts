// Bytes compressed as zlib does (RFC 1950), by the stream that Node and browsers share.

/** Compresses chunks as they come; the same chunks give the same bytes. */
export async function* deflated(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream('deflate')
  const writer = writable.getWriter()
  const reader = readable.getReader()
  const fed = feed(chunks, writer)
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
    await fed
  } finally {
    // Ends the feeding where nobody reads on; at the end of the stream it does nothing.
    await reader.cancel()
  }
}

interface Writer {
  write(chunk: Uint8Array<ArrayBuffer>): Promise<void>
  close(): Promise<void>
  abort(reason: unknown): Promise<void>
}

/** Never rejects: what fails here fails the reading side. */
async function feed(chunks: AsyncIterable<Uint8Array<ArrayBuffer>>, writer: Writer): Promise<void> {
  try {
    for await (const chunk of chunks) if (chunk.length > 0) await writer.write(chunk)
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
  }
}
