// MessagePack (msgpack.org, specification of 2013) out: what a writer of it needs. Each value in its shortest form, but
// numbers under −32, which take eight bytes.
import { joinedBytes } from './bytes.ts'

const utf8 = new TextEncoder()

/** A number to be written as a float of 64 bits, also where it is whole. */
export interface Float64 {
  readonly float: number
}

export type Packable =
  | null
  | boolean
  | number
  | string
  | Float64
  | Uint8Array
  | readonly Packable[]
  | ReadonlyMap<string | Uint8Array, Packable>

/** The bytes of a value. A whole number is written as one; throws RangeError beyond 2^53. */
export function packed(value: Packable): Uint8Array<ArrayBuffer> {
  return joinedBytes([...pieces(value)])
}

/** The head of a map of so many entries. */
export function mapHead(entries: number): Uint8Array<ArrayBuffer> {
  return entries < 16 ? bytesOf(0x80 | entries) : sized(entries, [null, 0xde, 0xdf])
}

/** The head of bytes of this length, which follow; at most 2^32 − 1. */
export function bytesHead(length: number): Uint8Array<ArrayBuffer> {
  return sized(length, [0xc4, 0xc5, 0xc6])
}

function* pieces(value: Packable): Generator<Uint8Array> {
  if (value === null) yield bytesOf(0xc0)
  else if (typeof value === 'boolean') yield bytesOf(value ? 0xc3 : 0xc2)
  else if (typeof value === 'number') yield Number.isInteger(value) ? integer(value) : float(value)
  else if (typeof value === 'string') yield* text(value)
  else if ('float' in value) yield float(value.float)
  else if (value instanceof Uint8Array) yield* [bytesHead(value.length), value]
  else if (isMap(value)) {
    yield mapHead(value.size)
    for (const [key, inner] of value) yield* [...pieces(key), ...pieces(inner)]
  } else {
    yield value.length < 16 ? bytesOf(0x90 | value.length) : sized(value.length, [null, 0xdc, 0xdd])
    for (const inner of value) yield* pieces(inner)
  }
}

function isMap(value: object): value is ReadonlyMap<string | Uint8Array, Packable> {
  return value instanceof Map
}

function* text(value: string): Generator<Uint8Array> {
  const bytes = utf8.encode(value)
  yield bytes.length < 32 ? bytesOf(0xa0 | bytes.length) : sized(bytes.length, [0xd9, 0xda, 0xdb])
  yield bytes
}

function bytesOf(...bytes: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes)
}

/** A length in one, two or four bytes after the code of its form. */
function sized(length: number, [one, two, four]: readonly [one: number | null, two: number, four: number]) {
  if (one !== null && length < 2 ** 8) return bytesOf(one, length)
  if (length < 2 ** 16) return bytesOf(two, length >> 8, length & 0xff)
  if (length >= 2 ** 32) throw new RangeError(`MessagePack holds no more than 2^32 - 1 of a thing, not ${length}.`)
  const bytes = new Uint8Array(5)
  bytes[0] = four
  new DataView(bytes.buffer).setUint32(1, length)
  return bytes
}

function integer(value: number): Uint8Array<ArrayBuffer> {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number within 2^53.`)
  if (value >= 0) {
    if (value < 128) return bytesOf(value)
    return value < 2 ** 32
      ? sized(value, [0xcc, 0xcd, 0xce])
      : wide(0xcf, (view) => view.setBigUint64(1, BigInt(value)))
  }
  if (value >= -32) return bytesOf(0x100 + value)
  return wide(0xd3, (view) => view.setBigInt64(1, BigInt(value)))
}

function float(value: number): Uint8Array<ArrayBuffer> {
  return wide(0xcb, (view) => view.setFloat64(1, value))
}

function wide(code: number, set: (view: DataView) => void): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(9)
  bytes[0] = code
  set(new DataView(bytes.buffer))
  return bytes
}
