// CoNLL columns (CoNLL-2003, Tjong Kim Sang & De Meulder): a token a line, blank lines between sentences.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { asBilou, asIob2, isTag, schemeFault, schemeOf, type TagScheme } from './iob.ts'
import { type IssueList, issueList, quoted } from './issue.ts'
import { faultMessage, type Line, lineReader } from './lines.ts'
import { gather } from './pieces.ts'
import { readWhole } from './reader.ts'

export interface ConllToken {
  /** Without blanks, tabs and line ends. */
  readonly text: string
  /** The columns between token and tag: part of speech and chunk in CoNLL-2003; often none. */
  readonly between: readonly string[]
  /** The last column: O, B-X or I-X. */
  readonly tag: string
}

export type ConllSentence = readonly ConllToken[]

export interface ConllPart {
  /** In brackets after -DOCSTART-, as AIDA-CoNLL writes it; null where there is none. */
  readonly id: string | null
  readonly sentences: readonly ConllSentence[]
}

/** Documents of the file; a file without -DOCSTART- is one document. */
export type ConllDocument = readonly ConllPart[]

export interface ConllReadOptions extends ReadOptions {
  /**
   * How entities are written. IOB2 (default) opens each with B-; an I- that opens one is reported and read as B-.
   * CoNLL-2003's own files are IOB1: B- only between neighbours of one type; read as IOB2, nothing reported. BILOU (and
   * BIOES) is read as IOB2. `auto` finds out by the tags.
   */
  readonly scheme?: TagScheme | 'auto'
}

const DOCSTART = '-DOCSTART-'

/** Reads whole CoNLL files. Tags come out as IOB2. Columns are parted by tabs where a line has one, else by blanks. */
export function readConll(source: Source, options: ConllReadOptions = {}): ReadResult<ConllDocument> {
  const issues = issueList(options.file)
  const parts: { id: string | null; sentences: ReadToken[][] }[] = []
  let sentence: ReadToken[] = []
  let columns = 0

  function endSentence(): void {
    if (sentence.length > 0) current().sentences.push(sentence)
    sentence = []
  }
  function current(): { sentences: ReadToken[][] } {
    const last = parts.at(-1)
    if (last) return last
    const first = { id: null, sentences: [] }
    parts.push(first)
    return first
  }

  for (const line of readWhole(source, lineReader())) {
    if (isDocStart(line.text)) {
      endSentence()
      parts.push({ id: /^-DOCSTART-[ \t]+\((.*)\)(?:[ \t]|$)/s.exec(line.text)?.[1] ?? null, sentences: [] })
    } else if (line.fault === null && /^[ \t]*$/.test(line.text)) endSentence()
    else {
      const token = readToken(line, columns, issues)
      if (token === null) continue
      columns ||= token.between.length + 2
      sentence.push({ ...token, line: line.line })
    }
  }
  endSentence()
  const scheme = schemeIn(parts, options.scheme ?? 'iob2')
  const document = parts.map(({ id, sentences }) => ({
    id,
    sentences: sentences.map((tokens) => checkedTags(tokens, scheme, issues)),
  }))
  return readResult(document, issues)
}

type ReadToken = ConllToken & { readonly line: number }

function schemeIn(
  parts: readonly { readonly sentences: readonly ReadToken[][] }[],
  asked: TagScheme | 'auto',
): TagScheme {
  if (asked !== 'auto') return asked
  return schemeOf(parts.flatMap(({ sentences }) => sentences.map((tokens) => tokens.map(({ tag }) => tag))))
}

/** Whether CoNLL can carry the token: some text, no blanks, tabs or line ends, and no document mark. */
export function isConllToken(text: string): boolean {
  return text !== '' && !/[ \t\r\n]/.test(text) && text !== DOCSTART && !text.startsWith('\uFEFF')
}

/**
 * Writes tokens, middle columns and tags, a blank line after each sentence; a lone nameless document goes without
 * -DOCSTART-. RangeError on a token or column that the syntax cannot carry.
 */
export function* writeConll(document: ConllDocument): Generator<string> {
  yield* gather(pieces(document))
}

/** One document's text, for exports that come over time: its -DOCSTART- line and its sentences; tags are IOB2 or, if asked, BILOU. */
export function conllPart(part: ConllPart, scheme: 'iob2' | 'bilou' = 'iob2'): string {
  const sentences = scheme === 'bilou' ? part.sentences.map(inBilou) : part.sentences
  return `${docStart(part.id)}${sentences.map(sentenceText).join('')}`
}

function inBilou(sentence: ConllSentence): ConllSentence {
  const tags = asBilou(sentence.map(({ tag }) => tag))
  return sentence.map((token, at) => ({ ...token, tag: tags[at] ?? 'O' }))
}

export const conll: Codec<ConllDocument> = { id: 'conll', read: readConll, write: writeConll }

function* pieces(document: ConllDocument): Generator<string> {
  const [only] = document
  if (document.length === 1 && only?.id === null) yield only.sentences.map(sentenceText).join('')
  else for (const part of document) yield conllPart(part)
}

function docStart(id: string | null): string {
  if (id !== null && /[\r\n]/.test(id)) throw new RangeError(`no id of a CoNLL document: ${quoted(id)}`)
  return id === null ? `${DOCSTART} -X- -X- O\n\n` : `${DOCSTART} (${id}) -X- O\n\n`
}

function sentenceText(sentence: ConllSentence): string {
  return `${sentence.map(tokenText).join('')}\n`
}

function tokenText({ text, between, tag }: ConllToken): string {
  const columns = [text, ...between, tag]
  const wrong = columns.find((column) => !isConllToken(column))
  if (wrong !== undefined) throw new RangeError(`no CoNLL column: ${quoted(wrong)}`)
  return `${columns.join(' ')}\n`
}

function isDocStart(text: string): boolean {
  return text === DOCSTART || /^-DOCSTART-[ \t]/.test(text)
}

function readToken({ line, text, fault }: Line, columns: number, issues: IssueList): ConllToken | null {
  if (fault) {
    issues.add({ line, code: `line.${fault}`, message: faultMessage(fault) })
    return null
  }
  const cells = text.includes('\t') ? text.split('\t') : text.replace(/^ +| +$/g, '').split(/ +/)
  const expected = columns || Math.max(2, cells.length)
  if (cells.length !== expected) {
    const message = `This line has ${cells.length} columns where ${columns ? `the others have ${columns}` : 'a token and a tag are needed'}.`
    issues.add({ line, code: 'conll.columns', message })
    return null
  }
  const wrong = cells.findIndex((cell) => !isConllToken(cell))
  if (wrong >= 0) {
    issues.add({
      line,
      path: `column ${wrong + 1}`,
      code: 'conll.column',
      message: `${quoted(cells[wrong])} is no column.`,
    })
    return null
  }
  return { text: cells[0] ?? '', between: cells.slice(1, -1), tag: cells.at(-1) ?? '' }
}

/** The tokens with tags as IOB2. What is wrong in them is reported, and the nearest right tag stands in. */
function checkedTags(tokens: readonly ReadToken[], scheme: TagScheme, issues: IssueList): ConllToken[] {
  let before = 'O'
  return tokens.map(({ line, ...token }) => {
    const { tag } = token
    if (!isTag(tag, scheme)) {
      issues.add({ line, path: 'tag', code: 'conll.tag', message: `${quoted(tag)} is no IOB tag; it is read as O.` })
      before = 'O'
      return { ...token, tag: 'O' }
    }
    const fault = schemeFault(before, tag, scheme)
    if (fault !== null)
      issues.add({ line, path: 'tag', code: 'conll.transition', message: `${fault} It is read as B-.` })
    const read = asIob2(before, tag, scheme)
    // What could not go on has opened an entity, which the next may go on with.
    before = fault === null ? tag : read
    return { ...token, tag: read }
  })
}
