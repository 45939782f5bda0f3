// A text as sentences, tokens and parts of tokens, as WebAnno TSV numbers them, and which of them each span covers.
// Offsets are code points.
import { codePointLength } from '@etabli/formats'
import type { Mark } from '@etabli/schema'
import type { Passage } from '../passage.ts'
import { stretchOf } from '../stretches.ts'
import type { Stretch, Token } from '../tokens.ts'

export interface Unit extends Stretch {
  readonly id: string
}

export interface TokenUnit extends Unit {
  /** Parts that a span begins or ends with. */
  readonly parts: Unit[]
}

export interface UnitSentence {
  /** From its first token to where the next one begins, without the line end between. */
  readonly text: string
  readonly units: readonly TokenUnit[]
}

/**
 * A sentence a line; a line without tokens belongs to the sentence before it. The format fills what stands before a
 * sentence with blanks, so other signs there are a token of their own.
 */
export function unitLines(passage: Passage): UnitSentence[] {
  const groups: Token[][] = []
  let end = 0
  for (const token of passage.tokens) {
    const between = passage.index.slice(end, token.start)
    const isNew = groups.length === 0 || between.includes('\n')
    if (isNew) {
      const lead = leadOf(between, end, groups.length === 0)
      groups.push(lead ? [lead, token] : [token])
    } else groups.at(-1)?.push(token)
    end = token.end
  }
  // Blanks alone are one token.
  if (groups.length === 0) groups.push([{ start: 0, end: passage.length }])
  return groups.map((tokens, at) => {
    const begin = tokens[0]?.start ?? 0
    const next = groups[at + 1]?.[0]?.start
    return {
      text: sentenceText(passage, begin, next),
      units: tokens.map((token, place) => ({ ...token, id: `${at + 1}-${place + 1}`, parts: [] })),
    }
  })
}

/** What stands before a sentence's first token and is more than blanks, as a token; null where there is nothing such. */
function leadOf(between: string, end: number, isFirst: boolean): Token | null {
  const lead = isFirst ? between : between.slice(between.lastIndexOf('\n') + 1)
  if (/^ *$/.test(lead)) return null
  const until = end + codePointLength(between)
  return { start: until - codePointLength(lead), end: until }
}

function sentenceText(passage: Passage, begin: number, next: number | undefined): string {
  if (next === undefined) return passage.index.slice(begin, passage.length)
  // Blanks before the next sentence and the line end that parts them come by themselves.
  return passage.index.slice(begin, next).replace(/\n *$/, '')
}

export interface Placed {
  readonly mark: Mark
  readonly units: readonly Unit[]
  /** The number in brackets; null where its unit and layer tell it from all others. */
  readonly id: number | null
}

/** Spans by id with the units they cover. One that begins or ends between two tokens is given to `refuse`. */
export function placedSpans(
  spans: readonly Mark[],
  sentences: readonly UnitSentence[],
  refuse: (mark: Mark) => void,
): Map<string, Placed> {
  const tokens = sentences.flatMap(({ units }) => units)
  const found = spans.flatMap((mark): { mark: Mark; units: Unit[] }[] => {
    const units = unitsOf(stretchOf(mark), tokens)
    if (units === null) refuse(mark)
    return units === null ? [] : [{ mark, units }]
  })
  for (const token of tokens) {
    token.parts.sort((a, b) => a.start - b.start || a.end - b.end)
    for (const [at, part] of token.parts.entries()) Object.assign(part, { id: `${token.id}.${at + 1}` })
  }
  let ids = 0
  return new Map(
    found.map(({ mark, units }) => {
      const isAlone = found.every(
        (other) => other.mark === mark || other.mark.question !== mark.question || other.units[0] !== units[0],
      )
      const isPlain = isAlone && units.length === 1 && !isStacked(mark, units, found)
      if (!isPlain) ids += 1
      return [mark.id as string, { mark, units, id: isPlain ? null : ids }] as const
    }),
  )
}

function isStacked(
  mark: Mark,
  units: readonly Unit[],
  all: readonly { mark: Mark; units: readonly Unit[] }[],
): boolean {
  return all.some(
    (other) =>
      other.mark !== mark && other.mark.question === mark.question && other.units.some((unit) => units.includes(unit)),
  )
}

/** The tokens of a stretch, of the first and last only a part where it begins or ends within; null where it cannot be. */
function unitsOf({ start, end }: Stretch, tokens: readonly TokenUnit[]): Unit[] | null {
  const touched = tokens.filter((token) => token.start < end && token.end > start)
  const [first, last] = [touched[0], touched.at(-1)]
  if (!first || !last || first.start > start || last.end < end) return null
  return touched.map((token) => {
    const part = { start: Math.max(start, token.start), end: Math.min(end, token.end) }
    if (part.start === token.start && part.end === token.end) return token
    const known = token.parts.find((one) => one.start === part.start && one.end === part.end)
    const unit = known ?? { ...part, id: '' }
    if (!known) token.parts.push(unit)
    return unit
  })
}
