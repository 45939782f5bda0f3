// kind.similarity → likeness of whole answers: the generic half of agreement.
import { setAgreement } from '@etabli/agreement'
import type { AgreementUnit, Kind, KindContext, MarkOf } from './modality.ts'

/**
 * Likeness of two people's marks for one question, in [0, 1]: twice the summed similarity of the best one-to-one
 * matching over the number of marks of both (a soft F1, Dice), or what the kind says of wholes. Two empty answers are
 * alike.
 */
export function setSimilarity<V>(
  kind: Kind<V>,
  a: readonly MarkOf<V>[],
  b: readonly MarkOf<V>[],
  context: KindContext,
): number {
  if (a.length === 0 && b.length === 0) return 1
  if (a.length === 0 || b.length === 0) return 0
  const whole = kind.likeness?.(a, b, context) ?? null
  if (whole !== null) return whole
  const alike = (x: MarkOf<V>, y: MarkOf<V>) => kind.similarity(x, y, context)
  let sum = 0
  for (const { similarity } of setAgreement(a, b, alike, 0, kind.extent).matched) sum += similarity
  return Math.min(1, (2 * sum) / (a.length + b.length))
}

/** Mean similarity over all pairs of raters of one unit; null with fewer than two. */
export function unitSimilarity<V>(kind: Kind<V>, unit: AgreementUnit<V>, context: KindContext): number | null {
  let sum = 0
  let pairs = 0
  for (const [i, a] of unit.raters.entries()) {
    for (const b of unit.raters.slice(i + 1)) {
      sum += setSimilarity(kind, a.marks, b.marks, context)
      pairs += 1
    }
  }
  return pairs === 0 ? null : sum / pairs
}
