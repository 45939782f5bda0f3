// Praat's TextGrid (Boersma & Weenink, Praat manual, "TextGrid file formats"): tiers of intervals and of points, in the
// long form and the short. One reader takes both: as in Praat, only free-standing numbers, quoted texts and <flags> count.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { type Issue, type IssueList, issueList, quoted } from './issue.ts'
import { textOf } from './json.ts'
import { decimal, gather } from './pieces.ts'

export interface TextGridInterval {
  /** Seconds. */
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface TextGridPoint {
  readonly time: number
  readonly text: string
}

export type TextGridTier =
  | { readonly type: 'intervals'; readonly name: string; readonly intervals: readonly TextGridInterval[] }
  | { readonly type: 'points'; readonly name: string; readonly points: readonly TextGridPoint[] }

export interface TextGrid {
  readonly start: number
  readonly end: number
  /** The intervals of a tier follow one another from `start` to `end` without gaps. */
  readonly tiers: readonly TextGridTier[]
}

const EMPTY: TextGrid = { start: 0, end: 0, tiers: [] }

/** Reads either form, in UTF-8 or, as Praat often writes, UTF-16. A grid that breaks off is read up to there. */
export function readTextGrid(source: Source, options: ReadOptions = {}): ReadResult<TextGrid> {
  const issues = issueList(options.file)
  const text = textOf(inUtf8(source), issues)
  if (text === null) return readResult(EMPTY, issues)
  const tokens = tokenReader(text)
  try {
    return readResult(readGrid(tokens, issues), issues)
  } catch (error) {
    if (!(error instanceof GridFault)) throw error
    issues.add(error.issue)
    return readResult(tokens.grid ?? EMPTY, issues)
  }
}

/** The long form, which Praat writes by default. */
export const textGrid: Codec<TextGrid> = {
  id: 'textgrid',
  read: readTextGrid,
  write: (grid) => gather(longPieces(checked(grid))),
}

/** The short form: the same values, one a line. */
export const textGridShort: Codec<TextGrid> = {
  id: 'textgrid-short',
  read: readTextGrid,
  write: (grid) => gather(shortPieces(checked(grid))),
}

/**
 * A tier without gaps from segments in any order: what lies between them is empty, and a segment that begins before the
 * one before it ends is cut there. Segments without length are left out.
 */
export function filledTier(
  name: string,
  segments: readonly TextGridInterval[],
  grid: Pick<TextGrid, 'start' | 'end'>,
): TextGridTier {
  const intervals: TextGridInterval[] = []
  let until = grid.start
  for (const { start, end, text } of segments.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const from = rounded(Math.max(start, until))
    const to = rounded(Math.min(end, grid.end))
    if (to <= from) continue
    if (from > until) intervals.push({ start: until, end: from, text: '' })
    intervals.push({ start: from, end: to, text })
    until = to
  }
  if (until < grid.end || intervals.length === 0) intervals.push({ start: until, end: grid.end, text: '' })
  return { type: 'intervals', name, intervals }
}

/** Decimals of a second, written and compared. */
const DECIMALS = 6

function rounded(seconds: number): number {
  return Number(decimal(seconds, DECIMALS))
}

function inUtf8(source: Source): Source {
  if (typeof source === 'string' || source.length < 2) return source
  const [first, second] = source
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
  return encoding === null ? source : new TextDecoder(encoding).decode(source)
}

class GridFault extends Error {
  readonly issue: Issue
  constructor(issue: Issue) {
    super(issue.message)
    this.issue = issue
  }
}

interface Token {
  readonly type: 'number' | 'text' | 'flag'
  readonly value: string
  readonly line: number
}

interface TokenReader {
  next(type: Token['type'], what: string): Token
  /** What was read before a fault. */
  grid: TextGrid | null
}

/** A quoted text, with its quotation marks doubled; a flag; a comment; a number or a word; a blank. */
const TOKEN = /"([^"]*(?:""[^"]*)*)"|<([^<>\s]*)>|![^\n\r]*|[^\s"]+|\s+/g

function tokenReader(text: string): TokenReader {
  const found = text.matchAll(TOKEN)
  let line = 1
  let at = 0
  const read = (): Token | null => {
    for (const match of found) {
      // A quotation mark that is never closed is no token, and is stepped over.
      line += linesIn(text.slice(at, match.index))
      at = match.index
      const [whole, said, flag] = match
      const token = tokenOf(whole, said, flag, line)
      if (token) return token
    }
    return null
  }
  return {
    grid: null,
    next(type, what) {
      const token = read()
      if (token?.type === type) return token
      const message = token ? `Here ${what} is expected, not ${quoted(token.value)}.` : `The file ends before ${what}.`
      throw new GridFault({ line: token?.line ?? line, code: 'textgrid.form', message })
    },
  }
}

function tokenOf(whole: string, said: string | undefined, flag: string | undefined, line: number): Token | null {
  if (said !== undefined) return { type: 'text', value: said.replaceAll('""', '"'), line }
  if (flag !== undefined) return { type: 'flag', value: flag, line }
  return NUMBER.test(whole) ? { type: 'number', value: whole, line } : null
}

const NUMBER = /^-?\d{1,15}(?:\.\d*)?(?:[eE]-?\d{1,3})?$/

function linesIn(text: string): number {
  return text.split(/\r\n|\n|\r/).length - 1
}

/** Tiers, and intervals of a tier: more are no file of a person's. */
const MOST = 10_000_000

function readGrid(tokens: TokenReader, issues: IssueList): TextGrid {
  const type = tokens.next('text', 'the file type "ooTextFile"')
  const kind = tokens.next('text', 'the class "TextGrid"')
  if (!type.value.startsWith('ooTextFile') || kind.value !== 'TextGrid')
    throw new GridFault({ line: type.line, code: 'textgrid.head', message: 'This is no TextGrid in a text form.' })
  const { start, end } = readTimes(tokens, 'the grid')
  const tiers: TextGridTier[] = []
  tokens.grid = { start, end, tiers }
  const exists = tokens.next('flag', 'the flag <exists>')
  if (exists.value !== 'exists') return tokens.grid
  const count = readCount(tokens, 'the number of tiers')
  for (let index = 0; index < count; index += 1) tiers.push(readTier(tokens, { start, end }, issues))
  return tokens.grid
}

function readTier(tokens: TokenReader, grid: Pick<TextGrid, 'start' | 'end'>, issues: IssueList): TextGridTier {
  const type = tokens.next('text', 'the class of a tier')
  const name = tokens.next('text', 'the name of a tier').value
  readTimes(tokens, `the tier ${quoted(name)}`)
  const count = readCount(tokens, `the number of intervals of ${quoted(name)}`)
  // A refused interval leaves a gap, which is then an empty one.
  if (type.value === 'IntervalTier') return filledTier(name, readIntervals(tokens, name, count, grid, issues), grid)
  if (type.value !== 'TextTier') {
    const message = `${quoted(type.value)} is no class of tier; there are "IntervalTier" and "TextTier".`
    throw new GridFault({ line: type.line, code: 'textgrid.tier', message })
  }
  const points: TextGridPoint[] = []
  for (let index = 0; index < count; index += 1) {
    const time = readSeconds(tokens, `a time of ${quoted(name)}`)
    points.push({ time, text: tokens.next('text', `a mark of ${quoted(name)}`).value })
  }
  return { type: 'points', name, points }
}

function readIntervals(
  tokens: TokenReader,
  name: string,
  count: number,
  grid: Pick<TextGrid, 'start' | 'end'>,
  issues: IssueList,
): TextGridInterval[] {
  const intervals: TextGridInterval[] = []
  let until = grid.start
  for (let index = 0; index < count; index += 1) {
    const { seconds: start, line } = readTime(tokens, `the start of an interval of ${quoted(name)}`)
    const end = readSeconds(tokens, `the end of an interval of ${quoted(name)}`)
    const said = tokens.next('text', `the text of an interval of ${quoted(name)}`)
    // Without length and text it is nothing: a grid without length has such.
    if (start === end && said.value === '') continue
    if (start >= until && end > start && end <= grid.end) {
      intervals.push({ start, end, text: said.value })
      until = end
    } else {
      const message = `The interval from ${start} to ${end} overlaps the one before it, or is not within the grid.`
      issues.add({ line, path: `${name}[${index + 1}]`, code: 'textgrid.interval', message })
    }
  }
  return intervals
}

function readTimes(tokens: TokenReader, what: string): Pick<TextGrid, 'start' | 'end'> {
  const start = readSeconds(tokens, `the start of ${what}`)
  const end = readSeconds(tokens, `the end of ${what}`)
  return { start, end: Math.max(start, end) }
}

function readSeconds(tokens: TokenReader, what: string): number {
  return readTime(tokens, what).seconds
}

function readTime(tokens: TokenReader, what: string): { readonly seconds: number; readonly line: number } {
  const { value, line } = tokens.next('number', what)
  const seconds = Number(value)
  if (Math.abs(seconds) <= 1e9) return { seconds: rounded(seconds), line }
  throw new GridFault({ line, code: 'textgrid.time', message: `${quoted(value)} is no time in a recording.` })
}

function readCount(tokens: TokenReader, what: string): number {
  const { value, line } = tokens.next('number', what)
  const count = Number(value)
  if (Number.isInteger(count) && count >= 0 && count <= MOST) return count
  throw new GridFault({ line, code: 'textgrid.count', message: `${quoted(value)} is not ${what}.` })
}

/** RangeError where Praat would refuse the grid. */
function checked(grid: TextGrid): TextGrid {
  for (const tier of grid.tiers) {
    if (tier.type === 'points') continue
    let until = grid.start
    for (const { start, end } of tier.intervals) {
      if (start !== until || end < start) throw new RangeError(`no tier without gaps: ${quoted(tier.name)} at ${start}`)
      until = end
    }
    if (until !== grid.end) throw new RangeError(`the tier ${quoted(tier.name)} ends at ${until}, not at ${grid.end}`)
  }
  return grid
}

function six(seconds: number): string {
  return decimal(seconds, DECIMALS)
}

function inQuotes(value: string): string {
  return `"${value.toWellFormed().replaceAll('"', '""')}"`
}

const HEAD = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'

function* longPieces({ start, end, tiers }: TextGrid): Generator<string> {
  yield `${HEAD}xmin = ${six(start)} \nxmax = ${six(end)} \ntiers? <exists> \nsize = ${tiers.length} \nitem []: \n`
  for (const [index, tier] of tiers.entries()) {
    const isIntervals = tier.type === 'intervals'
    const items = isIntervals ? tier.intervals : tier.points
    yield `    item [${index + 1}]:\n        class = "${isIntervals ? 'IntervalTier' : 'TextTier'}" \n`
    yield `        name = ${inQuotes(tier.name)} \n        xmin = ${six(start)} \n        xmax = ${six(end)} \n`
    yield `        ${isIntervals ? 'intervals' : 'points'}: size = ${items.length} \n`
    for (const [place, item] of items.entries()) {
      if ('time' in item) {
        yield `        points [${place + 1}]:\n            number = ${six(item.time)} \n            mark = ${inQuotes(item.text)} \n`
      } else {
        yield `        intervals [${place + 1}]:\n            xmin = ${six(item.start)} \n            xmax = ${six(item.end)} \n`
        yield `            text = ${inQuotes(item.text)} \n`
      }
    }
  }
}

function* shortPieces({ start, end, tiers }: TextGrid): Generator<string> {
  yield `${HEAD}${six(start)}\n${six(end)}\n<exists>\n${tiers.length}\n`
  for (const tier of tiers) {
    const isIntervals = tier.type === 'intervals'
    const items = isIntervals ? tier.intervals : tier.points
    yield `"${isIntervals ? 'IntervalTier' : 'TextTier'}"\n${inQuotes(tier.name)}\n`
    yield `${six(start)}\n${six(end)}\n${items.length}\n`
    for (const item of items) {
      yield 'time' in item
        ? `${six(item.time)}\n${inQuotes(item.text)}\n`
        : `${six(item.start)}\n${six(item.end)}\n${inQuotes(item.text)}\n`
    }
  }
}
