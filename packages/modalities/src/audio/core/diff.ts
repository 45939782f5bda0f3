// The word diff of a correction against the machine's transcript, and its running error rates.
import type { EditOp } from '@etabli/agreement'
import { alignWords } from './align.ts'
import { type Normalisation, type Unit, unitsOf, wordsOf } from './words.ts'

/** One word of the diff: `from` is the machine's, `to` the person's; null where one has none. */
export interface DiffWord {
  readonly op: EditOp
  /** As written; several words where a number is read as several. */
  readonly from: string | null
  readonly to: string | null
}

export interface TranscriptDiff {
  readonly words: readonly DiffWord[]
  /** Word error rate of the machine against the person's text; null where that is empty. */
  readonly wer: number | null
  readonly cer: number | null
  /** Words the person put in the place of others, added, and took out. */
  readonly substitutions: number
  readonly insertions: number
  readonly deletions: number
}

/**
 * What a person changed of the machine's transcript. What the rules set aside makes no difference: such words are equal
 * in the diff, as the person wrote them, and do not count.
 */
export function diffTranscripts(machine: string, person: string, rules: Normalisation): TranscriptDiff {
  const from = wordsOf(machine)
  const to = wordsOf(person)
  const heard = unitsOf(from, rules)
  const written = unitsOf(to, rules)
  const edits = alignWords(heard.map(keyOf), written.map(keyOf))
  const columns = edits.map((edit): Column => {
    const left = edit.op === 'insert' ? undefined : heard[edit.from]
    const right = edit.op === 'delete' ? undefined : written[edit.to]
    return { op: edit.op, from: left?.word ?? null, to: right?.word ?? null }
  })
  const count = (op: EditOp): number => edits.filter((edit) => edit.op === op).length
  const changed = edits.length - count('equal')
  return {
    words: [...shownWords(groupsOf(columns), from, to)],
    wer: written.length === 0 ? null : changed / written.length,
    cer: characterRate(heard, written),
    substitutions: count('substitute'),
    insertions: count('insert'),
    deletions: count('delete'),
  }
}

function keyOf({ key }: Unit): string {
  return key
}

function characterRate(heard: readonly Unit[], written: readonly Unit[]): number | null {
  const characters = (units: readonly Unit[]): string[] => Array.from(units.map(keyOf).join(' '))
  const reference = characters(written)
  if (reference.length === 0) return null
  return alignWords(characters(heard), reference).filter(({ op }) => op !== 'equal').length / reference.length
}

/** One unit of either side, or one of each, by the places of the words that they are read from. */
interface Column {
  readonly op: EditOp
  readonly from: number | null
  readonly to: number | null
}

/** Columns that share a word: `23` against `twenty three` is one group. */
interface Group {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly equal: boolean
}

function groupsOf(columns: readonly Column[]): Group[] {
  const groups: Group[] = []
  // Words come in order, so that only the last of either side can be gone on with. The group that has it may lie some
  // groups back, where words of the other side were put in between its units.
  let left = { word: -1, group: 0 }
  let right = { word: -1, group: 0 }
  for (const { op, from, to } of columns) {
    const first = Math.min(
      from === left.word ? left.group : groups.length,
      to === right.word ? right.group : groups.length,
    )
    const own: Group = { from: from === null ? [] : [from], to: to === null ? [] : [to], equal: op === 'equal' }
    groups.push([...groups.splice(first), own].reduce(merged))
    left = from === null ? { ...left, group: Math.min(left.group, first) } : { word: from, group: first }
    right = to === null ? { ...right, group: Math.min(right.group, first) } : { word: to, group: first }
  }
  return groups
}

function merged(a: Group, b: Group): Group {
  const union = (left: readonly number[], right: readonly number[]) => [...new Set([...left, ...right])]
  return { from: union(a.from, b.from), to: union(a.to, b.to), equal: a.equal && b.equal }
}

/** The groups in words, with the words between them that do not count (punctuation alone) as equal. */
function* shownWords(
  groups: readonly Group[],
  from: readonly string[],
  to: readonly string[],
): Generator<DiffWord, void, undefined> {
  let left = 0
  let right = 0
  for (const group of groups) {
    yield* idleWords(from.slice(left, group.from[0] ?? left), to.slice(right, group.to[0] ?? right))
    left = Math.max(left, (group.from.at(-1) ?? -1) + 1)
    right = Math.max(right, (group.to.at(-1) ?? -1) + 1)
    yield {
      op: opOf(group),
      from: writtenAt(group.from, from),
      to: writtenAt(group.to, to),
    }
  }
  yield* idleWords(from.slice(left), to.slice(right))
}

/** From the first to the last of these places, what does not count between them too. */
function writtenAt(places: readonly number[], words: readonly string[]): string | null {
  const [first] = places
  return first === undefined ? null : words.slice(first, (places.at(-1) ?? first) + 1).join(' ')
}

function* idleWords(from: readonly string[], to: readonly string[]): Generator<DiffWord, void, undefined> {
  for (let index = 0; index < Math.max(from.length, to.length); index += 1) {
    yield { op: 'equal', from: from[index] ?? null, to: to[index] ?? null }
  }
}

function opOf({ from, to, equal }: Group): EditOp {
  if (equal) return 'equal'
  if (from.length === 0) return 'insert'
  return to.length === 0 ? 'delete' : 'substitute'
}
