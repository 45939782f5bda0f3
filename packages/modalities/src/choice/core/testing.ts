// Trials of the choice kinds for the modality contract.
import type { ExportItem, KindContext } from '@etabli/modality-kit'
import type { KindTrial, ModalityTrial } from '@etabli/modality-kit/testing'
import type {
  Fields,
  LabelId,
  Mark,
  MarkId,
  Millis,
  Project,
  ProjectId,
  Question,
  QuestionId,
  Task,
  TaskId,
} from '@etabli/schema'
import * as fc from 'fast-check'
import { multiple } from './kinds/multiple.ts'
import { number } from './kinds/number.ts'
import { ranking } from './kinds/ranking.ts'
import type { RankingValue } from './kinds/ranking-value.ts'
import { rating } from './kinds/rating.ts'
import { single } from './kinds/single.ts'
import { words } from './kinds/words.ts'
import { csvIn, jsonlIn } from './mappings/rows-in.ts'
import { csvOut, jsonlOut } from './mappings/rows-out.ts'

const ids = ['angry', 'calm', 'happy', 'sad'] as LabelId[]

function contextOf(kind: string, options: Question['options'] = {}): fc.Arbitrary<KindContext> {
  const labels = ids.map((id, index) => ({ id, name: id, colour: index, key: String(index + 1) }))
  return fc.constant({
    question: {
      id: 'q' as QuestionId,
      kind,
      title: 'How is it?',
      help: '',
      required: false,
      labels: kind === 'single' || kind === 'multiple' ? labels : [],
      options,
    },
    media: { type: 'none' },
  })
}

const trial = <V>(given: KindTrial<V>): KindTrial => given as KindTrial

const labels = ids.map((id, colour) => ({ id, name: id.charAt(0).toUpperCase() + id.slice(1), colour, key: null }))

/** A project of rows that asks one question of each kind. */
export const rowProject: Project = {
  id: '01JABCDEFGHJKMNPQRSTVWXYZ0' as ProjectId,
  name: 'Rows',
  media: 'none',
  questions: [
    ['mood', 'single'],
    ['tags', 'multiple'],
    ['stars', 'rating'],
    ['price', 'number'],
    ['note', 'words'],
  ].map(([id, kind]) => ({
    id: id as QuestionId,
    kind: kind ?? '',
    title: `The ${id}`,
    help: '',
    required: false,
    labels: kind === 'single' || kind === 'multiple' ? labels : [],
    options: {},
  })),
  brief: { who: '', why: '', use: '', sensitive: null, pay: null },
  guidelines: '',
  overlap: 1,
  blind: true,
  state: 'open',
  version: 1,
  sample: false,
  createdAt: 0 as Millis,
}

/** A row of that project on its way out; answers as question, kind, label and value. */
export function rowItem(
  name: string,
  fields: Fields,
  answers: readonly (readonly [string, string, string | null, Mark['value']])[],
): ExportItem {
  const task: Task = {
    id: '01JABCDEFGHJKMNPQRSTVWXYZ1' as TaskId,
    project: rowProject.id,
    position: 0,
    priority: 0,
    name,
    media: { type: 'none' },
    fields,
    prefill: [],
    overlap: 1,
    state: 'done',
    createdAt: 0 as Millis,
  }
  const marks = answers.map(
    ([question, kind, label, value], index): Mark => ({
      id: `m${index}` as MarkId,
      question: question as QuestionId,
      kind,
      label: label as LabelId | null,
      value,
      source: 'person',
      confidence: null,
    }),
  )
  return { task, answers: marks, file: null, split: null, votes: null, similarity: null }
}

const someWords = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => text.trim() !== '' && text.isWellFormed())

const items = fc
  .array(
    fc.tuple(
      fc.dictionary(fc.constantFrom('title', 'id', 'mood', 'fields.x', 'file'), someWords),
      fc.constantFrom(...ids),
      fc.subarray(ids, { minLength: 1 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: -1000, max: 1000 }).map((hundredths) => hundredths / 100),
      someWords,
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    ),
    { maxLength: 4 },
  )
  .map((rows) =>
    rows.map(([fields, mood, tags, stars, price, note, kept], index) => {
      const all = [
        ['mood', 'single', mood, null],
        ['tags', 'multiple', null, { labels: tags }],
        ['stars', 'rating', null, stars],
        ['price', 'number', null, price],
        ['note', 'words', null, { text: note }],
      ] as const
      return rowItem(
        `row-${index}`,
        fields,
        all.filter((_, place) => kept[place]),
      )
    }),
  )

/** Two to five answers, some tied, some left out, or all bad. */
const rankings: fc.Arbitrary<RankingValue> = fc
  .integer({ min: 2, max: 5 })
  .chain((count) =>
    fc.record({
      order: fc.shuffledSubarray(
        Array.from({ length: count }, (_, place) => place),
        { minLength: count },
      ),
      drawn: fc.array(fc.option(fc.integer({ min: 1, max: 4 })), { minLength: count, maxLength: count }),
    }),
  )
  .map(({ order, drawn }): RankingValue => {
    const open = order.length === 2 ? drawn.map((rank) => rank ?? 1) : drawn
    const used = [...new Set(open)].filter((rank) => rank !== null).sort((a, b) => a - b)
    const ranks = open.map((rank) => (rank === null ? null : used.indexOf(rank) + 1))
    return used.length === 0 ? { order, ranks, bad: true } : { order, ranks }
  })

const sameVerdict = (a: RankingValue, b: RankingValue) =>
  JSON.stringify([a.ranks, a.bad ?? false]) === JSON.stringify([b.ranks, b.bad ?? false])

/** A project of answers to compare. */
export const rankingProject: Project = {
  ...rowProject,
  questions: [
    {
      id: 'better' as QuestionId,
      kind: 'ranking',
      title: 'Which is better?',
      help: '',
      required: true,
      labels: [],
      options: { reason: true, strength: true },
    },
  ],
}

/** A task of answers to compare on its way out. */
export function comparedItem(name: string, responses: readonly string[], value: RankingValue, extra: Fields = {}) {
  const texts = responses.map((text, index) => [`response_${index + 1}`, text])
  const fields = { prompt: 'What is it?', ...Object.fromEntries(texts), ...extra }
  return rowItem(name, fields, [['better', 'ranking', null, value as Mark['value']]])
}

const comparisons = fc
  .array(fc.tuple(rankings, fc.array(someWords, { minLength: 5, maxLength: 5 }), fc.option(someWords)), {
    maxLength: 4,
  })
  .map((rows) =>
    rows.map(([value, words, reason], index) =>
      comparedItem(
        `row-${index}`,
        words.slice(0, value.order.length),
        reason === null ? value : { ...value, reason },
        reason === null ? {} : { 'hidden.models': JSON.stringify(words.slice(0, value.order.length)) },
      ),
    ),
  )

export const trials: ModalityTrial = {
  kinds: [
    trial({
      kind: single,
      context: contextOf('single'),
      marks: () => fc.record({ label: fc.constantFrom(...ids), value: fc.constant(null) }),
    }),
    trial({
      kind: multiple,
      context: contextOf('multiple', { max: 2 }),
      marks: () =>
        fc.record({ label: fc.constant(null), value: fc.record({ labels: fc.subarray(ids, { maxLength: 2 }) }) }),
    }),
    trial({
      kind: rating,
      context: contextOf('rating', { levels: 7 }),
      marks: () => fc.record({ label: fc.constant(null), value: fc.integer({ min: 1, max: 7 }) }),
    }),
    trial({
      kind: number,
      context: contextOf('number', { min: 0, step: 0.5 }),
      marks: () => fc.record({ label: fc.constant(null), value: fc.nat(2000).map((steps) => steps / 2) }),
    }),
    trial({
      kind: ranking,
      context: contextOf('ranking'),
      marks: () => fc.record({ label: fc.constant(null), value: rankings }),
      near: sameVerdict,
      otherMeasures: ['first-shown'],
    }),
    trial({
      kind: words,
      context: contextOf('words'),
      marks: () =>
        fc.record({
          label: fc.constant(null),
          value: fc.record({
            text: fc
              .oneof(fc.constantFrom('yes', 'yes!', 'no'), fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }))
              .filter((text) => text.trim() !== ''),
          }),
        }),
    }),
  ],
  tools: [],
  mappings: [
    { exports: jsonlOut, imports: jsonlIn, project: rowProject, items },
    { exports: csvOut, imports: csvIn, project: rowProject, items },
    { exports: jsonlOut, imports: jsonlIn, project: rankingProject, items: comparisons },
    { exports: csvOut, imports: csvIn, project: rankingProject, items: comparisons },
  ],
}
