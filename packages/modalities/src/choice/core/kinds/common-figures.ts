// The figures that all field kinds share: percent agreement and a chance-corrected alpha, over ratings of tasks.
import {
  type AlphaDistance,
  bootstrapInterval,
  krippendorffAlpha,
  krippendorffInterval,
  percentAgreement,
  type Rating,
  type Label as Said,
} from '@etabli/agreement'
import {
  type AgreementUnit,
  type FigureOptions,
  figureOf,
  type KindFigure,
  type MarkOf,
  pairsOf,
} from '@etabli/modality-kit'

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
): KindFigure {
  return figureOf(
    { measure: 'krippendorff-alpha', formula: `1 − Do / De (Krippendorff 2011), ${name} distance`, about },
    krippendorffAlpha(ratings, distance),
    krippendorffInterval(ratings, distance, options),
  )
}
