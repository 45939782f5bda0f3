// The characters that a transcript may be written with: read from how a manager writes them, and found where others stand.

/** Ranges of code points, both ends included. */
export type Characters = readonly (readonly [number, number])[]

/** A stretch of a text in UTF-16 units, as text fields count, and the character that stands there. */
export interface Stray {
  readonly start: number
  readonly end: number
  readonly character: string
}

/**
 * Reads `a-z é à-ÿ ' -`: characters, and ranges joined by a hyphen; blanks between them mean nothing. A hyphen beside
 * a blank or at either end is itself. Null where a range ends before it begins.
 */
export function readCharacters(written: string): Characters | null {
  const signs = Array.from(written.normalize('NFC'))
  const ranges: [number, number][] = []
  for (let index = 0; index < signs.length; index += 1) {
    const first = signs[index] ?? ''
    const last = signs[index + 2] ?? ''
    if (isBlank(first)) continue
    const isRange = signs[index + 1] === '-' && last !== '' && !isBlank(last)
    ranges.push([codeOf(first), codeOf(isRange ? last : first)])
    if (isRange) index += 2
  }
  return ranges.every(([from, to]) => from <= to) ? ranges : null
}

/** What of a text is not among the characters. Blanks, line ends and the tokens of the palette are never strays. */
export function straysIn(text: string, allowed: Characters | null, tokens: readonly string[]): Stray[] {
  if (allowed === null || allowed.length === 0) return []
  const strays: Stray[] = []
  const free = longestFirst(tokens)
  for (let at = 0; at < text.length; ) {
    const token = free.find((one) => text.startsWith(one, at))
    const character = token ?? graphemeAt(text, at)
    if (token === undefined && !isAllowed(character, allowed)) {
      strays.push({ start: at, end: at + character.length, character })
    }
    at += character.length
  }
  return strays
}

/** A character as a sentence names it: itself, with its number where it cannot be seen. */
export function characterName(character: string): string {
  const isSeen = /^[\p{L}\p{N}\p{P}\p{S}\p{M}]+$/u.test(character) && !/^\p{M}/u.test(character)
  if (isSeen) return character
  return Array.from(character, (one) => `U+${codeOf(one).toString(16).toUpperCase().padStart(4, '0')}`).join(' ')
}

function isAllowed(character: string, allowed: Characters): boolean {
  if (isBlank(character)) return true
  const codes = Array.from(character.normalize('NFC'), codeOf)
  return codes.every((code) => allowed.some(([from, to]) => code >= from && code <= to))
}

function isBlank(character: string): boolean {
  return /^\s+$/u.test(character)
}

function longestFirst(tokens: readonly string[]): string[] {
  return tokens.toSorted((a, b) => b.length - a.length)
}

/** A character with the marks that stand on it. */
function graphemeAt(text: string, at: number): string {
  return /^(?:[\s\S]\p{M}*)/u.exec(text.slice(at, at + 16))?.[0] ?? text.charAt(at)
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}
