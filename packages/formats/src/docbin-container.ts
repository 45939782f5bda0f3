// What a DocBin holds before it is compressed: a MessagePack map with spaCy's packed arrays.
import type { DocBinDoc, DocBinSpan, DocBinStretch, DocBinToken } from './docbin-doc.ts'
import { bytesHead, mapHead, type Packable, packed } from './msgpack.ts'
import { codePointLength } from './offsets.ts'
import { spacyId } from './spacy-strings.ts'

/** Numbers of spaCy's attributes (`spacy.attrs`), in the order of a token's row. */
const ATTRIBUTES = { ORTH: 65, ENT_IOB: 77, ENT_TYPE: 78 } as const

/** `Token.ent_iob`. */
const IOB = { unknown: 0n, inside: 1n, outside: 2n, begins: 3n } as const

/** A token's row: three unsigned numbers of 64 bits, little-endian. */
const ROW = 3

/** The container's bytes in chunks. */
export async function* containerOf(docs: AsyncIterable<DocBinDoc>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const ids = new Map<string, bigint>()
  const idOf = (text: string) => {
    const id = ids.get(text) ?? spacyId(text)
    ids.set(text, id)
    return id
  }
  const tokens: Uint8Array<ArrayBuffer>[] = []
  const spaces: Uint8Array<ArrayBuffer>[] = []
  const lengths: number[] = []
  const cats: Packable[] = []
  const groups: Uint8Array[] = []
  const users: Uint8Array[] = []
  for await (const doc of docs) {
    tokens.push(rowsOf(doc, idOf))
    spaces.push(Uint8Array.from(doc.tokens, ({ space }) => (space ? 1 : 0)))
    lengths.push(doc.tokens.length)
    cats.push(new Map(Object.entries(doc.cats).map(([name, float]) => [name, { float }])))
    groups.push(groupsOf(doc, idOf))
    users.push(packed(doc.userData))
  }
  yield mapHead(10)
  yield packed('version')
  yield packed('0.1')
  yield packed('attrs')
  yield packed(Object.values(ATTRIBUTES))
  yield packed('tokens')
  yield* bytesIn(tokens)
  yield packed('spaces')
  yield* bytesIn(spaces)
  yield packed('lengths')
  yield* bytesIn([int32s(lengths)])
  yield packed('strings')
  yield packed([...ids.keys()].toSorted())
  yield packed('cats')
  yield packed(cats)
  yield packed('flags')
  yield packed(lengths.map(() => new Map([['has_unknown_spaces', false]])))
  yield packed('span_groups')
  yield packed(groups)
  yield packed('user_data')
  yield packed(users)
}

function* bytesIn(pieces: readonly Uint8Array<ArrayBuffer>[]): Generator<Uint8Array<ArrayBuffer>> {
  yield bytesHead(pieces.reduce((sum, { length }) => sum + length, 0))
  yield* pieces
}

function int32s(numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [at, number] of numbers.entries()) view.setInt32(at * 4, number, true)
  return bytes
}

/** A row a token: its text, where it stands in an entity, the entity's label. */
function rowsOf(doc: DocBinDoc, idOf: (text: string) => bigint): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(doc.tokens.length * ROW * 8)
  const view = new DataView(bytes.buffer)
  const set = (token: number, column: number, value: bigint) =>
    view.setBigUint64((token * ROW + column) * 8, value, true)
  const iobs = iobsOf(doc)
  for (const [at, { text }] of doc.tokens.entries()) {
    set(at, 0, idOf(text))
    set(at, 1, iobs[at] ?? IOB.unknown)
  }
  for (const { start, end, label } of doc.entities ?? []) {
    for (let at = start; at < end; at += 1) set(at, 2, idOf(label))
  }
  return bytes
}

function iobsOf({ tokens, entities, unknown }: DocBinDoc): bigint[] {
  const iobs: bigint[] = tokens.map(() => (entities === null ? IOB.unknown : IOB.outside))
  for (const stretch of unknown ?? []) iobs.fill(IOB.unknown, stretch.start, within(stretch, tokens).end)
  let last = 0
  for (const entity of (entities ?? []).toSorted((a, b) => a.start - b.start)) {
    const { start, end } = within(entity, tokens)
    if (start < last) throw new RangeError(`Entities overlap at token ${start}.`)
    iobs.fill(IOB.inside, start, end)
    iobs[start] = IOB.begins
    last = end
  }
  return iobs
}

function within<T extends DocBinStretch>(stretch: T, tokens: readonly DocBinToken[]): T {
  const { start, end } = stretch
  if (start >= 0 && start < end && end <= tokens.length) return stretch
  throw new RangeError(`There are no tokens from ${start} to ${end} of ${tokens.length}.`)
}

/** `SpanGroups.to_bytes`: each group's bytes with the keys under which it stands. */
function groupsOf({ tokens, groups }: DocBinDoc, idOf: (text: string) => bigint): Uint8Array {
  const all = Object.entries(groups)
  if (all.length === 0) return packed([])
  const starts = startsOf(tokens)
  return packed(
    new Map(
      all.map(([name, spans]): [Uint8Array, Packable] => {
        const written = spans.map((span) => spanBytes(within(span, tokens), tokens, starts, idOf))
        const group: [string, Packable][] = [
          ['name', name],
          ['attrs', new Map()],
          ['spans', written],
        ]
        return [packed(new Map(group)), [name]]
      }),
    ),
  )
}

/** Where each token begins in the text, in code points. */
function startsOf(tokens: readonly DocBinToken[]): number[] {
  let at = 0
  return tokens.map(({ text, space }) => {
    const start = at
    at += codePointLength(text) + (space ? 1 : 0)
    return start
  })
}

/** A span as C packs it, big-endian: id, knowledge base id and label of 64 bits; tokens and characters of 32. */
function spanBytes(
  { start, end, label }: DocBinSpan,
  tokens: readonly DocBinToken[],
  starts: readonly number[],
  idOf: (text: string) => bigint,
): Uint8Array {
  const last = end - 1
  const bytes = new Uint8Array(40)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(16, idOf(label))
  view.setInt32(24, start)
  view.setInt32(28, end)
  view.setInt32(32, starts[start] ?? 0)
  view.setInt32(36, (starts[last] ?? 0) + codePointLength(tokens[last]?.text ?? ''))
  return bytes
}
