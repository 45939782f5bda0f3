// How each measure is written: its name, what it says in words, and its value with the unit it is read in.
import type { Translate } from '@etabli/modality-kit'
import type { Figure } from '@etabli/schema'

/** Measures that are shares of something counted, so they are read in per cent; coefficients are not. */
const SHARES: ReadonlySet<string> = new Set([
  'percent',
  'exact',
  'wer',
  'der',
  'pck@0.1',
  'first-shown',
  'length-ratio',
])

const keyOf = (measure: string): string => measure.replace(/[^a-z0-9]+/g, '-')

/** `Krippendorff's α`; the measure's own id where the catalogue does not know it. */
export function measureName(measure: string, t: Translate): string {
  return t(`agreement.measures.${keyOf(measure)}.name`, { defaultValue: measure })
}

/** What it says, in a sentence without jargon; empty where the catalogue does not know it. */
export function measureWords(measure: string, t: Translate): string {
  return t(`agreement.measures.${keyOf(measure)}.words`, { defaultValue: '' })
}

/** `0.82`, or `82 %` for shares. */
export function measureValue(measure: string, value: number, language: string): string {
  const format = SHARES.has(measure)
    ? new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
    : new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return format.format(value)
}

/** `0.71 to 0.86`, or null where there is none. */
export function rangeWords(figure: Figure, t: Translate, language: string): string | null {
  if (!figure.interval) return null
  const [from, to] = figure.interval.map((end) => measureValue(figure.measure, end, language))
  return t('agreement.range', { from: from ?? '', to: to ?? '' })
}

/** Why there is no number, in words (never a zero in its stead). */
export function whyNot(figure: Figure, t: Translate): string {
  return t(`agreement.why.${figure.why ?? 'nothing-shared'}`)
}
