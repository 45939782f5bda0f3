// Word lists: finds entries of a list in a text, the longest at each place, from the left, without overlaps.

interface Node {
  readonly next: Map<string, Node>
  /** An entry ends here. */
  isEnd: boolean
}

/** A stretch in UTF-16 indices, half-open. */
export interface Hit {
  readonly from: number
  readonly to: number
}

export interface WordListOptions {
  readonly matchCase: boolean
  /** Neither the character before nor the one after is a letter, mark, digit or underscore. */
  readonly wholeWords: boolean
}

/**
 * A finder of the entries, in one pass of the text whatever their number: each place is followed down a tree of code
 * points. A run of blanks in an entry stands for any run of blanks in the text, line ends among them.
 */
export function wordList(words: readonly string[], options: WordListOptions): (text: string) => Hit[] {
  const fold = options.matchCase ? (char: string) => char : folded
  const root: Node = { next: new Map(), isEnd: false }
  for (const word of words) enter(root, word.trim(), fold)
  return (text) => hits(text, root, fold, options.wholeWords)
}

function enter(root: Node, word: string, fold: (char: string) => string): void {
  let node = root
  for (const char of word.replace(/\s+/gu, ' ')) {
    const key = fold(char)
    const known = node.next.get(key)
    const next = known ?? { next: new Map(), isEnd: false }
    if (!known) node.next.set(key, next)
    node = next
  }
  if (node !== root) node.isEnd = true
}

/** Case folded a code point at a time, so that places stay: what would become several (`İ`) stays as it is. */
function folded(char: string): string {
  const lower = char.toLowerCase()
  return [...lower].length === 1 ? lower : char
}

function hits(text: string, root: Node, fold: (char: string) => string, wholeWords: boolean): Hit[] {
  const found: Hit[] = []
  for (let at = 0; at < text.length; ) {
    const to = wholeWords && isInWord(text, at) ? null : longest(text, at, root, fold, wholeWords)
    if (to !== null) found.push({ from: at, to })
    at = to ?? at + charAt(text, at).length
  }
  return found
}

/** Where the longest entry that begins at the place ends; null where none does. */
function longest(text: string, from: number, root: Node, fold: (char: string) => string, wholeWords: boolean) {
  let end: number | null = null
  let node: Node | undefined = root
  for (let at = from; at < text.length && node; ) {
    const char = charAt(text, at)
    const isBlank = BLANK.test(char)
    node = node.next.get(isBlank ? ' ' : fold(char))
    at += char.length
    while (isBlank && at < text.length && BLANK.test(charAt(text, at))) at += charAt(text, at).length
    if (node?.isEnd && !(wholeWords && isInWord(text, at))) end = at
  }
  return end
}

const BLANK = /^\s$/u
const WORD = /[\p{L}\p{M}\p{N}_]/u

const charAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0)

/** Whether the place lies between two characters of one word. */
function isInWord(text: string, at: number): boolean {
  if (at === 0 || at >= text.length) return false
  return WORD.test(charAt(text, at)) && WORD.test(before(text, at))
}

function before(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1)
  const isLow = unit >= 0xdc00 && unit <= 0xdfff
  return charAt(text, isLow && at > 1 ? at - 2 : at - 1)
}
