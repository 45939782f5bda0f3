// Trials of the text modality for the contract: spans over texts that hurt, and the span tool under random events.
import type { ExportItem, Kind, KindContext } from '@etabli/modality-kit'
import { type KindTrial, type ModalityTrial, toolTrial } from '@etabli/modality-kit/testing'
import type {
  Answers,
  Fields,
  LabelId,
  MarkId,
  Millis,
  Project,
  ProjectId,
  Question,
  QuestionId,
  Task,
  TaskId,
  TextMedia,
} from '@etabli/schema'
import * as fc from 'fast-check'
import { type RelationValue, relation } from './kinds/relation.ts'
import { span } from './kinds/span.ts'
import { type SpanValue, spanOfParts } from './kinds/span-value.ts'
import { csvIn, jsonlIn } from './mappings/texts-in.ts'
import { csvOut, jsonlOut } from './mappings/texts-out.ts'
import { createPassage, passageOf } from './passage.ts'
import { type SentenceValue, sentence } from './sentences/sentence.ts'
import { sentencesOf } from './sentences/split.ts'
import type { Stretch } from './tokens.ts'
import { spanTool } from './tools/span.ts'

/** ZWJ emoji, flags, astral letters, combining marks, CRLF, right to left, Chinese, blanks at the ends. */
export const hardTexts: readonly string[] = [
  'Ask Théo (MB-52555) about the 👨‍👩‍👧‍👦 ticket.',
  '𝒳 was here; 🇫🇷🇯🇵 too. e\u0301cole, n\u0303',
  'one\r\ntwo\r\n\r\nthree\n',
  'שלום Dana, הזמנה 12345 לא הגיעה',
  '我在上海买了一台手机，订单号是12345。',
  '  "Lyon (Rhône)"  ',
  'a',
]

export const spanQuestion: Question = {
  id: 'entities' as QuestionId,
  kind: 'span',
  title: 'Entities',
  help: '',
  required: false,
  labels: ['person', 'place', 'thing'].map((id, colour) => ({
    id: id as LabelId,
    name: id,
    colour,
    key: String(colour + 1),
  })),
  options: {},
}

const media = fc.constantFrom(...hardTexts).map((text): TextMedia => ({ type: 'text', text }))

const anyEntity = fc.constantFrom(...spanQuestion.labels.map(({ id }) => id))

/** A span of one piece in a text of this many code points. */
export function anySpan(length: number): fc.Arbitrary<Stretch> {
  return fc
    .tuple(fc.nat(length - 1), fc.nat(length - 1))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }))
}

/** A span of up to three parts, as many as the text has room for. */
export function anyPartedSpan(length: number): fc.Arbitrary<SpanValue> {
  return fc
    .array(anySpan(length), { minLength: 2, maxLength: 3 })
    .map((pieces) => spanOfParts(pieces) ?? { start: 0, end: 1 })
}

export const spanTrial = {
  kind: span,
  context: media.map((medium): KindContext => ({ question: spanQuestion, media: medium })),
  marks(context) {
    const length = passageOf(context.media)?.length ?? 1
    return fc.record({
      label: anyEntity,
      value: fc.oneof({ weight: 3, arbitrary: anySpan(length) }, { weight: 1, arbitrary: anyPartedSpan(length) }),
    })
  },
} satisfies KindTrial<SpanValue>

export const relationQuestion: Question = {
  ...spanQuestion,
  id: 'relations' as QuestionId,
  kind: 'relation',
  title: 'Relations',
  labels: ['works-for', 'part-of'].map((id, colour) => ({ id: id as LabelId, name: id, colour, key: null })),
  options: { spans: spanQuestion.id },
}

/** Three spans of any text with room for them, for relations to stand on. */
function spansIn(context: KindContext): Answers {
  const length = passageOf(context.media)?.length ?? 1
  const at = (start: number, index: number) => ({
    id: `s${index}` as MarkId,
    question: spanQuestion.id,
    kind: 'span',
    label: spanQuestion.labels[index]?.id ?? null,
    value: { start, end: start + 1 },
    source: 'person' as const,
    confidence: null,
  })
  return [0, Math.floor(length / 2), length - 1].map(at)
}

const relationTrial = {
  kind: relation,
  context: media
    .filter(({ text }) => text.length > 2)
    .map(
      (medium): KindContext => ({
        question: relationQuestion,
        questions: [spanQuestion, relationQuestion],
        media: medium,
      }),
    ),
  ground: spansIn,
  groundKinds: [span as Kind],
  marks: () =>
    fc.record({
      label: fc.constantFrom(...relationQuestion.labels.map(({ id }) => id)),
      value: fc
        .tuple(fc.nat(2), fc.integer({ min: 1, max: 2 }))
        .map(([from, by]) => ({ from: `s${from}` as MarkId, to: `s${(from + by) % 3}` as MarkId })),
    }),
} satisfies KindTrial<RelationValue>

export const sentenceQuestion: Question = {
  ...spanQuestion,
  id: 'acts' as QuestionId,
  kind: 'sentence',
  title: 'Acts',
  labels: ['ask', 'tell', 'thank'].map((id, colour) => ({ id: id as LabelId, name: id, colour, key: null })),
}

const sentenceTrial = {
  kind: sentence,
  context: media.map((medium): KindContext => ({ question: sentenceQuestion, media: medium })),
  marks({ media: medium }) {
    const there = sentencesOf(passageOf(medium) ?? createPassage('a'))
    return fc.record({
      label: fc.constantFrom(...sentenceQuestion.labels.map(({ id }) => id)),
      value: fc.constantFrom(...there).map(({ start, end }) => ({ start, end })),
    })
  },
} satisfies KindTrial<SentenceValue>

/** A project that asks for sentences alone. */
export const sentenceProject = (project: Project): Project => ({ ...project, questions: [sentenceQuestion] })

const passage = createPassage(hardTexts[0] ?? '')
const modifiers = { shift: fc.boolean(), alt: fc.boolean(), mod: fc.constant(false) }
const at = fc.nat(passage.length)

const tool = toolTrial({
  tool: spanTool,
  events: fc.oneof(
    fc.record({
      type: fc.constantFrom('down' as const, 'move' as const, 'up' as const),
      at,
      unitsPerPixel: fc.constant(1),
      pointer: fc.constantFrom('mouse' as const, 'touch' as const),
      clicks: fc.constantFrom(1, 2, 3),
      ...modifiers,
    }),
    fc.record({
      type: fc.constant('key' as const),
      key: fc.constantFrom(
        ...['next', 'previous', 'extend-next', 'extend-previous', 'tag', 'delete'],
        ...['grow', 'shrink', 'grow-start', 'shrink-start', 'x'],
        ...['split', 'join', 'add-part', 'grow-letter', 'shrink-start-letter', 'next-letter', 'extend-next-letter'],
        ...['extend-next-sentence', 'previous-paragraph', 'extend-previous-line', 'next-text', 'here'],
      ),
      ...modifiers,
    }),
    fc.record({ type: fc.constantFrom('cancel' as const, 'complete' as const) }),
  ),
  contextOf: ({ answers, selection, newId }) => ({
    passage,
    answers,
    selection,
    newId,
    active: { question: spanQuestion.id, label: selection.length % 2 === 0 ? ('person' as LabelId) : null },
    grip: selection[0] && answers.length % 3 === 2 ? { id: selection[0], part: 0, edge: 'end' as const } : null,
    hit: answers[0]?.id ?? null,
  }),
})

const intent: Question = {
  ...spanQuestion,
  id: 'intent' as QuestionId,
  kind: 'single',
  title: 'Intent',
  labels: spanQuestion.labels.map((label) => ({ ...label, name: `To ${label.id}` })),
}

/** A project that asks for spans and a class. */
export const textProject: Project = {
  id: '01JABCDEFGHJKMNPQRSTVWXYZ0' as ProjectId,
  name: 'Tickets',
  media: 'text',
  questions: [spanQuestion, intent],
  brief: { who: '', why: '', use: '', sensitive: null, pay: null },
  guidelines: '',
  overlap: 1,
  blind: true,
  state: 'open',
  version: 1,
  sample: false,
  createdAt: 0 as Millis,
}

/** A task of that project on its way out. */
export function textItem(name: string, text: string, answers: Answers, fields: Fields = {}): ExportItem {
  const task: Task = {
    id: '01JABCDEFGHJKMNPQRSTVWXYZ1' as TaskId,
    project: textProject.id,
    position: 0,
    priority: 0,
    name,
    media: { type: 'text', text },
    fields,
    prefill: [],
    overlap: 1,
    state: 'done',
    createdAt: 0 as Millis,
  }
  return { task, answers, file: null, split: null, votes: null, similarity: null }
}

const anyText = fc.oneof(fc.constantFrom(...hardTexts), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }))
const fields = fc.dictionary(
  fc.constantFrom('lang', 'id', 'text', 'intent', 'fields.x', 'name'),
  fc.constantFrom('fr', 'a "b",\r\nc'),
)

/** One item: a text with spans, each stretch and label once, and perhaps a class. */
export const anyItem: fc.Arbitrary<ExportItem> = anyText
  .filter((text) => text.isWellFormed())
  .chain((text) => {
    // Of one piece each: no file holds parts.
    const marks = fc.record({ label: anyEntity, value: anySpan([...text].length) })
    const spans = fc.uniqueArray(marks, { maxLength: 5, selector: (mark) => JSON.stringify(mark) })
    const label = fc.option(fc.constantFrom(...intent.labels.map(({ id }) => id)))
    return fc.tuple(spans, label, fields).map(([marks, chosen, given]) => {
      const made = { source: 'person' as const, confidence: null }
      const answers: Answers = marks.map((mark, index) => ({
        ...made,
        label: mark.label,
        value: { ...mark.value },
        id: `m${index}` as MarkId,
        question: spanQuestion.id,
        kind: 'span',
      }))
      if (chosen)
        answers.push({ ...made, id: 'c' as MarkId, question: intent.id, kind: 'single', label: chosen, value: null })
      return textItem('t', text, answers, given)
    })
  })

const items = fc
  .array(anyItem, { maxLength: 4 })
  .map((made) => made.map((item, index) => ({ ...item, task: { ...item.task, name: `ticket-${index}` } })))

/** Texts with a class for some of their sentences. */
const sentenceItems = fc.array(
  anyText
    .filter((text) => text.isWellFormed() && text.trim() !== '')
    .chain((text) =>
      fc.subarray([...sentencesOf(createPassage(text))]).map((some) =>
        textItem(
          'ticket',
          text,
          some.map(({ start, end }, index) => ({
            id: `s${index}` as MarkId,
            question: sentenceQuestion.id,
            kind: 'sentence',
            label: sentenceQuestion.labels[index % 3]?.id ?? null,
            value: { start, end },
            source: 'person' as const,
            confidence: null,
          })),
        ),
      ),
    ),
  { maxLength: 1 },
)

export const trials: ModalityTrial = {
  kinds: [spanTrial as KindTrial, relationTrial as KindTrial, sentenceTrial as KindTrial],
  tools: [tool],
  mappings: [
    { exports: jsonlOut, imports: jsonlIn, project: textProject, items },
    { exports: csvOut, imports: csvIn, project: textProject, items },
    { exports: jsonlOut, imports: jsonlIn, project: sentenceProject(textProject), items: sentenceItems },
    { exports: csvOut, imports: csvIn, project: sentenceProject(textProject), items: sentenceItems },
  ],
}
