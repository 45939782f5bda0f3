// multiple: several labels at once, one mark whose value lists their ids in order.
import { medoid } from '@etabli/agreement'
import { defineKind, isLeaf, type KindContext, type MarkOf, taxonomyOf } from '@etabli/modality-kit'
import { LabelId, limits, type Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { alphaFigure, labelsWithFigures, percentFigure, ratingsBy, treeAlphaFigure } from './common-figures.ts'
import { anyMedia, isLeafOnly } from './single.ts'

/** Ids in ascending order, each once. An empty list says "none of these", which is not the same as no answer. */
export const MultipleValue = z.object({ labels: z.array(LabelId).check(z.maxLength(limits.labelsPerQuestion)) })
export type MultipleValue = z.infer<typeof MultipleValue>

/** How many labels at least and at most, and which of a taxonomy. */
export const MultipleOptions = z.object({
  min: z.optional(z.int().check(z.nonnegative())),
  max: z.optional(z.int().check(z.positive())),
  /** Of classes under each other only those with none below may be chosen. */
  leafOnly: z._default(z.boolean(), false),
})

export const multiple = defineKind<MultipleValue>({
  id: 'multiple',
  media: anyMedia,
  many: false,
  labels: 'none',
  value: MultipleValue,
  options: MultipleOptions,
  optionsOfFinished: ['leafOnly'],
  check: (mark, { question }) => checkLabels(mark.value.labels, question),
  similarity: (a, b) => jaccard(a.value.labels, b.value.labels),
  matchAt: 0.5,
  place: (a, b) => jaccard(a.value.labels, b.value.labels),
  fuse: fuseLabels,
  method: 'labels that more than half chose, else the set nearest to all',
  figures(units, question, options) {
    const ratings = ratingsBy(units, (mark) => mark.value.labels.toSorted().join('|'))
    return [
      alphaFigure(ratings, (a, b) => masiDistance(labelsOf(a), labelsOf(b)), 'MASI (Passonneau 2006)', options),
      ...(taxonomyOf(question.labels).isTree ? [treeAlphaFigure(ratings, labelsOf, question.labels, options)] : []),
      percentFigure(ratings, options),
      ...labelsWithFigures(
        question.labels,
        ratings.map(({ value }) => ({ value: labelsOf(value) })),
      ).map((label) =>
        alphaFigure(
          ratings.map((rating) => ({ ...rating, value: labelsOf(rating.value).includes(label.id) })),
          'nominal',
          'nominal (chosen or not)',
          options,
          label.id,
        ),
      ),
    ]
  },
})

/** Shared over all; two empty sets are alike. */
export function jaccard(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b])
  if (all.size === 0) return 1
  const inB = new Set(b)
  return new Set(a.filter((label) => inB.has(label))).size / all.size
}

/**
 * 1 − Jaccard × monotonicity: 1 for equal sets, 2/3 where one holds the other, 1/3 where they cross, 0 where disjoint.
 * R. Passonneau, "Measuring Agreement on Set-valued Items (MASI)", LREC 2006.
 * @param a labels, each once; `b` alike
 */
export function masiDistance(a: readonly string[], b: readonly string[]): number {
  const [small, large] = a.length <= b.length ? [a, b] : [b, a]
  const shared = small.filter((label) => large.includes(label)).length
  let monotonicity = 0
  if (shared === small.length && small.length === large.length) monotonicity = 1
  else if (shared > 0 && shared === small.length) monotonicity = 2 / 3
  else if (shared > 0) monotonicity = 1 / 3
  return 1 - jaccard(a, b) * monotonicity
}

function labelsOf(key: string): string[] {
  return key === '' ? [] : key.split('|')
}

function checkLabels(labels: readonly string[], question: Question): string | null {
  const { byId } = taxonomyOf(question.labels)
  const unknown = labels.find((id) => !byId.has(id))
  if (unknown !== undefined) return `"${question.title}" has no label "${unknown}"`
  const inner = isLeafOnly(question)
    ? labels.map((id) => byId.get(id)).find((node) => node && !isLeaf(node))
    : undefined
  if (inner) return `"${inner.label.name}" has classes below it: choose one of those`
  if (labels.some((id, index) => index > 0 && id <= (labels[index - 1] ?? ''))) {
    return 'labels must be in ascending order, each once'
  }
  const bounds = MultipleOptions.safeParse(question.options)
  if (!bounds.success) return null
  const { min, max } = bounds.data
  if (min !== undefined && labels.length < min) return `choose at least ${min}`
  if (max !== undefined && labels.length > max) return `choose at most ${max}`
  return null
}

function fuseLabels(marks: readonly MarkOf<MultipleValue>[], { question }: KindContext): MultipleValue {
  const votes = new Map<LabelId, number>()
  for (const { value } of marks) for (const label of value.labels) votes.set(label, (votes.get(label) ?? 0) + 1)
  const chosen = [...votes].flatMap(([label, count]) => (count * 2 > marks.length ? [label] : [])).sort()
  const nobodysChoice = chosen.length === 0 && marks.some(({ value }) => value.labels.length > 0)
  if (!nobodysChoice && checkLabels(chosen, question) === null) return { labels: chosen }
  const sets = marks.map(({ value }) => value.labels).sort((a, b) => (a.join('|') < b.join('|') ? -1 : 1))
  const nearest = medoid(sets, (a, b) => 1 - jaccard(a, b))
  return { labels: [...((nearest && sets[nearest.index]) ?? [])] }
}
