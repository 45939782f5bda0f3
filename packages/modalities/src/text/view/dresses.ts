// The dresses: a light one of our own for Markdown, and turns for dialogues. Each character of the raw text stays where it
// is; marks of Markdown become quiet, speakers' names loud.
import type { Passage } from '../core/index.ts'
import type { Dress, DressName, MakeDress, RowDress } from './dress.ts'
import type { Run } from './lanes.ts'

export const dresses: Readonly<Record<Exclude<DressName, 'plain'>, MakeDress>> = { markdown, dialogue }

/** A dress whose rows are dressed when first asked for. */
function lazily(make: (row: number) => RowDress | null): Dress {
  const made = new Map<number, RowDress | null>()
  return {
    row(number) {
      const known = made.get(number)
      if (known !== undefined) return known
      const fresh = make(number)
      made.set(number, fresh)
      return fresh
    },
  }
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/
const BLOCKS: readonly (readonly [className: string, marks: RegExp])[] = [
  ['md-heading md-heading-1', /^ {0,3}# +/],
  ['md-heading md-heading-2', /^ {0,3}## +/],
  ['md-heading md-heading-3', /^ {0,3}#{3,6} +/],
  ['md-quote', /^ {0,3}> ?/],
  ['md-item', /^\s*([-*+]|\d{1,9}[.)]) +/],
  ['md-rule', /^ {0,3}([-*_])( *\1){2,} *$/],
]

function markdown(passage: Passage): Dress {
  const inCode = fencedRows(passage)
  return lazily((number) => {
    const { start, end } = passage.rows.at(number)
    const text = passage.text.slice(start, end)
    if (inCode(number))
      return { className: 'md-code', runs: FENCE.test(text) ? [{ start, end, className: 'md-mark' }] : [] }
    for (const [className, marks] of BLOCKS) {
      const found = marks.exec(text)
      if (!found) continue
      const after = start + found[0].length
      const own: Run = { start, end: after, className: 'md-mark' }
      return { className, runs: [own, ...inlineRuns(text.slice(found[0].length), after)] }
    }
    const runs = inlineRuns(text, start)
    return runs.length > 0 ? { className: 'md-words', runs } : null
  })
}

/** Which rows are code between fences, fences included; found by one pass over the lines that begin with one. */
function fencedRows({ text, rows }: Passage): (row: number) => boolean {
  const bounds: number[] = []
  let open = ''
  for (const { index, 1: fence = '' } of text.matchAll(/^ {0,3}(`{3,}|~{3,})[^\n]*$/gm)) {
    const row = rows.of(index)
    if (open === '') {
      bounds.push(row)
      open = fence
    } else if (fence.startsWith(open)) {
      bounds.push(row + 1)
      open = ''
    }
  }
  return (row) => bounds.filter((bound) => bound <= row).length % 2 === 1
}

/** What is emphasised, code or a link within a line, with its marks. The first that fits, from left to right. */
const INLINE =
  /(?<code>`+)(?<source>[^`].*?)\k<code>|!?\[(?<label>[^\]]*)\]\((?<target>[^()\s]*)(?:\s+"[^"]*")?\)|(?<strong>\*\*|__)(?=\S)(?<bold>.+?)(?<=\S)\k<strong>|(?<em>\*|(?<![\p{L}\p{N}])_)(?=\S)(?<italic>.+?)(?<=\S)(?:\*|_(?![\p{L}\p{N}]))|~~(?=\S)(?<gone>.+?)(?<=\S)~~/gu

function inlineRuns(text: string, from: number): Run[] {
  return [...text.matchAll(INLINE)].flatMap(({ 0: whole, index, groups = {} }) => {
    const [className, inner = ''] = dressed(groups)
    const at = from + index
    const inside = at + whole.indexOf(inner)
    return [
      { start: at, end: inside, className: 'md-mark' },
      { start: inside, end: inside + inner.length, className },
      { start: inside + inner.length, end: at + whole.length, className: 'md-mark' },
    ].filter(({ start, end }) => start < end)
  })
}

function dressed(groups: Readonly<Record<string, string | undefined>>): readonly [string, string | undefined] {
  if (groups['source'] !== undefined) return ['md-source', groups['source']]
  if (groups['label'] !== undefined) return ['md-link', groups['label']]
  if (groups['bold'] !== undefined) return ['md-strong', groups['bold']]
  if (groups['italic'] !== undefined) return ['md-em', groups['italic']]
  return ['md-gone', groups['gone']]
}

/** `Name: what is said`, the name of up to forty characters, or in brackets as chats export it after a time. */
const TURN = /^(?<before>\s*(?:\[[^\]]{1,40}\]\s*)?)(?<name>[\p{L}\p{N}][^:：\n]{0,39})[:：](?=\s|$)/u

function dialogue(passage: Passage): Dress {
  const speakers = new Map<string, number>()
  /** For each row who speaks in it, in the order of their first words; −1 before the first turn. */
  const turns = new Int16Array(passage.rows.count)
  let speaker = -1
  for (let row = 0; row < passage.rows.count; row += 1) {
    const { start, end } = passage.rows.at(row)
    const name = passage.rows.continues(row)
      ? undefined
      : TURN.exec(passage.text.slice(start, Math.min(end, start + 100)))?.groups?.['name']
    if (name !== undefined) {
      const key = name.trim().toLowerCase()
      speaker = speakers.get(key) ?? speakers.size
      speakers.set(key, speaker)
    }
    turns[row] = speaker
  }
  /** True for the last row of a turn: before a blank one, the next turn or the end. */
  const closes = (row: number): boolean => {
    const next = row + 1
    if (next >= passage.rows.count || turns[next] !== turns[row]) return true
    const { start, end } = passage.rows.at(next)
    const text = passage.text.slice(start, Math.min(end, start + 100))
    return text.trim() === '' || (!passage.rows.continues(next) && TURN.test(text))
  }
  return lazily((number) => {
    const who = turns[number] ?? -1
    if (who < 0) return null
    const { start, end } = passage.rows.at(number)
    const text = passage.text.slice(start, end)
    const found = passage.rows.continues(number) ? null : TURN.exec(text)
    const side = who % 2 === 0 ? 'turn-left' : 'turn-right'
    if (text.trim() === '') return { className: 'turn-blank', runs: [] }
    const shape = closes(number) ? `turn turn-closes ${side}` : `turn ${side}`
    if (!found) return { className: shape, runs: [] }
    const name = start + (found.groups?.['before']?.length ?? 0)
    const runs = [
      { start, end: name, className: 'md-mark' },
      { start: name, end: start + found[0].length, className: 'turn-name' },
    ].filter((run) => run.start < run.end)
    return { className: `${shape} turn-opens`, runs }
  })
}
