// Several transcripts of one recording in aligned columns, and taking over one version's word in one of them.
import { roverNetwork } from '@etabli/agreement'
import type { WordVote } from './kinds/transcript-value.ts'
import { placedWords, withSuggestion } from './suggestions.ts'
import { type Normalisation, wordKey, wordsOf } from './words.ts'

/** One place of the alignment. */
export interface WordColumn {
  /** The same as long as the versions are, however the text changes. */
  readonly key: string
  /** Each version's word as written; null where it has none here. */
  readonly cells: readonly (string | null)[]
  /** The place of the text's word among its words; null where it has none here. */
  readonly at: number | null
  /** The versions that count do not all say the same. */
  readonly differs: boolean
  /** How many of the versions that count say what the text says here. */
  readonly votes: number
  /** Where each cell says what the text says, by the rules. */
  readonly same: readonly boolean[]
}

/** Longer transcripts are not laid out in columns: aligning them at every stroke takes too long. */
const MOST_WORDS = 1_500

/**
 * The versions and the text word by word, as they are aligned for the vote (ROVER); null where one is too long.
 * @param voters how many of the versions count, from the first; those after them (a machine's) are only shown
 */
export function columnsOf(
  text: string,
  versions: readonly string[],
  voters: number,
  rules: Normalisation,
): readonly WordColumn[] | null {
  const written = [...versions, text].map(wordsOf)
  if (written.some((words) => words.length > MOST_WORDS)) return null
  const keys = written.map((words) => words.map((word) => wordKey(word, rules)))
  const slots = roverNetwork(keys.map((words) => words.map((key) => ({ key }))))
  return slots.map(({ at }, index) => {
    const said = at.map((place, voice) => (place === null ? null : (keys[voice]?.[place] ?? null)))
    const own = said.at(-1) ?? null
    const others = said.slice(0, -1)
    const isOnlyOwn = others.every((key) => key === null)
    return {
      key: isOnlyOwn ? `own ${index}` : at.slice(0, -1).join(','),
      cells: at.slice(0, -1).map((place, voice) => (place === null ? null : (written[voice]?.[place] ?? null))),
      at: at.at(-1) ?? null,
      differs: new Set(others.slice(0, voters)).size > 1,
      votes: others.slice(0, voters).filter((key) => key === own).length,
      same: others.map((key) => key === own),
    }
  })
}

/**
 * How sure the vote was in each place of the versions, by the columns' keys.
 * @param columns the versions beside the text that was voted for
 */
export function sureOf(columns: readonly WordColumn[], vote: WordVote): ReadonlyMap<string, number> {
  const sure = new Map<string, number>()
  const empty = new Map<number, string[]>()
  let before = 0
  for (const { key, at } of columns) {
    const said = at === null ? undefined : vote.words[at]
    if (said !== undefined) sure.set(key, said)
    if (at === null) empty.set(before, [...(empty.get(before) ?? []), key])
    else before = at + 1
  }
  for (const [place, keys] of empty) {
    const gaps = vote.gaps.flatMap((gap) => (gap.before === place ? [gap.sure] : []))
    if (gaps.length === 0) continue
    // Versions hidden meanwhile may make other places of the same gap: then each is as sure as the least sure of them.
    const fits = gaps.length === keys.length
    for (const [index, key] of keys.entries()) sure.set(key, (fits ? gaps[index] : undefined) ?? Math.min(...gaps))
  }
  return sure
}

/** No more than half of the weight stands behind it. */
export function isDoubtful(sure: number | undefined): boolean {
  return sure !== undefined && sure <= 0.5
}

/** The places on which the versions differ in the order in which they are gone through: the doubtful ones first. */
export function differencesOf(columns: readonly WordColumn[], sure: ReadonlyMap<string, number>): WordColumn[] {
  const differing = columns.filter(({ differs }) => differs)
  const isUnsure = ({ key }: WordColumn) => isDoubtful(sure.get(key))
  return [...differing.filter(isUnsure), ...differing.filter((column) => !isUnsure(column))]
}

/** A stretch of the text in UTF-16 units: the column's word, or (of no length) where it would stand. */
export function stretchOf(text: string, columns: readonly WordColumn[], index: number): { start: number; end: number } {
  const words = placedWords(text)
  const own = columns[index]?.at ?? null
  const here = own === null ? undefined : words[own]
  if (here) return { start: here.start, end: here.end }
  const before = columns.slice(0, index).findLast(({ at }) => at !== null)?.at ?? null
  const end = before === null ? 0 : (words[before]?.end ?? 0)
  return { start: end, end }
}

/** The text with one column as a version has it: its word put in, replaced or taken out, with the blanks that needs. */
export function withChoice(text: string, columns: readonly WordColumn[], index: number, version: number): string {
  const column = columns[index]
  if (!column) return text
  const word = column.cells[version] ?? null
  const stretch = stretchOf(text, columns, index)
  if (column.at !== null) return withSuggestion(text, stretch, word ?? '').text
  if (word === null) return text
  const before = text.slice(0, stretch.start)
  const after = text.slice(stretch.end)
  if (before === '') return after === '' ? word : `${word} ${after}`
  return `${before} ${word}${after}`
}
