// Items with everything that a format of texts may meet: spans of tokens and of any characters, in several parts, nested
// and crossing, relations between them, classes; and the law that nothing of it is lost in silence.
import type { ExportItem, ExportMapping, ImportMapping, MarkSeed, TaskSeed } from '@etabli/modality-kit'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { Answers, LabelId, Mark, Project, Question, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { type SpanValue, spanOfParts } from './kinds/span-value.ts'
import { createPassage } from './passage.ts'
import { hardTexts, spanQuestion, textItem, textProject } from './testing.ts'
import type { Stretch } from './tokens.ts'

const relation: Question = {
  ...spanQuestion,
  id: 'links' as QuestionId,
  kind: 'relation',
  title: 'Links',
  labels: ['works for', 'lives-in'].map((name, colour) => ({
    id: name.replace(' ', '-') as LabelId,
    name,
    colour,
    key: null,
  })),
}

const topics: Question = {
  ...spanQuestion,
  id: 'topics' as QuestionId,
  kind: 'multiple',
  title: 'Topics',
  labels: ['sport', 'food'].map((id, colour) => ({ id: id as LabelId, name: id.toUpperCase(), colour, key: null })),
}

/** Spans (one label with a blank in its name), relations, one class and several. */
export const fullProject: Project = {
  ...textProject,
  questions: [
    {
      ...spanQuestion,
      labels: spanQuestion.labels.map((label) => (label.id === 'thing' ? { ...label, name: 'any thing' } : label)),
    },
    relation,
    ...textProject.questions.filter(({ kind }) => kind === 'single'),
    topics,
  ],
}

/** Any Unicode that UTF-8 can carry, astral and control characters included. */
const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hardTexts) },
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
  {
    weight: 4,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...[
            'New',
            ' ',
            'York',
            '\n',
            '\r\n',
            '😀',
            '👩‍👩‍👧',
            'e\u0301',
            '\t',
            '|',
            '[1]',
            '_',
            '*',
            '->',
            '\\',
            '\uFEFF',
            '中',
            'ש',
          ],
        ),
        { minLength: 1, maxLength: 14 },
      )
      .map((parts) => parts.join('')),
  },
)

/** Stretches of tokens mostly, of any characters sometimes. */
function anyStretch(text: string): fc.Arbitrary<Stretch> {
  const passage = createPassage(text)
  const free = fc
    .tuple(fc.nat(passage.length - 1), fc.nat(passage.length - 1))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }))
  const last = passage.tokens.length - 1
  if (last < 0) return free
  const aligned = fc.tuple(fc.nat(last), fc.nat(Math.min(2, last))).map(([first, more]) => ({
    start: passage.tokens[first]?.start ?? 0,
    end: passage.tokens[Math.min(last, first + more)]?.end ?? 1,
  }))
  return fc.oneof({ weight: 3, arbitrary: aligned }, { weight: 1, arbitrary: free })
}

/** A span's value, in several parts sometimes. */
function anyValue(text: string): fc.Arbitrary<SpanValue> {
  const one = anyStretch(text).map(({ start, end }) => ({ start, end }))
  const many = fc
    .array(anyStretch(text), { minLength: 2, maxLength: 3 })
    .map((stretches) => spanOfParts(stretches) ?? { start: 0, end: 1 })
  return fc.oneof({ weight: 4, arbitrary: one }, { weight: 1, arbitrary: many })
}

const made = { source: 'person' as const, confidence: null }

function marksOf(text: string): fc.Arbitrary<Answers> {
  const labels = spanQuestion.labels.map(({ id }) => id)
  const span = fc.record({ label: fc.constantFrom(...labels), value: anyValue(text) })
  const spans = fc.uniqueArray(span, { maxLength: 5, selector: (mark) => JSON.stringify(mark) })
  const link = fc.record({
    from: fc.nat(4),
    to: fc.nat(4),
    label: fc.constantFrom(...relation.labels.map(({ id }) => id)),
  })
  const links = fc.uniqueArray(link, { maxLength: 3, selector: (one) => JSON.stringify(one) })
  const single = fc.option(fc.constantFrom('person', 'place', 'thing'))
  const several = fc.option(fc.subarray(['food', 'sport'], { minLength: 1 }))
  return fc.tuple(spans, links, single, several).map(([drawn, joined, one, some]): Answers => {
    const marks: unknown[] = drawn.map((mark, index) => ({
      ...made,
      ...mark,
      id: `m${index}`,
      question: spanQuestion.id,
      kind: 'span',
    }))
    for (const [index, { from, to, label }] of joined.entries()) {
      if (from === to || from >= drawn.length || to >= drawn.length) continue
      const value = { from: `m${from}`, to: `m${to}` }
      marks.push({ ...made, id: `l${index}`, question: relation.id, kind: 'relation', label, value })
    }
    if (one) marks.push({ ...made, id: 'c', question: 'intent', kind: 'single', label: one, value: null })
    if (some)
      marks.push({ ...made, id: 'd', question: topics.id, kind: 'multiple', label: null, value: { labels: some } })
    return marks as Answers
  })
}

/** Fields whose names files use for something else, and values with line ends and quotation marks. */
const anyFields = fc.dictionary(
  fc.constantFrom('lang', 'id', 'text', 'intent', 'fields.x', 'name', 'tokens', 'answer', 'meta', 'label'),
  fc.constantFrom('fr', 'a "b",\r\nc'),
  { maxKeys: 3 },
)

/** Some tasks of `fullProject`, each with a name of its own. */
export const fullItems: fc.Arbitrary<ExportItem[]> = fc
  .array(
    anyText
      .filter((text) => text.isWellFormed())
      .chain((text) => fc.record({ text: fc.constant(text), marks: marksOf(text), fields: anyFields })),
    { minLength: 1, maxLength: 3 },
  )
  .map((drawn) => drawn.map(({ text, marks, fields }, index) => textItem(`ticket-${index}`, text, marks, fields)))

export interface Account {
  /** What came back of each task. */
  readonly tasks: ReadonlyMap<string, TaskSeed>
  readonly issues: readonly { readonly message: string }[]
  /** Every mark that came back or is listed as left out, in words; sorted. */
  readonly seen: readonly string[]
  /** Every mark that went in, in the same words; sorted. */
  readonly given: readonly string[]
}

/** Writes the items, reads what was written, and accounts for every mark. */
export async function accountOf(
  out: ExportMapping,
  into: ImportMapping,
  items: readonly ExportItem[],
  project: Project = fullProject,
): Promise<Account> {
  const { files } = await writeAll(out, project, items)
  const rows = await readAll(into, memoryTree(files), project)
  const tasks = new Map(rows.flatMap((row) => ('task' in row ? [[row.task.name, row.task] as const] : [])))
  const list = new TextDecoder().decode(files['left-out.jsonl'] ?? new Uint8Array(0))
  const left = list.split('\n').filter((line) => line !== '')
  const seen = left.map((line) => leftWords(JSON.parse(line) as Left, items, project))
  for (const [name, task] of tasks) seen.push(...seedWords(name, task.prefill, project))
  return {
    tasks,
    issues: rows.flatMap((row) => ('issue' in row ? [row.issue] : [])),
    seen: seen.toSorted(),
    given: items.flatMap(({ task, answers }) => seedWords(task.name, answers, project)).toSorted(),
  }
}

interface Left {
  readonly task: string
  readonly mark: string
}

function leftWords({ task, mark }: Left, items: readonly ExportItem[], project: Project): string {
  const item = items.find((one) => one.task.name === task)
  const found = item?.answers.findIndex(({ id }) => id === mark) ?? -1
  return seedWords(task, item?.answers ?? [], project)[found] ?? `no mark ${mark} in ${task}`
}

/** Marks in words that tell everything of them but their ids: a relation by the words of its ends. */
function seedWords(task: string, marks: readonly (Mark | MarkSeed)[], project: Project): string[] {
  const words = new Map<string, string>()
  return marks.map((mark) => {
    const ends = mark.value as { from?: string; to?: string } | null
    const value = mark.kind === 'relation' ? [words.get(ends?.from ?? ''), words.get(ends?.to ?? '')] : mark.value
    const said = JSON.stringify([task, mark.question, mark.kind, idOf(mark, project), value])
    if (mark.id !== undefined) words.set(mark.id, said)
    return said
  })
}

function idOf(mark: Mark | MarkSeed, project: Project): string | null {
  const labels = project.questions.find(({ id }) => id === mark.question)?.labels ?? []
  return labels.find(({ id, name }) => name === mark.label || id === mark.label)?.id ?? mark.label
}
