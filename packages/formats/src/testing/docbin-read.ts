// Reads a DocBin for tests, by the specifications alone and not by the writer: MessagePack, then spaCy's packed arrays.
// Only the ids of strings are the writer's own, which are held against spaCy's in `spacy-strings.test.ts`.
import { spacyId } from '../spacy-strings.ts'

export interface ReadSpan {
  /** Code points. */
  readonly start: number
  readonly end: number
  readonly label: string
  readonly quote: string
}

export interface ReadDoc {
  readonly text: string
  readonly tokens: readonly string[]
  /** `Token.ent_iob_` with its type: `B-person`, `I-person`, `O`, or nothing where it is not known. */
  readonly tags: readonly string[]
  readonly entities: readonly ReadSpan[]
  readonly groups: Readonly<Record<string, readonly ReadSpan[]>>
  readonly cats: Readonly<Record<string, number>>
  readonly userData: unknown
}

/** A value of MessagePack; maps as Maps, bytes as a Uint8Array. Throws where it is none or bytes are left over. */
export function unpacked(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const number = (size: 1 | 2 | 4) => {
    at += size
    return size === 1 ? view.getUint8(at - 1) : size === 2 ? view.getUint16(at - 2) : view.getUint32(at - 4)
  }
  const take = (length: number) => {
    at += length
    if (at > bytes.length) throw new Error(`${length} bytes are missing`)
    return bytes.slice(at - length, at)
  }
  const words = (length: number) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(take(length))
  const list = (length: number) => Array.from({ length }, value)
  const map = (length: number) => new Map(Array.from({ length }, () => [key(value()), value()]))
  // Bytes are no key of a Map by what they hold: their digits are.
  const key = (one: unknown) => (one instanceof Uint8Array ? hex(one) : one)
  function value(): unknown {
    const code = number(1)
    if (code < 0x80) return code
    if (code < 0x90) return map(code & 15)
    if (code < 0xa0) return list(code & 15)
    if (code < 0xc0) return words(code & 31)
    if (code >= 0xe0) return code - 0x100
    const read = FORMS[code]?.()
    if (read === undefined) throw new Error(`0x${code.toString(16)} at ${at - 1} is no form that is read here`)
    return read
  }
  const FORMS: Record<number, () => unknown> = {
    192: () => null,
    194: () => false,
    195: () => true,
    196: () => take(number(1)),
    197: () => take(number(2)),
    198: () => take(number(4)),
    203: () => viewOf(take(8)).getFloat64(0),
    204: () => number(1),
    205: () => number(2),
    206: () => number(4),
    207: () => Number(viewOf(take(8)).getBigUint64(0)),
    211: () => Number(viewOf(take(8)).getBigInt64(0)),
    217: () => words(number(1)),
    218: () => words(number(2)),
    219: () => words(number(4)),
    220: () => list(number(2)),
    221: () => list(number(4)),
    222: () => map(number(2)),
    223: () => map(number(4)),
  }
  const whole = value()
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes are left over`)
  return whole
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const unhex = (digits: string) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The documents of a DocBin, inflated. */
export function readDocBin(inflated: Uint8Array): ReadDoc[] {
  const file = unpacked(inflated) as Map<string, unknown>
  const names = new Map((file.get('strings') as string[]).map((text) => [spacyId(text), text] as const))
  const nameOf = (id: bigint) => {
    const name = id === 0n ? '' : names.get(id)
    if (name === undefined) throw new Error(`no string has the id ${id}`)
    return name
  }
  const attrs = file.get('attrs') as number[]
  const [orth, iob, type] = [65, 77, 78].map((attribute) => attrs.indexOf(attribute))
  const tokens = viewOf(file.get('tokens') as Uint8Array)
  const spaces = file.get('spaces') as Uint8Array
  const lengths = viewOf(file.get('lengths') as Uint8Array)
  const per = <T>(key: string, index: number) => (file.get(key) as T[])[index] as T
  let row = 0
  return Array.from({ length: lengths.byteLength / 4 }, (_, index) => {
    const rows = Array.from({ length: lengths.getInt32(index * 4, true) }, (_row, at) => row + at)
    row += rows.length
    const cell = (at: number, column = -1) => tokens.getBigUint64((at * attrs.length + column) * 8, true)
    const texts = rows.map((at) => nameOf(cell(at, orth)))
    const text = rows.map((at, place) => (texts[place] ?? '') + (spaces[at] === 1 ? ' ' : '')).join('')
    const groups = unpacked(per('span_groups', index))
    const tags = rows.map((at) => {
      const label = nameOf(cell(at, type))
      return ['', `I-${label}`, 'O', `B-${label}`][Number(cell(at, iob))] ?? '?'
    })
    return {
      text,
      tokens: texts,
      tags,
      entities: entitiesOf(
        tags,
        texts.map((token, place) => ({ token, space: spaces[rows[place] ?? 0] === 1 })),
      ),
      groups: groups instanceof Map ? groupsOf(groups, text, nameOf) : {},
      cats: Object.fromEntries(per<Map<string, number>>('cats', index)),
      userData: plain(unpacked(per('user_data', index))),
    }
  })
}

/** What `doc.ents` gives: from a token B- to the last I- that follows. */
function entitiesOf(
  tags: readonly string[],
  tokens: readonly { readonly token: string; readonly space: boolean }[],
): ReadSpan[] {
  const found: ReadSpan[] = []
  let at = 0
  let held = ''
  for (const [place, { token, space }] of tokens.entries()) {
    const tag = tags[place] ?? ''
    const end = at + Array.from(token).length
    const open = tag.startsWith('I-') ? found.pop() : { start: at, label: tag.slice(2), quote: '' }
    if (!open) throw new Error(`token ${place} continues no entity`)
    if (/^[BI]-/.test(tag)) found.push({ ...open, end, quote: open.quote + (open.quote === '' ? '' : held) + token })
    held = space ? ' ' : ''
    at = end + held.length
  }
  return found
}

function groupsOf(groups: Map<unknown, unknown>, text: string, nameOf: (id: bigint) => string) {
  const points = Array.from(text)
  return Object.fromEntries(
    [...groups].flatMap(([bytes, keys]) => {
      const group = unpacked(unhex(String(bytes))) as Map<string, unknown>
      const spans = (group.get('spans') as Uint8Array[]).map((packed) => {
        const view = viewOf(packed)
        const [start, end] = [view.getInt32(32), view.getInt32(36)]
        return { start, end, label: nameOf(view.getBigUint64(16)), quote: points.slice(start, end).join('') }
      })
      return (keys as string[]).map((key) => [key, spans])
    }),
  )
}

/** Maps as objects. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  return value instanceof Map ? Object.fromEntries([...value].map(([key, one]) => [key, plain(one)])) : value
}
