// The figures that all field kinds share: percent agreement and a chance-corrected alpha, over ratings of tasks.
import {
  type AlphaDistance,
  bootstrapInterval,
  krippendorffAlpha,
  krippendorffInterval,
  percentAgreement,
  type Rating,
  type Label as Said,
  treeDistance,
} from '@etabli/agreement'
import {
  type AgreementUnit,
  closureOf,
  type FigureOptions,
  figureOf,
  type KindFigure,
  type MarkOf,
  pairsOf,
  taxonomyOf,
} from '@etabli/modality-kit'
import type { Label } from '@etabli/schema'

/** What was said, task by task; people who left the question unanswered are absent. */
export function ratingsBy<V, T>(units: readonly AgreementUnit<V>[], said: (mark: MarkOf<V>) => T): Rating<T>[] {
  return units.flatMap((unit) =>
    unit.raters.flatMap(({ rater, marks }) => {
      const mark = marks[0]
      return mark ? [{ unit: unit.task, rater, value: said(mark) }] : []
    }),
  )
}

/** Share of pairs of people who say the same, mean over tasks, with a bootstrap interval over tasks. */
export function percentFigure<T extends Said>(ratings: readonly Rating<T>[], options: FigureOptions): KindFigure {
  const shares = [...Map.groupBy(ratings, (rating) => rating.unit).values()].flatMap((unit) => {
    const pairs = pairsOf(unit)
    return pairs.length === 0 ? [] : [pairs.filter(([a, b]) => a.value === b.value).length / pairs.length]
  })
  const interval = bootstrapInterval(
    shares,
    (drawn) => drawn.reduce((sum, one) => sum + one, 0) / drawn.length,
    options,
  )
  return figureOf(
    { measure: 'percent', formula: 'mean over tasks of the share of pairs of people who say the same' },
    percentAgreement(ratings),
    interval,
  )
}

/** Krippendorff's α with a bootstrap interval over tasks. */
export function alphaFigure<T>(
  ratings: readonly Rating<T>[],
  distance: AlphaDistance<T>,
  name: string,
  options: FigureOptions,
  about: string | null = null,
  measure = 'krippendorff-alpha',
): KindFigure {
  return figureOf(
    { measure, formula: `1 − Do / De (Krippendorff 2011), ${name} distance`, about },
    krippendorffAlpha(ratings, distance),
    krippendorffInterval(ratings, distance, options),
  )
}

/** More figures than this a question would tell nobody anything, and cost a bootstrap each. */
const LABELS_WITH_FIGURES = 100

/** The labels that get figures of their own: all, or of very many those that were given most often. */
export function labelsWithFigures(
  labels: readonly Label[],
  said: readonly { readonly value: readonly string[] }[],
): readonly Label[] {
  if (labels.length <= LABELS_WITH_FIGURES) return labels
  const counts = new Map<string, number>()
  for (const { value } of said) for (const id of value) counts.set(id, (counts.get(id) ?? 0) + 1)
  const most = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, LABELS_WITH_FIGURES)
  const chosen = new Set(most.map(([id]) => id))
  return labels.filter(({ id }) => chosen.has(id))
}

/** α with the distance of the classes' places in the hierarchy; for questions whose classes stand under each other. */
export function treeAlphaFigure(
  ratings: readonly Rating<string>[],
  idsOf: (value: string) => readonly string[],
  labels: readonly Label[],
  options: FigureOptions,
): KindFigure {
  const taxonomy = taxonomyOf(labels)
  const closures = new Map<string, ReadonlySet<string>>()
  const closure = (value: string): ReadonlySet<string> => {
    const known = closures.get(value) ?? closureOf(taxonomy, idsOf(value))
    closures.set(value, known)
    return known
  }
  const name = '1 − 2·|A ∩ B| / (|A| + |B|) over classes with their ancestors (Wu & Palmer 1994)'
  const distance = (a: string, b: string) => treeDistance(closure(a), closure(b))
  return alphaFigure(ratings, distance, name, options, null, 'tree-alpha')
}
