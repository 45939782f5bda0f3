// CoNLL in: columns of words and tags (IOB1, IOB2, BILOU by themselves), and CoNLL-U with tags in MISC. CoNLL has no
// text: words come with a blank between, sentences with a line end. CoNLL-U keeps the text where it tells of its blanks.
import {
  asIob2,
  type ConlluPart,
  type ConlluSentence,
  type ConlluToken,
  codePointLength,
  isTag,
  miscOf,
  plainSpaces,
  quoted,
  readConll,
  readConllu,
  schemeFault,
  schemeOf,
  spansOfTags,
  type TagScheme,
} from '@etabli/formats'
import type { ImportMapping, ImportRow, MappingIssue } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { beginningOf, listed, wholeFiles } from './files-in.ts'
import { rowsOfText, type SaidSpan } from './seeds.ts'

const COLUMNS = /\.(conll|conll2003|iob|iob2|bio|bilou|bioes|txt|tsv)$/i
const OWN_NAME = /\.(conll|conll2003|iob|iob2|bio|bilou|bioes)$/i
const CONLLU = /\.(conllu|conll-u)$/i
/** A file is read whole. */
const MOST = 256 * 1024 * 1024

export const conllIn: ImportMapping = {
  format: 'conll',
  media: ['text'],
  async sniff(tree, project) {
    if (project.media !== 'text') return 0
    const files = listed(tree, COLUMNS)
    for (const file of files) {
      if (looksTagged(await beginningOf(tree, file, 16 * 1024))) return OWN_NAME.test(file) ? 0.95 : 0.85
    }
    // By its name alone: a file with a bad line at its beginning is read, so that the line is named.
    return files.some((file) => OWN_NAME.test(file)) ? 0.5 : 0
  },
  read: (tree, project) => wholeFiles(tree, COLUMNS, MOST, (bytes, file) => conllRows(bytes, file, project)),
}

export const conlluIn: ImportMapping = {
  format: 'conllu',
  media: ['text'],
  async sniff(tree, project) {
    return project.media === 'text' && listed(tree, CONLLU).length > 0 ? 0.95 : 0
  },
  read: (tree, project) => wholeFiles(tree, CONLLU, MOST, (bytes, file) => conlluRows(bytes, file, project)),
}

/** Whether the first lines that are no comments and no document marks end in a tag. */
function looksTagged(head: string): boolean {
  const lines = head
    .split(/\r?\n/)
    .slice(0, -1)
    .filter((line) => line.trim() !== '' && !line.startsWith('-DOCSTART-') && !line.startsWith('# '))
    .slice(0, 20)
  return lines.length > 0 && lines.every((line) => /^\S+[ \t](?:.*[ \t])?(?:O|[BILUES]-\S+)$/.test(line.trimEnd()))
}

/** A word with its tag in IOB2 and the blanks after it. */
interface Word {
  readonly text: string
  readonly tag: string
  readonly after: string
}

/** A task a document; of a file without -DOCSTART- a task a sentence. */
function* conllRows(bytes: Uint8Array, file: string, project: Project): Generator<ImportRow> {
  const { document, issues } = readConll(bytes, { file, scheme: 'auto' })
  for (const issue of issues) yield { issue }
  const [only] = document
  const named = document.length > 1 || only?.id !== null
  const parts = named
    ? document.map(({ id, sentences }) => ({ id, sentences }))
    : (only?.sentences ?? []).map((sentence) => ({ id: null, sentences: [sentence] }))
  for (const [index, { id, sentences }] of parts.entries()) {
    const words = sentences.map((sentence) =>
      sentence.map((token, at) => ({ text: token.text, tag: token.tag, after: at + 1 < sentence.length ? ' ' : '\n' })),
    )
    yield* taskOf(id ?? `${file}#${index + 1}`, words, file, project)
  }
}

/** The task of a document's sentences; its last blanks are none of it where `trim`. */
function* taskOf(
  name: string,
  sentences: readonly (readonly Word[])[],
  file: string,
  project: Project,
  { before = '', trim = true }: { readonly before?: string; readonly trim?: boolean } = {},
): Generator<ImportRow> {
  const spans: SaidSpan[] = []
  let text = before
  let length = codePointLength(before)
  for (const words of sentences) {
    const places = words.map(({ text: word, after }) => {
      const start = length
      text += word + after
      const end = start + codePointLength(word)
      length = end + codePointLength(after)
      return { start, end }
    })
    for (const span of spansOfTags(words.map(({ tag }) => tag))) {
      const [first, last] = [places[span.start], places[span.end - 1]]
      if (first && last) spans.push({ path: name, parts: [{ start: first.start, end: last.end }], label: span.label })
    }
  }
  if (sentences.length === 0) {
    yield { issue: { file, path: name, code: 'conll.empty', message: 'This document has no words.' } }
    return
  }
  yield* rowsOfText({ name, text: trim ? text.replace(/\n$/, '') : text, spans, origin: { file } }, project)
}

function* conlluRows(bytes: Uint8Array, file: string, project: Project): Generator<ImportRow> {
  const { document, issues } = readConllu(bytes, { file })
  for (const issue of issues) yield { issue }
  const scheme = schemeOf(document.flatMap(({ sentences }) => sentences.map(tagsOf)))
  for (const [index, part] of document.entries()) {
    const faults: MappingIssue[] = []
    const sentences = part.sentences.map((sentence) => {
      const words = wordsOf(sentence, scheme, faults)
      const fault = textFault(sentence, words)
      if (fault) faults.push(fault)
      return words
    })
    for (const issue of faults) yield { issue: { file, ...issue } }
    const name = part.id ?? (document.length > 1 ? `${file}#${index + 1}` : file)
    yield* taskOf(name, sentences, file, project, { before: spacesBefore(part), trim: !tellsItsEnd(part) })
  }
}

/** Words as they stand in the text: several written as one count once, empty nodes not at all. */
function surface({ tokens }: ConlluSentence): ConlluToken[] {
  let until = 0
  return tokens.filter(({ id }) => {
    if (id.includes('.')) return false
    const [first = 0, last = first] = id.split('-').map(Number)
    const isWithin = !id.includes('-') && first <= until
    if (id.includes('-')) until = last
    return !isWithin
  })
}

const NER = /^(?:ner|ne)$/i

function tagOf(token: ConlluToken, { tokens }: ConlluSentence): string {
  const own = [...miscOf(token.misc)].find(([key]) => NER.test(key))?.[1]
  if (own !== undefined || !token.id.includes('-')) return own ?? 'O'
  // Of words written as one, the first tells.
  const inner = tokens.find(({ id }) => id === token.id.split('-')[0])
  return [...miscOf(inner?.misc ?? '_')].find(([key]) => NER.test(key))?.[1] ?? 'O'
}

function tagsOf(sentence: ConlluSentence): string[] {
  return surface(sentence).map((token) => tagOf(token, sentence))
}

function wordsOf(sentence: ConlluSentence, scheme: TagScheme, faults: MappingIssue[]): Word[] {
  const tokens = surface(sentence)
  let before = 'O'
  return tokens.map((token, at) => {
    const tag = tagOf(token, sentence)
    const place = { ...(token.line === undefined ? {} : { line: token.line }), path: 'MISC' }
    const fault = isTag(tag, scheme)
      ? schemeFault(before, tag, scheme)
      : `${JSON.stringify(tag)} is no tag of entities.`
    if (fault !== null) faults.push({ ...place, code: 'conllu.tag', message: fault })
    const read = isTag(tag, scheme) ? asIob2(before, tag, scheme) : 'O'
    before = fault === null ? tag : read
    const misc = miscOf(token.misc)
    const within = misc.get('SpacesInToken')
    return {
      text: within === undefined ? token.form : plainSpaces(within),
      tag: read,
      after: spacesAfter(misc, at + 1 === tokens.length),
    }
  })
}

/** Where the words of a sentence are not those of the text that its comment tells: every offset after them would be off. */
function textFault({ comments, tokens }: ConlluSentence, words: readonly Word[]): MappingIssue | null {
  const said = comments.find((comment) => /^text\s*=/.test(comment))?.replace(/^text\s*=/, '')
  if (said === undefined) return null
  const [told, read] = [said, words.map(({ text, after }) => text + after).join('')].map(oneLine)
  if (told === read) return null
  const line = tokens[0]?.line
  return {
    ...(line === undefined ? {} : { line }),
    path: 'text',
    code: 'conllu.text',
    message: `The words of this sentence read ${quoted(read)}, but its text is said to be ${quoted(told)}.`,
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

function spacesAfter(misc: ReadonlyMap<string, string>, last: boolean): string {
  const written = misc.get('SpacesAfter')
  if (written !== undefined) return plainSpaces(written)
  if (misc.get('SpaceAfter') === 'No') return ''
  return last ? '\n' : ' '
}

function spacesBefore({ sentences }: ConlluPart): string {
  const first = sentences[0]?.tokens[0]
  return plainSpaces(miscOf(first?.misc ?? '_').get('SpacesBefore') ?? '')
}

/** Whether the last word says what stands after it. */
function tellsItsEnd({ sentences }: ConlluPart): boolean {
  const last = sentences.at(-1)
  const misc = miscOf((last ? surface(last).at(-1)?.misc : undefined) ?? '_')
  return misc.has('SpacesAfter') || misc.get('SpaceAfter') === 'No'
}
