// What a file says of one text → the task it proposes: bounds and quotes checked (TXT5), each mark once, relations by
// the ids of their ends. Offsets are Unicode code points, half-open.
import { type CodePointIndex, codePointIndex, quoted } from '@etabli/formats'
import { type ImportRow, labelName, type MappingIssue, type MarkSeed } from '@etabli/modality-kit'
import { type Fields, limits, type Project, type Question } from '@etabli/schema'
import { endsOf, relationRules } from '../kinds/relation-value.ts'
import { partsOf, type SpanValue, spanOfParts } from '../kinds/span-value.ts'
import type { Stretch } from '../tokens.ts'

/** A mark as a file says it, unchecked; `path` (and `line`, where marks have their own) is where it stands. */
interface Said {
  readonly path: string
  readonly line?: number
  /** By which relations and attributes of the file name it. */
  readonly id?: string
  readonly label: unknown
  readonly question?: unknown
  readonly confidence?: number | null
  readonly source?: 'import' | 'model'
  readonly attributes?: MarkSeed['attributes']
}

export interface SaidSpan extends Said {
  /** One, or several of a discontinuous span. */
  readonly parts: readonly { readonly start: unknown; readonly end: unknown }[]
  /** What the file says stands there; not compared where it is no text. */
  readonly quote?: unknown
}

export interface SaidRelation extends Said {
  /** Ids of its ends. */
  readonly from: unknown
  readonly to: unknown
}

export interface SaidText {
  readonly name: string
  readonly text: unknown
  readonly fields?: Fields
  readonly spans: readonly SaidSpan[]
  readonly relations?: readonly SaidRelation[]
  /** Answers given by a field, checked already. */
  readonly answers?: readonly MarkSeed[]
  readonly origin: { readonly file: string; readonly line?: number }
}

/** What is wrong with a value of a row. */
export interface RowFault {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** The task, and before it an issue for each mark that cannot be; an issue alone where the text cannot be taken. */
export function* rowsOfText(said: SaidText, project: Project): Generator<ImportRow> {
  const { text, origin } = said
  const refusal = textFault(text)
  if (typeof text !== 'string' || refusal !== null) {
    yield { issue: { ...origin, path: 'text', code: 'text', message: refusal ?? 'a text is missing' } }
    return
  }
  const { seeds, issues } = seedsOf(said, codePointIndex(text), project)
  for (const issue of issues) yield { issue: { ...origin, ...issue } }
  const prefill = [...seeds, ...(said.answers ?? [])]
  yield { task: { name: said.name, media: { type: 'text', text }, fields: said.fields ?? {}, prefill, origin } }
}

/** Why a text cannot be taken, or null. */
export function textFault(text: unknown): string | null {
  if (typeof text !== 'string') return `a row needs a "text" of characters, found ${quoted(text)}`
  if (text === '') return 'the text is empty'
  if (text.length > limits.textLength) return `the text has ${text.length} characters; at most ${limits.textLength}`
  return text.isWellFormed() ? null : 'the text holds half a character (a lone surrogate), which no file can carry'
}

type Fault = Pick<MappingIssue, 'line' | 'path' | 'code' | 'message'>

/** The marks that can be, each once, and why the others cannot. */
function seedsOf(
  said: Pick<SaidText, 'spans' | 'relations'>,
  index: CodePointIndex,
  project: Project,
): { seeds: MarkSeed[]; issues: Fault[] } {
  const issues: Fault[] = []
  const seeds = new Map<string, MarkSeed>()
  /** The file's id of a span → the mark's. */
  const ids = new Map<string, string>()
  const relations = said.relations ?? []
  const add = (one: Said, seed: MarkSeed | string, code: string, prefix: string): void => {
    if (typeof seed === 'string') {
      issues.push({ ...(one.line === undefined ? {} : { line: one.line }), path: one.path, code, message: seed })
      return
    }
    const key = JSON.stringify([seed.question, seed.label, sameValue(seed, project)])
    const known = seeds.get(key) ?? { ...seed, ...(relations.length > 0 ? { id: `${prefix}${seeds.size + 1}` } : {}) }
    seeds.set(key, known)
    if (one.id !== undefined && known.id !== undefined) ids.set(one.id, known.id)
  }
  for (const one of said.spans) add(one, spanSeed(one, index, project), 'span', 's')
  for (const one of relations) add(one, relationSeed(one, ids, project), 'relation', 'r')
  return { seeds: [...seeds.values()], issues }
}

/** What makes two seeds the same: of a relation that is not directed, its ends in either order. */
function sameValue({ question, kind, value }: MarkSeed, project: Project): unknown {
  const asked = project.questions.find(({ id }) => id === question)
  if (kind !== 'relation' || !asked || relationRules(asked).form === 'directed') return value
  return endsOf(value).toSorted()
}

function spanSeed(said: SaidSpan, index: CodePointIndex, project: Project): MarkSeed | string {
  const value = valueOfSaid(said.parts, index)
  if (typeof value === 'string') return value
  const fault = labelFault(said.label, 'span') ?? quoteFault(said.quote, partsOf(value), index)
  if (fault !== null) return fault
  const question = questionFor(said, project, 'span')
  return question ? seedOf(said, question, value) : 'this project has no question for spans'
}

function seedOf(said: Said, question: Question, value: unknown): MarkSeed {
  const { label, confidence, source, attributes, line } = said
  return {
    question: question.id,
    kind: question.kind,
    label: String(label),
    value,
    source: source ?? 'import',
    ...(confidence === undefined || confidence === null ? {} : { confidence }),
    ...(attributes === undefined ? {} : { attributes }),
    ...(line === undefined ? {} : { line }),
  }
}

function labelFault(label: unknown, what: string): string | null {
  return typeof label === 'string' && label !== '' ? null : `a ${what} needs a label, found ${quoted(label)}`
}

/** The span of the parts, those that touch as one; or why it cannot be. */
function valueOfSaid(parts: SaidSpan['parts'], { length }: CodePointIndex): SpanValue | string {
  const sound: Stretch[] = []
  for (const { start, end } of parts) {
    if (!isOffset(start) || !isOffset(end))
      return `start and end must be whole numbers, found ${quoted(start)} and ${quoted(end)}`
    if (start >= end) return `the end ${end} must come after the start ${start}`
    if (end > length) return `characters ${start} to ${end} of a text of ${length}`
    sound.push({ start, end })
  }
  return spanOfParts(sound) ?? 'a span needs a start and an end'
}

/** A quote is the text from start to end, or, of several parts, that of each with a blank between. */
export function quoteFault(quote: unknown, parts: readonly Stretch[], index: CodePointIndex): string | null {
  if (typeof quote !== 'string') return null
  const [start, end] = [parts[0]?.start ?? 0, parts.at(-1)?.end ?? 0]
  const slice = index.slice(start, end)
  if (quote === slice || quote === parts.map((part) => index.slice(part.start, part.end)).join(' ')) return null
  return `the quote is ${quoted(quote)} but characters ${start} to ${end} are ${quoted(slice)}`
}

export function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function relationSeed(said: SaidRelation, ids: ReadonlyMap<string, string>, project: Project): MarkSeed | string {
  const fault = labelFault(said.label, 'relation')
  if (fault !== null) return fault
  const [from, to] = [ids.get(String(said.from)), ids.get(String(said.to))]
  const lost = from === undefined ? said.from : to === undefined ? said.to : undefined
  if (from === undefined || to === undefined) return `its end ${quoted(lost)} is no span that was read`
  if (from === to) return 'a relation joins two different spans'
  const question = questionFor(said, project, 'relation')
  return question ? seedOf(said, question, { from, to }) : 'this project has no question for relations'
}

/** The question of that kind that is named, else the one that has the label, else the first. */
function questionFor(said: Said, project: Project, kind: 'span' | 'relation'): Question | undefined {
  const questions = project.questions.filter((question) => question.kind === kind)
  return (
    questions.find((question) => question.id === said.question) ??
    questions.find((question) => question.labels.some((one) => one.name === said.label || one.id === said.label)) ??
    questions[0]
  )
}

/** The name under which formats whose labels are words without blanks write a label: its name, else its id. */
export function labelWord(project: Project, mark: { question: Question['id']; label: string | null }): string {
  if (mark.label === null) return ''
  const name = labelName(project, mark.question, mark.label as Question['labels'][number]['id'])
  return /^[^\s\p{C}]+$/u.test(name) ? name : mark.label
}
