// Ids of strings as spaCy's StringStore gives them: its own words by number, any other by a hash of its UTF-8.
import { spacySymbols } from './spacy-symbols.ts'

const MIX = 0xc6a4_a793_5bd1_e995n
const SHIFT = 47n
const SEED = 1n

const wrapped = (value: bigint) => BigInt.asUintN(64, value)

/** MurmurHash64A (Austin Appleby, MurmurHash2, 2008, public domain) of some bytes. */
export function murmur64(bytes: Uint8Array, seed: bigint): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length - (bytes.length % 8)
  let hash = seed ^ wrapped(BigInt(bytes.length) * MIX)
  for (let at = 0; at < whole; at += 8) {
    let word = wrapped(view.getBigUint64(at, true) * MIX)
    word = wrapped((word ^ (word >> SHIFT)) * MIX)
    hash = wrapped((hash ^ word) * MIX)
  }
  if (whole < bytes.length) {
    let rest = 0n
    for (let at = bytes.length - 1; at >= whole; at -= 1) rest = (rest << 8n) | BigInt(bytes[at] ?? 0)
    hash = wrapped((hash ^ rest) * MIX)
  }
  hash = wrapped((hash ^ (hash >> SHIFT)) * MIX)
  return hash ^ (hash >> SHIFT)
}

const utf8 = new TextEncoder()

/** The id of a string, 64 bits, unsigned. */
export function spacyId(text: string): bigint {
  return spacySymbols.get(text) ?? murmur64(utf8.encode(text), SEED)
}
