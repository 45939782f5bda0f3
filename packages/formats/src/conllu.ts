// CoNLL-U (universaldependencies.org, "CoNLL-U Format"): ten columns a token, comments before a sentence. MISC holds
// entity tags and, by UDPipe's attributes (SpaceAfter, SpacesBefore, SpacesAfter, SpacesInToken), the text as it was.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { goodLines } from './good-lines.ts'
import { type IssueList, issueList, quoted } from './issue.ts'
import { gather } from './pieces.ts'

export interface ConlluToken {
  /** `3`, `3-4` of words written as one, `3.1` of an empty node. */
  readonly id: string
  readonly form: string
  /** LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS. */
  readonly columns: readonly string[]
  /** `Key=Value|Key=Value`, `_` where there is nothing. */
  readonly misc: string
  /** Where it was read. */
  readonly line?: number
}

export interface ConlluSentence {
  /** Without the mark and the blank after it, and without `newdoc`. */
  readonly comments: readonly string[]
  readonly tokens: readonly ConlluToken[]
}

export interface ConlluPart {
  /** Of `# newdoc id = …`; null where it has none. */
  readonly id: string | null
  readonly sentences: readonly ConlluSentence[]
}

/** Documents of the file; a file without `newdoc` is one document. */
export type ConlluDocument = readonly ConlluPart[]

const NEWDOC = /^newdoc(?:\s+id\s*=\s*(.*))?$/
const ID = /^\d+(?:[-.]\d+)?$/

/** Reads whole CoNLL-U files. */
export function readConllu(source: Source, options: ReadOptions = {}): ReadResult<ConlluDocument> {
  const issues = issueList(options.file)
  const parts: { id: string | null; sentences: ConlluSentence[] }[] = []
  let comments: string[] = []
  let tokens: ConlluToken[] = []

  function endSentence(): void {
    if (tokens.length > 0) {
      if (parts.length === 0) parts.push({ id: null, sentences: [] })
      parts.at(-1)?.sentences.push({ comments, tokens })
      comments = []
    }
    tokens = []
  }

  for (const { line, text } of goodLines(source, issues)) {
    if (text === '') endSentence()
    else if (text.startsWith('#') && tokens.length === 0 && text.includes('\r')) {
      issues.add({ line, code: 'conllu.comment', message: 'This comment holds a carriage return.' })
    } else if (text.startsWith('#') && tokens.length === 0) {
      const said = text.slice(1).replace(/^ /, '')
      const doc = NEWDOC.exec(said)
      if (doc) parts.push({ id: doc[1] ?? null, sentences: [] })
      else comments.push(said)
    } else {
      const token = readToken(text, line, issues)
      if (token) tokens.push(token)
    }
  }
  endSentence()
  return readResult(parts, issues)
}

/** One document's text, for exports that come over time. */
export function conlluPart({ id, sentences }: ConlluPart, named = true): string {
  const head = named ? `# newdoc${id === null ? '' : ` id = ${comment(id)}`}\n` : ''
  return head + sentences.map(sentenceText).join('')
}

/** Writes documents; a lone nameless one goes without `newdoc`. RangeError on what the syntax cannot carry. */
export const conllu: Codec<ConlluDocument> = {
  id: 'conllu',
  read: readConllu,
  write: (document) => gather(pieces(document)),
}

function* pieces(document: ConlluDocument): Generator<string> {
  for (const part of document) yield conlluPart(part, document.length > 1 || part.id !== null)
}

function sentenceText({ comments, tokens }: ConlluSentence): string {
  return `${comments.map((one) => `# ${comment(one)}\n`).join('')}${tokens.map(tokenText).join('')}\n`
}

function comment(text: string): string {
  if (/[\r\n]/.test(text)) throw new RangeError(`no comment of CoNLL-U: ${quoted(text)}`)
  return text
}

function tokenText({ id, form, columns, misc }: ConlluToken): string {
  const cells = [id, form, ...columns, misc]
  const wrong = cells.find((cell) => cell === '' || /[\t\r\n]/.test(cell))
  if (wrong !== undefined || cells.length !== 10) throw new RangeError(`no CoNLL-U column: ${quoted(wrong)}`)
  return `${cells.join('\t')}\n`
}

function readToken(text: string, line: number, issues: IssueList): ConlluToken | null {
  const cells = text.split('\t')
  const [id = '', form = ''] = cells
  const at = cells.findIndex((cell) => cell === '' || cell.includes('\r'))
  const wrong =
    cells.length !== 10
      ? { code: 'conllu.columns', message: `This line has ${cells.length} columns, parted by tabs; ten are needed.` }
      : !ID.test(id)
        ? { path: 'ID', code: 'conllu.id', message: `${quoted(id)} is no number of a token.` }
        : at >= 0
          ? { path: `column ${at + 1}`, code: 'conllu.cell', message: `${quoted(cells[at])} is no column.` }
          : null
  if (wrong === null) return { id, form, columns: cells.slice(2, 9), misc: cells[9] ?? '_', line }
  issues.add({ line, ...wrong })
  return null
}

/** The attributes in a MISC column; of two of one name the first. */
export function miscOf(misc: string): Map<string, string> {
  const found = new Map<string, string>()
  if (misc === '_') return found
  for (const pair of misc.split('|')) {
    const at = pair.indexOf('=')
    if (at > 0 && !found.has(pair.slice(0, at))) found.set(pair.slice(0, at), pair.slice(at + 1))
  }
  return found
}

/** Attributes as a MISC column. */
export function miscText(attributes: Iterable<readonly [name: string, value: string]>): string {
  const pairs = [...attributes].map(([name, value]) => `${name}=${value}`)
  return pairs.length === 0 ? '_' : pairs.join('|')
}

const ESCAPES: readonly (readonly [sign: string, written: string])[] = [
  ['\\', '\\\\'],
  [' ', '\\s'],
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['|', '\\p'],
]
const ESCAPED = new Map(ESCAPES)
const PLAIN = new Map(ESCAPES.map(([sign, written]) => [written, sign]))

/** Blanks as UDPipe writes them in MISC: `\s`, `\t`, `\r`, `\n`, `\p`, `\\`. */
export function escapedSpaces(text: string): string {
  return text.replace(/[\\ \t\r\n|]/g, (sign) => ESCAPED.get(sign) ?? sign)
}

/** The text behind such escapes. */
export function plainSpaces(text: string): string {
  return text.replace(/\\[\\strnp]/g, (written) => PLAIN.get(written) ?? written)
}
