// IOB2 tags ⇄ spans of tokens; spans that one row of tags cannot carry are handed back with the reason. IOB1 and
// BILOU (BIOES too) are read as IOB2, BILOU is written of it.

/** Tokens `[start, end)` by number. */
export interface TokenSpan {
  readonly start: number
  readonly end: number
  readonly label: string
}

/** Why a tag cannot follow another in IOB2, as a sentence; null where it can. */
export function transitionFault(before: string, tag: string): string | null {
  if (!tag.startsWith('I-')) return null
  const type = tag.slice(2)
  if (before === `B-${type}` || before === `I-${type}`) return null
  return `${tag} follows ${before}, but only B-${type} or I-${type} may come before it.`
}

/** The spans that the tags of one sentence write. An I- that opens a span counts as B-. */
export function spansOfTags(tags: readonly string[]): TokenSpan[] {
  const spans: { start: number; end: number; label: string }[] = []
  let before = 'O'
  for (const [at, tag] of tags.entries()) {
    const open = spans.at(-1)
    if (tag.startsWith('I-') && transitionFault(before, tag) === null && open) open.end = at + 1
    else if (tag !== 'O') spans.push({ start: at, end: at + 1, label: tag.slice(2) })
    before = tag
  }
  return spans
}

export interface Tagged<S> {
  /** One a token. */
  readonly tags: readonly string[]
  /** `overlap`: shares a token with a span that was written. `boundary`: does not begin and end with a token. */
  readonly left: readonly { readonly span: S; readonly reason: 'overlap' | 'boundary' }[]
}

/**
 * Tags for spans given by offsets, over tokens given by offsets in the same unit, both half-open, tokens ascending.
 * Of spans that overlap, the earlier wins, then the longer, then the first in the list. Blanks and other text between
 * tokens belong to no token: a span must begin where one begins and end where one ends.
 */
export function tagsOfSpans<S extends { readonly start: number; readonly end: number; readonly label: string }>(
  tokens: readonly { readonly start: number; readonly end: number }[],
  spans: readonly S[],
): Tagged<S> {
  const tags = tokens.map(() => 'O')
  const left: { span: S; reason: 'overlap' | 'boundary' }[] = []
  const starts = new Map(tokens.map(({ start }, index) => [start, index]))
  const ends = new Map(tokens.map(({ end }, index) => [end, index]))
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const first = starts.get(span.start)
    const last = ends.get(span.end)
    if (first === undefined || last === undefined || last < first) left.push({ span, reason: 'boundary' })
    else if (tags.slice(first, last + 1).some((tag) => tag !== 'O')) left.push({ span, reason: 'overlap' })
    else for (let at = first; at <= last; at += 1) tags[at] = `${at === first ? 'B' : 'I'}-${span.label}`
  }
  return { tags, left }
}

/** How entities are written: IOB1 has B- only between neighbours of one type; BILOU closes with L- (E-), alone is U- (S-). */
export type TagScheme = 'iob1' | 'iob2' | 'bilou'

const LAST = /^[LE]-/
const ALONE = /^[US]-/

/** Whether the tag is O or a prefix of the scheme, a hyphen and a label. */
export function isTag(tag: string, scheme: TagScheme): boolean {
  return tag === 'O' || (scheme === 'bilou' ? /^[BILUES]-./.test(tag) : /^[BI]-./.test(tag))
}

/**
 * The scheme that these sentences are in. BILOU where a tag of its own occurs; IOB1 where an I- opens an entity and
 * every B- parts two of one type, as it alone writes; else IOB2.
 */
export function schemeOf(sentences: Iterable<readonly string[]>): TagScheme {
  let opening = 0
  let needless = 0
  for (const tags of sentences) {
    let before = 'O'
    for (const tag of tags) {
      if (LAST.test(tag) || ALONE.test(tag)) return 'bilou'
      const type = tag.slice(2)
      const goesOn = before === `B-${type}` || before === `I-${type}`
      if (tag.startsWith('I-') && !goesOn) opening += 1
      if (tag.startsWith('B-') && !goesOn) needless += 1
      before = tag
    }
  }
  return opening > 0 && needless === 0 ? 'iob1' : 'iob2'
}

/** Why a tag cannot follow another in the scheme, as a sentence; null where it can. */
export function schemeFault(before: string, tag: string, scheme: TagScheme): string | null {
  if (scheme === 'iob1') return null
  if (scheme === 'iob2') return transitionFault(before, tag)
  if (!tag.startsWith('I-') && !LAST.test(tag)) return null
  const type = tag.slice(2)
  if (before === `B-${type}` || before === `I-${type}`) return null
  return `${tag} follows ${before}, but only B-${type} or I-${type} may come before it.`
}

/** The tag as IOB2, given the one before it in its own scheme. One that cannot follow opens an entity. */
export function asIob2(before: string, tag: string, scheme: TagScheme): string {
  if (tag === 'O') return 'O'
  const type = tag.slice(2)
  if (tag.startsWith('B-') || ALONE.test(tag)) return `B-${type}`
  const goesOn = before === `B-${type}` || before === `I-${type}`
  return goesOn && schemeFault(before, tag, scheme) === null ? `I-${type}` : `B-${type}`
}

/** IOB2 tags of one sentence as BILOU. */
export function asBilou(tags: readonly string[]): string[] {
  return tags.map((tag, at) => {
    if (tag === 'O') return tag
    const type = tag.slice(2)
    const last = tags[at + 1] !== `I-${type}`
    if (tag.startsWith('B-')) return last ? `U-${type}` : tag
    return last ? `L-${type}` : tag
  })
}
