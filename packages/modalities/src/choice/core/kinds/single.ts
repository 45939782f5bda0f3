// single: one label of several, or one class of a taxonomy. The label is the answer; the value is empty.
import { treeDistance } from '@etabli/agreement'
import { closureOf, defineKind, isLeaf, type KindContext, type MarkOf, taxonomyOf } from '@etabli/modality-kit'
import type { LabelId, MediaType, Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { alphaFigure, labelsWithFigures, percentFigure, ratingsBy, treeAlphaFigure } from './common-figures.ts'

/** Null; `{}` is read too. */
export const SingleValue = z.nullable(z.strictObject({}))
export type SingleValue = z.infer<typeof SingleValue>

/** Kinds answered by a field may be asked of anything. */
export const anyMedia: readonly MediaType[] = ['image', 'audio', 'text', 'none']

export const SingleOptions = z.object({
  /** Of classes under each other only those with none below may be chosen. */
  leafOnly: z._default(z.boolean(), false),
})

/** Whether only classes with none below may be chosen. */
export function isLeafOnly(question: Question): boolean {
  return question.options['leafOnly'] === true
}

export const single = defineKind<SingleValue>({
  id: 'single',
  media: anyMedia,
  many: false,
  labels: 'required',
  value: SingleValue,
  options: SingleOptions,
  optionsOfFinished: ['leafOnly'],
  check(mark, { question }) {
    if (!isLeafOnly(question)) return null
    const node = taxonomyOf(question.labels).byId.get(mark.label ?? '')
    return node && !isLeaf(node) ? `"${node.label.name}" has classes below it: choose one of those` : null
  },
  similarity: likeness,
  matchAt: 1,
  place: likeness,
  fuse: () => null,
  elect,
  method: 'majority; without one, the deepest class that holds the choices of more than half',
  figures(units, question, options) {
    const ratings = ratingsBy(units, (mark) => mark.label ?? '')
    const said = ratings.map(({ value }) => ({ value: [value] }))
    return [
      alphaFigure(ratings, 'nominal', 'nominal', options),
      ...(taxonomyOf(question.labels).isTree ? [treeAlphaFigure(ratings, (id) => [id], question.labels, options)] : []),
      percentFigure(ratings, options),
      ...labelsWithFigures(question.labels, said).map((label) =>
        alphaFigure(
          ratings.map((rating) => ({ ...rating, value: rating.value === label.id })),
          'nominal',
          'nominal (this label or not)',
          options,
          label.id,
        ),
      ),
    ]
  },
})

/** 1 for the same class; of a taxonomy Wu & Palmer's likeness, else 0. */
function likeness(a: MarkOf<SingleValue>, b: MarkOf<SingleValue>, { question }: KindContext): number {
  if (a.label === b.label) return 1
  const taxonomy = taxonomyOf(question.labels)
  if (!taxonomy.isTree || a.label === null || b.label === null) return 0
  return 1 - treeDistance(closureOf(taxonomy, [a.label]), closureOf(taxonomy, [b.label]))
}

/**
 * The class that most gave. Where it is no majority, and any class of the taxonomy may be chosen: the deepest class that
 * is, or stands above, what more than half gave; they stand behind it.
 */
function elect(marks: readonly MarkOf<SingleValue>[], { question }: KindContext) {
  const votes = new Map<LabelId | null, number>()
  for (const { label } of marks) votes.set(label, (votes.get(label) ?? 0) + 1)
  const [most] = [...votes].sort(([a, x], [b, y]) => y - x || ((a ?? '') < (b ?? '') ? -1 : 1))
  const label = most?.[0] ?? null
  const plural = { label, isBehind: (mark: MarkOf<SingleValue>) => mark.label === label }
  const taxonomy = taxonomyOf(question.labels)
  if (!most || most[1] * 2 > marks.length || !taxonomy.isTree || isLeafOnly(question)) return plural
  const held = new Map<string, number>()
  for (const mark of marks) {
    for (const id of closureOf(taxonomy, [mark.label ?? ''])) held.set(id, (held.get(id) ?? 0) + 1)
  }
  const common = [...held]
    .flatMap(([id, count]) => (count * 2 > marks.length ? (taxonomy.byId.get(id) ?? []) : []))
    .reduce<ReturnType<typeof taxonomy.byId.get>>(
      (deep, node) => (deep && deep.depth >= node.depth ? deep : node),
      undefined,
    )
  if (!common) return plural
  const { id } = common.label
  return {
    label: id,
    isBehind: (mark: MarkOf<SingleValue>) => mark.label !== null && closureOf(taxonomy, [mark.label]).has(id),
  }
}
