// Agreement on poses: the figures of shapes over OKS, and the share of points that two people set near each other (PCK).
import { setAgreement } from '@etabli/agreement'
import {
  type AgreementUnit,
  countRaters,
  type FigureOptions,
  type KindFigure,
  type MarkOf,
  pairsOf,
  type Ratio,
  ratioFigure,
} from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { extentOf } from './keypoints-scale.ts'
import type { KeypointsValue } from './keypoints-value.ts'
import { shapeFigures } from './shape-figures.ts'

type Pose = MarkOf<KeypointsValue>

/** Points count as set alike within this share of the pose's longer side (Yang & Ramanan 2013). */
const NEAR = 0.1

const PCK =
  'points that both people of a matched pair marked within 0.1 of the pose’s longer side (the mean of both), as a share of the points that either marked; over all pairs of people and all tasks; matched as for F1 at OKS 0.5'

/** F1 at OKS 0.5 and 0.75, mean OKS, alpha of the classes, F1 per class, then PCK. */
export function keypointFigures(oks: (a: Pose, b: Pose) => number, matchAt: number) {
  const shapes = shapeFigures<KeypointsValue>({
    place: oks,
    name: 'OKS',
    marks: 'poses',
    matchAt,
    f1: [
      { measure: 'f1-oks@0.5', at: matchAt },
      { measure: 'f1-oks@0.75', at: 0.75 },
    ],
    mean: 'mean-oks',
  })
  return (
    units: readonly AgreementUnit<KeypointsValue>[],
    question: Question,
    options: FigureOptions,
  ): KindFigure[] => {
    const shared = units.filter((unit) => unit.raters.length > 1)
    const near = shared.map((unit) => nearPoints(unit, oks, matchAt))
    const pck = ratioFigure({ measure: 'pck@0.1', formula: PCK }, near, countRaters(units), options)
    return [...shapes(units, question, options), pck]
  }
}

function nearPoints(unit: AgreementUnit<KeypointsValue>, oks: (a: Pose, b: Pose) => number, matchAt: number): Ratio {
  let part = 0
  let whole = 0
  for (const [a, b] of pairsOf(unit.raters)) {
    const alike = (one: Pose, other: Pose) => (one.label === other.label ? oks(one, other) : 0)
    for (const match of setAgreement(a.marks, b.marks, alike, matchAt).matched) {
      const [one, other] = [a.marks[match.a], b.marks[match.b]]
      if (!one || !other) continue
      const found = nearPointsOf(one.value, other.value)
      part += found.part
      whole += found.whole
    }
  }
  return { part, whole }
}

function nearPointsOf(a: KeypointsValue, b: KeypointsValue): Ratio {
  const reach = (NEAR * (longSide(a) + longSide(b))) / 2
  let part = 0
  let whole = 0
  for (let index = 0; index < Math.max(a.points.length, b.points.length); index += 1) {
    const [one, other] = [a.points[index] ?? null, b.points[index] ?? null]
    if (one || other) whole += 1
    if (one && other && Math.hypot(one.x - other.x, one.y - other.y) <= reach) part += 1
  }
  return { part, whole }
}

function longSide({ points }: KeypointsValue): number {
  const extent = extentOf(points)
  return extent ? Math.max(extent.width, extent.height) : 0
}
