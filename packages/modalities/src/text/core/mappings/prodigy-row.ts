// Prodigy's rows (prodi.gy/docs, "API: Interfaces" and "Dependencies and relations"): spans with the numbers of their
// first and last token, relations from token to token, an answer, and book-keeping under names with an underscore.
import { isRecord, quoted } from '@etabli/formats'

type Row = Readonly<Record<string, unknown>>

/** True for a row of Prodigy's: it has hashes, or an answer or tokens beside spans. */
export function isProdigy(row: Row): boolean {
  if ('_input_hash' in row || '_task_hash' in row) return true
  return Array.isArray(row['tokens']) && (Array.isArray(row['spans']) || 'answer' in row)
}

/**
 * The row as our reader takes it. Of rejected or ignored rows the text comes, the answer is shown beside it and nothing
 * is proposed. A span whose tokens stand elsewhere is marked `misplaced`, with the reason.
 */
export function prodigyRow(row: Row): Row {
  const { text, spans, relations, tokens, answer, meta, ...rest } = row
  const fields = isRecord(meta) ? meta : {}
  const own = Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('_') && !BOOK_KEEPING.has(key)))
  const plain = { ...own, text, fields: { ...fields, ...(isRecord(own['fields']) ? own['fields'] : {}) } }
  if (answer !== undefined && answer !== 'accept') {
    return { ...plain, fields: { ...plain.fields, answer } }
  }
  const places = tokensOf(tokens)
  const placed = (Array.isArray(spans) ? spans : []).map((span: unknown, index) =>
    isRecord(span) ? placedSpan(span, `s${index}`, places) : span,
  )
  return { ...plain, spans: placed, relations: relationsBy(relations, placed, places) }
}

/** What Prodigy keeps for its own screens. */
const BOOK_KEEPING = new Set(['view_id', 'config', 'html', 'style', 'accept', 'options', 'version'])

interface Place {
  readonly start: unknown
  readonly end: unknown
}

/** Tokens by their `id`, which is their place in the list where absent. */
function tokensOf(tokens: unknown): Map<number, Place> {
  const places = new Map<number, Place>()
  for (const [index, token] of (Array.isArray(tokens) ? tokens : []).entries()) {
    if (!isRecord(token)) continue
    const id = token['id']
    places.set(typeof id === 'number' ? id : index, { start: token['start'], end: token['end'] })
  }
  return places
}

function placedSpan(span: Row, id: string, places: ReadonlyMap<number, Place>): Row {
  const { token_start: first, token_end: last, ...rest } = span
  const from = typeof first === 'number' ? places.get(first) : undefined
  const to = typeof last === 'number' ? places.get(last) : undefined
  const wrong =
    from && to && (from.start !== span['start'] || to.end !== span['end'])
      ? `characters ${quoted(span['start'])} to ${quoted(span['end'])}, but its tokens ${quoted(first)} to ${quoted(last)} are characters ${quoted(from.start)} to ${quoted(to.end)}`
      : null
  return { ...rest, ...ownQuote(span), id, first, last, ...(wrong === null ? {} : { misplaced: wrong }) }
}

/** Prodigy writes a span's words as `text` in some recipes. */
function ownQuote(span: Row): Row {
  return typeof span['text'] === 'string' && span['quote'] === undefined ? { quote: span['text'] } : {}
}

/**
 * Relations by the ids of spans. An end is the span named with it (`head_span`), else the span that ends with that
 * token (as the relation recipe writes), else one that holds it. A token in no span
 * names no span, and the relation is refused.
 */
function relationsBy(list: unknown, spans: unknown[], places: ReadonlyMap<number, Place>): unknown {
  if (!Array.isArray(list)) return list
  return list.map((item: unknown) => {
    if (!isRecord(item)) return item
    const end = (side: 'head' | 'child') => {
      const found = spanBy(item[`${side}_span`], spans) ?? spanAt(item[side], spans)
      if (found) return found['id']
      const token = typeof item[side] === 'number' ? places.get(item[side]) : undefined
      return token ? `token ${String(item[side])}` : item[side]
    }
    return { from: end('head'), to: end('child'), label: item['label'] }
  })
}

function spanBy(named: unknown, spans: readonly unknown[]): Row | undefined {
  if (!isRecord(named)) return undefined
  const alike = (span: unknown): span is Row =>
    isRecord(span) &&
    span['start'] === named['start'] &&
    span['end'] === named['end'] &&
    (typeof named['label'] !== 'string' || named['label'] === span['label'])
  return spans.find(alike)
}

function spanAt(token: unknown, spans: readonly unknown[]): Row | undefined {
  if (typeof token !== 'number') return undefined
  const rows = spans.filter(isRecord)
  return (
    rows.find((span) => span['last'] === token) ??
    rows.find(
      ({ first, last }) => typeof first === 'number' && typeof last === 'number' && first <= token && token <= last,
    )
  )
}
