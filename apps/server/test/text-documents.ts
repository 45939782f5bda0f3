// The documents of the trial of text formats: emoji of several characters, astral letters, combining marks, CRLF, Hebrew,
// Chinese; spans that nest, cross and come in parts; relations. Offsets are counted here apart from the code under test.
import { Question } from '@etabli/schema'

export interface GivenSpan {
  readonly label: 'person' | 'place' | 'thing'
  /** [start, end) in code points, one or more. */
  readonly parts: readonly (readonly [number, number])[]
}

export interface GivenText {
  readonly name: string
  readonly text: string
  readonly spans: readonly GivenSpan[]
  /** From and to, by place among the spans. */
  readonly links: readonly (readonly [number, number])[]
}

const label = (id: string, colour: number) => ({ id, name: id, colour, key: String(colour + 1) })

export const questions: readonly Question[] = [
  {
    id: 'entities',
    kind: 'span',
    title: 'Entities',
    labels: ['person', 'place', 'thing'].map(label),
  },
  { id: 'links', kind: 'relation', title: 'Links', labels: [label('about', 0)], options: { spans: 'entities' } },
].map((one) => Question.parse(one))

/** As Python counts. */
export const points = (text: string): number => [...text].length

/** The place of words in a text, the n-th of them. */
function place(text: string, words: string, nth = 0): readonly [number, number] {
  let from = -1
  for (let found = 0; found <= nth; found += 1) from = text.indexOf(words, from + 1)
  if (from < 0) throw new Error(`no ${words}`)
  const start = points(text.slice(0, from))
  return [start, start + points(words)]
}

function given(
  name: string,
  text: string,
  spans: readonly (readonly [GivenSpan['label'], ...string[]])[],
  links: GivenText['links'] = [],
): GivenText {
  const placed = spans.map(([of, ...words]) => ({ label: of, parts: words.map((one) => place(text, one)) }))
  return { name, text, spans: placed, links }
}

/** Spans of whole words apart from each other: every format carries them. */
export const plainTexts: readonly GivenText[] = [
  given(
    'family',
    'Ask Théo about the 👨‍👩‍👧‍👦 in 𝒳ville .',
    [
      ['person', 'Théo'],
      ['thing', '👨‍👩‍👧‍👦'],
      ['place', '𝒳ville'],
    ],
    [[1, 2]],
  ),
  given('lines', 'one two\r\n\r\nthe e\u0301cole in Lyon\r\nends', [
    ['thing', 'e\u0301cole'],
    ['place', 'Lyon'],
  ]),
  given('hebrew', 'שלום Dana , הזמנה 12345 לא הגיעה', [
    ['person', 'Dana'],
    ['thing', 'הזמנה 12345'],
  ]),
  given('chinese', '我在 上海 买了 一台 手机', [
    ['place', '上海'],
    ['thing', '手机'],
  ]),
]

/** What some formats cannot carry: nested, crossing, in parts, over line ends, two labels in one place. */
export const hardTexts: readonly GivenText[] = [
  ...plainTexts,
  given(
    'nested',
    'New York Times of 🇫🇷🇯🇵 New York',
    [
      ['thing', 'New York Times'],
      ['place', 'New York'],
      ['place', 'York'],
      ['person', 'York'],
    ],
    [
      [0, 1],
      [3, 0],
    ],
  ),
  given('crossing', 'a 𝒳 b e\u0301 c d', [
    ['person', '𝒳 b e\u0301'],
    ['place', 'b e\u0301 c'],
  ]),
  given(
    'parts',
    'please ring 👩‍🚀 them\r\nup now',
    [
      ['thing', 'ring', 'up'],
      ['person', 'them\r\nup now'],
      ['person', '👩‍🚀'],
    ],
    [[0, 2]],
  ),
]

/** The texts with all that is said of them, as rows of our own JSONL. */
export function jsonlOf(texts: readonly GivenText[]): string {
  const rows = texts.map(({ name, text, spans, links }) => ({
    id: name,
    text,
    entities: spans.map(({ label: of, parts }, at) => ({
      id: `e${at}`,
      start: parts[0]?.[0],
      end: parts.at(-1)?.[1],
      label: of,
      ...(parts.length > 1 ? { parts: parts.map(([start, end]) => ({ start, end })) } : {}),
    })),
    relations: links.map(([from, to]) => ({ from: `e${from}`, to: `e${to}`, label: 'about' })),
  }))
  return rows.map((row) => JSON.stringify(row)).join('\n')
}

const quoteOf = (text: string, [start, end]: readonly [number, number]) => [...text].slice(start, end).join('')

/** A span in words: its label, its places and what stands there. */
export function spanWords(text: string, { label: of, parts }: GivenSpan): string {
  return JSON.stringify([of, ...parts.map((part) => [...part, quoteOf(text, part)])])
}

/** All that is said of a text: its spans, and its links by their ends; sorted. */
export function wordsOf({ text, spans, links }: Omit<GivenText, 'name'>): string[] {
  const each = spans.map((one) => spanWords(text, one))
  return [...each, ...links.map(([from, to]) => `${each[from]} → ${each[to]}`)].toSorted()
}
