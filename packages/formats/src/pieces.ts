// Small pieces of text gathered into chunks worth a write, and numbers written one way.
import type { Stream } from './reader.ts'

const CHUNK = 64 * 1024

/** The same text in chunks of about 64 Ki characters. */
export function* gather(pieces: Iterable<string>): Generator<string> {
  let held = ''
  for (const piece of pieces) {
    held += piece
    if (held.length < CHUNK) continue
    yield held
    held = ''
  }
  if (held !== '') yield held
}

/**
 * A list as text, with `between` between its items, in chunks of about 64 Ki characters. Items come one at a time or,
 * which is faster, some at a time.
 */
export async function* gatherList<T>(
  items: Stream<T | readonly T[]>,
  write: (item: T) => string,
  between: string,
): AsyncGenerator<string> {
  let held = ''
  let first = true
  for await (const some of items) {
    for (const item of isList(some) ? some : [some]) {
      held += first ? write(item) : between + write(item)
      first = false
    }
    if (held.length < CHUNK) continue
    yield held
    held = ''
  }
  if (held !== '') yield held
}

function isList<T>(some: T | readonly T[]): some is readonly T[] {
  return Array.isArray(some)
}

/**
 * The number with at most `decimals` (0 to 6) decimals, without exponent and without trailing zeros; rounding what was
 * rounded changes nothing. Throws RangeError on what is not finite or not under 1e21.
 */
export function decimal(value: number, decimals: number): string {
  if (!(Math.abs(value) < 1e21)) throw new RangeError(`no decimal number: ${value}`)
  // From here on, doubles are too coarse to be shifted by six decimals and back.
  if (Math.abs(value) >= 1e9) return String(value)
  const scale = 10 ** decimals
  const rounded = Math.round(value * scale) / scale
  return rounded === 0 ? '0' : String(rounded)
}
