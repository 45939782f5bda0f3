// Agreement on spans: which are the same, which words are labelled alike, and how far the cuts of a text agree as a whole.
import {
  bootstrapInterval,
  type Coefficient,
  type GammaDisorders,
  gammaDisorders,
  gammaOf,
  groupedNominalAlpha,
  setAgreement,
  unitizedAlpha,
} from '@etabli/agreement'
import {
  type AgreementUnit,
  countRaters,
  type FigureOptions,
  figureOf,
  type KindFigure,
  type MarkOf,
  pairsOf,
  type Ratio,
  ratioFigure,
} from '@etabli/modality-kit'
import { type Passage, passageOf } from '../passage.ts'
import { sectionsOf } from './span-sections.ts'
import { labelsByToken } from './span-tokens.ts'
import { type SpanValue, sameSpan, spanValueIou } from './span-value.ts'

type SpanMark = MarkOf<SpanValue>
type Unit = AgreementUnit<SpanValue>

const PAIRS = 'summed over pairs of people and tasks'
const SPANS = `2 × matched / all spans of both, ${PAIRS}`
const EXACT = `${SPANS}; matched: same label, same start and end of every part`
const OVERLAP = `${SPANS}; matched one to one: same label, at least one shared character`
const TOKENS = `2 × labels that both gave to one token / all labels that either gave to tokens, ${PAIRS}`
const TOKEN_ALPHA =
  '1 − Do / De (Krippendorff 2011) over tokens, nominal; a token is O or the labels of the spans whose parts touch it; interval over tasks'
const UNITIZED =
  '1 − Do / De over the lengths of sections in characters (ᵤα; Krippendorff, Mathet, Bouvry & Widlöcher 2016); where spans overlap, the stretch has all their labels; interval over tasks'
const GAMMA =
  '1 − Σ disorder / Σ disorder by chance (γ; Mathet, Widlöcher & Métivier 2015): position and label weigh alike, Δ∅ = 1, chance by 30 shuffles of each text (fewer of long ones); a span of several parts counts from its start to its end; interval over tasks'

export function spanFigures(
  units: readonly Unit[],
  question: { readonly labels: readonly { readonly id: string }[] },
  options: FigureOptions,
): KindFigure[] {
  const shared = units.filter((unit) => unit.raters.length > 1)
  const raters = countRaters(units)
  const tokens = shared.map(tokenRows)
  const about = (label: string | null) => [
    ratioFigure(
      { measure: 'f1-exact', formula: EXACT, about: label },
      spanRatios(shared, same, label),
      raters,
      options,
    ),
    ratioFigure(
      { measure: 'f1-overlap', formula: OVERLAP, about: label },
      spanRatios(shared, overlapping, label),
      raters,
      options,
    ),
    ratioFigure({ measure: 'token-f1', formula: TOKENS, about: label }, tokenRatios(tokens, label), raters, options),
  ]
  return [
    ...about(null),
    tokenAlpha(units, options),
    unitized(units, options),
    gamma(shared, raters, options),
    ...question.labels.flatMap(({ id }) => about(id)),
  ]
}

const same = (a: SpanMark, b: SpanMark): number => (a.label === b.label && sameSpan(a.value, b.value) ? 1 : 0)
const overlapping = (a: SpanMark, b: SpanMark): number => (a.label === b.label ? spanValueIou(a.value, b.value) : 0)

function spanRatios(
  units: readonly Unit[],
  similarity: (a: SpanMark, b: SpanMark) => number,
  label: string | null,
): Ratio[] {
  return units.flatMap((unit) => {
    const sets = unit.raters.map(({ marks }) => (label === null ? marks : marks.filter((mark) => mark.label === label)))
    const ratio = { part: 0, whole: 0 }
    for (const [a, b] of pairsOf(sets)) {
      ratio.part += 2 * setAgreement(a, b, similarity, Number.MIN_VALUE, ({ value }) => value).matched.length
      ratio.whole += a.length + b.length
    }
    // A task in which nobody drew this label says nothing about it.
    return label !== null && ratio.whole === 0 ? [] : [ratio]
  })
}

/** What each person says of each token that has a label. */
type TokenRows = readonly ReadonlyMap<number, readonly string[]>[]

function tokenRows(unit: Unit): TokenRows {
  const passage = passageOf(unit.media)
  return passage ? unit.raters.map(({ marks }) => labelsByToken(passage, marks)) : []
}

function tokenRatios(tasks: readonly TokenRows[], label: string | null): Ratio[] {
  const counted = (labels: readonly string[]) => (label === null ? labels.length : labels.includes(label) ? 1 : 0)
  return tasks.flatMap((rows) => {
    const ratio = { part: 0, whole: 0 }
    for (const [a, b] of pairsOf(rows)) {
      for (const labels of b.values()) ratio.whole += counted(labels)
      for (const [token, labels] of a) {
        ratio.whole += counted(labels)
        ratio.part += 2 * counted(labels.filter((one) => b.get(token)?.includes(one)))
      }
    }
    return label !== null && ratio.whole === 0 ? [] : [ratio]
  })
}

function tokenAlpha(units: readonly Unit[], options: FigureOptions): KindFigure {
  const groups = units.map((unit) => ({
    raters: unit.raters.map(({ rater }) => rater),
    units: tokenLabels(passageOf(unit.media), unit),
  }))
  const { coefficient, interval } = groupedNominalAlpha(groups, options)
  return figureOf({ measure: 'token-alpha', formula: TOKEN_ALPHA }, coefficient, interval)
}

/** For each token what each person says of it: `O`, or the labels of the spans that touch it. */
function* tokenLabels(passage: Passage | null, unit: Unit): Generator<string[]> {
  if (!passage) return
  const rows = unit.raters.map(({ marks }) => labelsByToken(passage, marks))
  for (let token = 0; token < passage.tokens.length; token += 1) {
    yield rows.map((labels) => labels.get(token)?.toSorted().join('+') ?? 'O')
  }
}

function unitized(units: readonly Unit[], options: FigureOptions): KindFigure {
  const continua = units.map(({ media, raters }) => {
    const length = passageOf(media)?.length ?? 0
    return { raters: raters.map(({ rater, marks }) => ({ rater, sections: sectionsOf(marks, length) })) }
  })
  const { coefficient, interval } = unitizedAlpha(continua, options)
  return figureOf({ measure: 'unitized-alpha', formula: UNITIZED }, coefficient, interval)
}

function gamma(shared: readonly Unit[], raters: number, options: FigureOptions): KindFigure {
  const found = shared.flatMap((unit): GammaDisorders[] => {
    const length = passageOf(unit.media)?.length ?? 0
    const people = unit.raters.toSorted((a, b) => (a.rater < b.rater ? -1 : 1))
    const cut = people.map(({ marks }) =>
      marks.map(({ label, value: { start, end } }) => ({ start, end, category: label ?? '' })),
    )
    const one = gammaDisorders(cut, { seed: options.seed, length })
    return one ? [one] : []
  })
  const value = gammaOf(found)
  const basis = { n: found.length, raters }
  const coefficient: Coefficient =
    value === null
      ? { computable: false, reason: raters < 2 ? 'one-rater' : 'nothing-shared', ...basis }
      : { computable: true, value, ...basis }
  const interval = value === null ? null : bootstrapInterval(found, gammaOf, options)
  return figureOf({ measure: 'gamma', formula: GAMMA }, coefficient, interval)
}
