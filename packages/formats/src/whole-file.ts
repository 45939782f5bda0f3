// Chunks → one whole file, bounded: for syntaxes that cannot be read by line, as COCO's.
import { joinedBytes } from './bytes.ts'
import type { ReadOptions } from './codec.ts'
import { type Issue, inFile } from './issue.ts'
import type { Stream } from './reader.ts'

/** An engine's strings end near 2^29 characters; a file beyond this cannot be parsed as one. */
export const WHOLE_MAX = 500_000_000

/** All bytes of the file, or an issue where it is over `max` bytes. Holds one copy. */
export async function wholeFile(
  chunks: Stream<Uint8Array>,
  options: ReadOptions & { readonly max?: number } = {},
): Promise<{ readonly bytes: Uint8Array } | { readonly issue: Issue }> {
  const max = options.max ?? WHOLE_MAX
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > max) return { issue: inFile(tooLarge(max), options.file) }
    parts.push(chunk.slice())
  }
  return { bytes: joinedBytes(parts) }
}

/** Says that a file is over a bound. */
export function tooLarge(max: number): Issue {
  const size = max >= 1_000_000 ? `${Math.floor(max / 1_000_000)} MB` : `${max} bytes`
  return { code: 'file.too-large', message: `This file is over ${size}. Split it into several.` }
}
