// brat in: .txt files with their .ann files: spans in fragments, relations, equivalences as chains, attributes and notes.
// Events and normalizations have no place in a project and are named, line by line.
import { type BratAnnotation, type CodePointIndex, codePointIndex, readBrat, wholeFile } from '@etabli/formats'
import type { FileTree, ImportMapping, ImportRow, MappingIssue } from '@etabli/modality-kit'
import type { Attribute, Project } from '@etabli/schema'
import { relationRules } from '../kinds/relation-value.ts'
import { shownText } from './brat-out.ts'
import { type BratType, bratTypes } from './brat-types.ts'
import { listed, wholeText } from './files-in.ts'
import { rowsOfText, type SaidRelation, type SaidSpan } from './seeds.ts'
import { namesOfStems } from './task-files.ts'

const TXT = /\.txt$/i
const ANN = /\.ann$/i
/** An .ann file is read whole. */
const MOST = 64 * 1024 * 1024

export const bratIn: ImportMapping = {
  format: 'brat',
  media: ['text'],
  async sniff(tree, project) {
    if (project.media !== 'text') return 0
    const texts = new Set(listed(tree, TXT).map(stemOf))
    return listed(tree, ANN).some((path) => texts.has(stemOf(path))) ? 0.95 : 0
  },
  async *read(tree, project) {
    const annotations = new Map(listed(tree, ANN).map((path) => [stemOf(path), path]))
    const texts = listed(tree, TXT)
    const nameOf = namesOfStems(texts.map(stemOf))
    for (const file of texts) {
      const stem = stemOf(file)
      yield* taskOf({ tree, project, file, beside: annotations.get(stem) ?? null, name: nameOf(stem) })
      annotations.delete(stem)
    }
    for (const [stem, file] of annotations) {
      yield { issue: { file, code: 'brat.text', message: `There is no text "${stem}.txt" beside it.` } }
    }
  },
}

function stemOf(path: string): string {
  return path.replace(/\.(?:txt|ann)$/i, '')
}

interface Pair {
  readonly tree: FileTree
  readonly project: Project
  readonly file: string
  readonly beside: string | null
  readonly name: string
}

async function* taskOf({ tree, project, file, beside, name }: Pair): AsyncGenerator<ImportRow> {
  const text = await wholeText(tree, file)
  if (typeof text !== 'string') {
    yield text
    return
  }
  if (beside === null) {
    yield* rowsOfText({ name, text, spans: [], origin: { file } }, project)
    return
  }
  const whole = await wholeFile(tree.read(beside), { file: beside, max: MOST })
  if ('issue' in whole) {
    yield whole
    return
  }
  const { document, issues } = readBrat(whole.bytes, { file: beside })
  for (const issue of issues) yield { issue }
  const said = saidOf(document, codePointIndex(text), project)
  for (const issue of said.issues) yield { issue: { file: beside, ...issue } }
  const { spans, relations, fields } = said
  yield* rowsOfText({ name, text, fields, spans, relations, origin: { file: beside } }, project)
}

type Attributes = Record<string, string | number | boolean>

function saidOf(document: readonly BratAnnotation[], index: CodePointIndex, project: Project) {
  const issues: MappingIssue[] = []
  const fields: Record<string, string> = {}
  const attributes = new Map<string, Attributes>()
  const asked = project.questions.flatMap((question) => question.attributes ?? [])
  for (const one of document) {
    if (one.kind === 'attribute') readAttribute(one, asked, attributes, issues)
    if (one.kind === 'note') readNote(one, attributes, fields)
    if (one.kind !== 'other') continue
    const what = one.id.startsWith('E') ? 'Events' : 'Normalizations'
    issues.push({ ...lineOf(one), path: one.id, code: 'brat.left-out', message: `${what} are not read.` })
  }
  const [spanTypes, relationTypes] = [bratTypes(project, 'span'), bratTypes(project, 'relation')]
  const toldOf = (id: string) => {
    const own = attributes.get(id)
    return own === undefined ? {} : { attributes: own as NonNullable<SaidSpan['attributes']> }
  }
  const spans = document.flatMap((one): SaidSpan[] => {
    if (one.kind !== 'span') return []
    const { id, fragments, text } = one
    const shown = fragments.map(({ start, end }) => sliceIn(index, start, end)).join(' ')
    const isShown = shownText(shown) === shownText(text)
    const parts = joinedAtLineEnds(fragments, index)
    const place = { path: id, id, parts, ...lineOf(one), ...toldOf(id) }
    return [{ ...place, ...labelOf(one.type, spanTypes), ...(isShown ? {} : { quote: text }) }]
  })
  const relations = document.flatMap((one): SaidRelation[] => {
    if (one.kind === 'relation') {
      const { id, from, to, type } = one
      return [{ path: id, from, to, ...labelOf(type, relationTypes), ...lineOf(one), ...toldOf(id) }]
    }
    if (one.kind !== 'equiv') return []
    const label = chainLabel(one.type, relationTypes)
    return one.ids.slice(1).map((to, at) => ({ path: '*', from: one.ids[at], to, ...label, ...lineOf(one) }))
  })
  return { spans, relations, fields, issues }
}

function lineOf({ line }: BratAnnotation): { readonly line?: number } {
  return line === undefined ? {} : { line }
}

function sliceIn(index: CodePointIndex, start: number, end: number): string {
  return start < end && end <= index.length ? index.slice(start, end) : ''
}

function labelOf(type: string, types: readonly BratType[]): { readonly label: string; readonly question?: string } {
  const known = types.find((one) => one.type === type)
  return known ? { label: known.label, question: known.question.id } : { label: type }
}

/** brat's own word `Equiv` is the first type of the project's chains, where it has none of that name. */
function chainLabel(type: string, types: readonly BratType[]) {
  const named = labelOf(type, types)
  const chain = types.find(({ question }) => relationRules(question).form === 'chain')
  return named.question === undefined && type === 'Equiv' && chain
    ? { label: chain.label, question: chain.question.id as string }
    : named
}

/** brat parts a span at line ends; such pieces are one again. */
function joinedAtLineEnds(
  fragments: readonly { readonly start: number; readonly end: number }[],
  index: CodePointIndex,
): { start: number; end: number }[] {
  const joined: { start: number; end: number }[] = []
  for (const { start, end } of fragments) {
    const last = joined.at(-1)
    if (last && /^[\r\n]+$/.test(sliceIn(index, last.end, start))) last.end = end
    else joined.push({ start, end })
  }
  return joined
}

function readAttribute(
  one: Extract<BratAnnotation, { kind: 'attribute' }>,
  asked: readonly Attribute[],
  attributes: Map<string, Attributes>,
  issues: MappingIssue[],
): void {
  const named = asked.find(({ id, name }) => id === one.type || name === one.type)
  if (!named) {
    const message = `There is no attribute "${one.type}" in this project.`
    issues.push({ ...lineOf(one), path: one.id, code: 'brat.attribute', message })
    return
  }
  const value = one.value === null ? true : named.type === 'number' ? Number(one.value) : one.value
  attributes.set(one.target, { ...attributes.get(one.target), [named.id]: value })
}

/** A note of ours is an attribute's value; any other is shown beside the text. */
function readNote(
  one: Extract<BratAnnotation, { kind: 'note' }>,
  attributes: Map<string, Attributes>,
  fields: Record<string, string>,
): void {
  const own = one.type === 'Attribute' ? /^([\w-]+)=(.*)$/s.exec(one.text) : null
  const value = own === null ? undefined : valueIn(own[2] ?? '')
  if (own?.[1] !== undefined && value !== undefined) {
    attributes.set(one.target, { ...attributes.get(one.target), [own[1]]: value })
  } else if (one.text !== '') {
    const field = `note ${one.target}`
    fields[field] = fields[field] === undefined ? one.text : `${fields[field]}\n${one.text}`
  }
}

function valueIn(written: string): string | number | boolean | undefined {
  try {
    const value: unknown = JSON.parse(written)
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
  } catch {
    // Somebody's own note of that name: shown as any other.
    return undefined
  }
}
