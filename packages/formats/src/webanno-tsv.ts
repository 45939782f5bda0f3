// WebAnno TSV 3.3 (INCEpTION user guide, "WebAnno TSV 3.3 File format"): layers in the header, sentences with their text, a
// token or part of one a line with a cell a feature. Offsets count UTF-16 units, as Java does.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { goodLines } from './good-lines.ts'
import { type IssueList, issueList, quoted } from './issue.ts'
import { gather } from './pieces.ts'

export interface WebannoLayer {
  readonly kind: 'span' | 'chain' | 'relation'
  /** Full name of its type. */
  readonly type: string
  /** What the header names after the type, one a column; a layer without any has one column all the same. */
  readonly features: readonly string[]
}

export interface WebannoUnit {
  /** `1-2` of a token, `1-2.1` of a part of it. */
  readonly id: string
  readonly start: number
  readonly end: number
  readonly text: string
  /** One a column of the header, escaped as they stand. */
  readonly cells: readonly string[]
  readonly line?: number
}

export interface WebannoSentence {
  /** Its text by lines, plain. */
  readonly lines: readonly string[]
  readonly units: readonly WebannoUnit[]
}

export interface WebannoDocument {
  readonly layers: readonly WebannoLayer[]
  readonly sentences: readonly WebannoSentence[]
}

const FORMAT = '#FORMAT=WebAnno TSV '
const KINDS = { T_SP: 'span', T_CH: 'chain', T_RL: 'relation' } as const
const MARKS = { span: 'T_SP', chain: 'T_CH', relation: 'T_RL' } as const
const UNIT = /^\d+-\d+(?:\.\d+)?$/
const NOTHING: WebannoDocument = { layers: [], sentences: [] }

/** Blanks that may stand between two sentences. */
const GAP_MAX = 100_000

/** Columns of all layers. */
export function webannoColumns(layers: readonly WebannoLayer[]): number {
  return layers.reduce((sum, { features }) => sum + Math.max(1, features.length), 0)
}

/** Reads whole files, of versions 3.x. */
export function readWebanno(source: Source, options: ReadOptions = {}): ReadResult<WebannoDocument> {
  const issues = issueList(options.file)
  const layers: WebannoLayer[] = []
  const sentences: { lines: string[]; units: WebannoUnit[] }[] = []
  let isHeader = true
  let isKnown = false
  for (const { line, text } of goodLines(source, issues)) {
    if (!isKnown) {
      if (!text.startsWith(`${FORMAT}3.`)) {
        const message = `A file of this format begins with "${FORMAT}3.3", this one with ${quoted(text)}.`
        issues.add({ line, code: 'webanno.format', message })
        return readResult(NOTHING, issues)
      }
      isKnown = true
      continue
    }
    const layer = isHeader ? /^#(T_SP|T_CH|T_RL)=([^|\r]+)([^\r]*)$/.exec(text) : null
    const last = sentences.at(-1)
    if (layer) layers.push(layerOf(layer))
    else if (text === '' || text === '\r') isHeader &&= layers.length === 0 && sentences.length === 0
    else if (text.startsWith('#')) {
      isHeader = false
      if (!text.startsWith('#Text=')) continue
      const open = last && last.units.length === 0 ? last : { lines: [], units: [] }
      if (open !== last) sentences.push(open)
      open.lines.push(plainText(text.slice(6)))
    } else {
      const unit = readUnit(text, line, webannoColumns(layers), issues)
      if (unit && last) last.units.push(unit)
      else if (unit) issues.add({ line, code: 'webanno.sentence', message: 'A token comes before any "#Text=".' })
    }
  }
  return readResult({ layers, sentences: sentences.filter(({ units }) => units.length > 0) }, issues)
}

function layerOf([, mark, type = '', rest = '']: RegExpExecArray): WebannoLayer {
  const kind = KINDS[mark as keyof typeof KINDS]
  return { kind, type, features: rest.split('|').filter((feature) => feature !== '') }
}

function readUnit(text: string, line: number, columns: number, issues: IssueList): WebannoUnit | null {
  const cells = text.split('\t')
  const [id = '', offsets = '', word = ''] = cells
  const place = /^(\d{1,10})-(\d{1,10})$/.exec(offsets)
  const wrong = text.includes('\r')
    ? { code: 'webanno.cell', message: 'This line holds a carriage return.' }
    : !UNIT.test(id)
      ? { path: 'id', code: 'webanno.id', message: `${quoted(id)} is no number of a token.` }
      : !place || Number(place[1]) >= Number(place[2])
        ? { path: 'offsets', code: 'webanno.offsets', message: `${quoted(offsets)} is no begin and end.` }
        : cells.length < columns + 3
          ? {
              code: 'webanno.columns',
              message: `This line has ${cells.length} cells; the header asks for ${columns + 3}.`,
            }
          : null
  if (wrong !== null) {
    issues.add({ line, ...wrong })
    return null
  }
  const own = cells.slice(3, 3 + columns)
  return { id, start: Number(place?.[1]), end: Number(place?.[2]), text: word, cells: own, line }
}

/** Writes as INCEpTION does, a tab after each cell included. RangeError on what the syntax cannot carry. */
export const webannoTsv: Codec<WebannoDocument> = {
  id: 'webanno-tsv',
  read: readWebanno,
  write: (document) => gather(pieces(document)),
}

function* pieces({ layers, sentences }: WebannoDocument): Generator<string> {
  yield `${FORMAT}3.3\n`
  for (const { kind, type, features } of layers) yield `#${MARKS[kind]}=${type}|${features.join('|')}\n`
  yield '\n'
  for (const { lines, units } of sentences) {
    yield `\n${lines.map((line) => `#Text=${escapedText(line)}\n`).join('')}`
    for (const { id, start, end, text, cells } of units) {
      const row = [id, `${start}-${end}`, text, ...cells]
      if (row.some((cell) => /[\t\r\n]/.test(cell))) throw new RangeError(`no cell of WebAnno TSV: ${quoted(row)}`)
      yield `${row.join('\t')}\t\n`
    }
  }
}

/**
 * The document's text: a sentence begins where its first token does; blanks fill what stands between two. Null, with an
 * issue, where a sentence would begin before the one before it ends.
 */
export function webannoText(document: WebannoDocument, issues: IssueList): string | null {
  let text = ''
  for (const { lines, units } of document.sentences) {
    const [first] = units
    const begin = first?.start ?? text.length
    // The line end after a sentence gives way where the next one follows at once.
    if (text.length === begin + 1) text = text.slice(0, -1)
    if (text.length > begin || begin - text.length > GAP_MAX) {
      const at = first?.line === undefined ? {} : { line: first.line }
      const message = `This sentence begins at ${begin}, but the text before it ends at ${text.length}.`
      issues.add({ ...at, path: 'offsets', code: 'webanno.begin', message })
      return null
    }
    text += `${' '.repeat(begin - text.length)}${lines.join('\n')}\n`
  }
  return text.slice(0, -1)
}

const TEXT_ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '\b': '\\b',
  '\\': '\\\\',
}
const TEXT_PLAIN = new Map(Object.entries(TEXT_ESCAPES).map(([sign, written]) => [written, sign]))

const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format escapes exactly these.
  /[\u0000-\u0007\u000e-\u001f\t\n\f\r\b\\]/g
const ESCAPED_CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format escapes exactly these.
  /\\[\u0000-\u0007\u000e-\u001ftnfrb\\]/g

/** A text with control characters and backslashes escaped, as after `#Text=`. */
export function escapedText(text: string): string {
  return text.replace(CONTROL, (sign) => TEXT_ESCAPES[sign] ?? `\\${sign}`)
}

/** The text behind such escapes. */
export function plainText(text: string): string {
  return text.replace(ESCAPED_CONTROL, (written) => TEXT_PLAIN.get(written) ?? written.slice(1))
}

const VALUE = /\\|\[|\]|\||_|->|;|\t|\n|\*/g
const VALUE_ESCAPED = /\\(->|[\\[\]|_;tn*])/g

/** A value of a feature, its reserved signs escaped. */
export function escapedValue(value: string): string {
  return value.replace(VALUE, (sign) => (sign === '\t' ? '\\t' : sign === '\n' ? '\\n' : `\\${sign}`))
}

export interface StackedValue {
  /** Null for `*`: an annotation without a value. */
  readonly value: string | null
  /** What stands in brackets after it: an id, or two of a relation's ends; `1-2` of a chain's link. */
  readonly id: string | null
}

/** The values of a cell, parted by bars; none of `_`. */
export function stackedValues(cell: string): StackedValue[] {
  if (cell === '_' || cell === '') return []
  return splitAt(cell, '|').map((written) => {
    const found = /^((?:[^\\]|\\.)*?)(?:\[([^[\]]*)\]|(?<!\\)->(\d+-\d+))?$/s.exec(written)
    const value = found?.[1] ?? written
    return {
      value: value === '*' ? null : value.replace(VALUE_ESCAPED, (_, sign: string) => UNESCAPED.get(sign) ?? sign),
      id: found?.[2] ?? found?.[3] ?? null,
    }
  })
}

const UNESCAPED = new Map([
  ['t', '\t'],
  ['n', '\n'],
])

/** Parts at signs that no backslash stands before. */
function splitAt(text: string, sign: string): string[] {
  const parts = ['']
  for (let at = 0; at < text.length; at += 1) {
    const here = text[at] ?? ''
    if (here === sign) parts.push('')
    else {
      const taken = here === '\\' ? text.slice(at, at + 2) : here
      parts[parts.length - 1] += taken
      at += taken.length - 1
    }
  }
  return parts
}
