// The kind `keypoints`: named points of one object (a pose), with their likeness, their fusion and their figures.
import { type ImagePoint, keypointSimilarity } from '@etabli/geometry'
import { defineKind, type MarkOf } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { sizeOf } from '../media.ts'
import { TOLERANCE } from './box.ts'
import { keypointFigures } from './keypoints-figures.ts'
import { extentOf, poseArea } from './keypoints-scale.ts'
import { type KeypointPlace, KeypointsOptions, KeypointsValue } from './keypoints-value.ts'

/** Two poses mean the same object from this OKS, as in COCO's AP50. */
export const OKS_AT = 0.5

export const keypoints = defineKind<KeypointsValue>({
  id: 'keypoints',
  media: ['image'],
  many: true,
  labels: 'required',
  value: KeypointsValue,
  options: KeypointsOptions,
  check({ value: { points } }, { media, question }) {
    if (media.type !== 'image') return 'points need an image'
    const { names } = keypointsAsked(question)
    if (names.length === 0) return 'this question names no points yet'
    if (points.length !== names.length) return `${points.length} points where the question names ${names.length}`
    const { width, height } = sizeOf(media)
    const outside = points.findIndex(
      (point) =>
        point !== null &&
        (point.x < -TOLERANCE || point.y < -TOLERANCE || point.x > width + TOLERANCE || point.y > height + TOLERANCE),
    )
    if (outside >= 0) return `“${names[outside]}” is outside the image of ${width} × ${height} pixels`
    return extentOf(points) === null ? 'no point is marked' : null
  },
  similarity: (a, b, context) => (a.label === b.label ? oksOf(context.question)(a, b) : 0),
  matchAt: OKS_AT,
  place: (a, b, context) => oksOf(context.question)(a, b),
  fuse: fusePoses,
  method: 'each point: the median of the people who marked it, where at least half did; hidden where most say so',
  figures: (units, question, options) => keypointFigures(oksOf(question), OKS_AT)(units, question, options),
})

/** What a question of keypoints asks for; no points where its options do not fit. */
export function keypointsAsked(question: Pick<Question, 'options'>): KeypointsOptions {
  const parsed = KeypointsOptions.safeParse(question.options)
  return parsed.success ? parsed.data : { names: [], bones: [] }
}

/** Object keypoint similarity of two marks, class left aside; its area is the mean of the two poses' own. */
export function oksOf(question: Pick<Question, 'options'>) {
  // A spread that nobody gave is 0.05 for every point, which `keypointSimilarity` takes for a missing one.
  const sigmas = keypointsAsked(question).sigmas ?? []
  return (a: MarkOf<KeypointsValue>, b: MarkOf<KeypointsValue>): number => {
    const area = (poseArea(a.value.points) + poseArea(b.value.points)) / 2
    return keypointSimilarity(a.value.points, b.value.points, area, sigmas) ?? 0
  }
}

function fusePoses(marks: readonly MarkOf<KeypointsValue>[]): KeypointsValue {
  const count = Math.max(...marks.map(({ value }) => value.points.length))
  const columns = Array.from({ length: count }, (_, index) =>
    marks.flatMap(({ value }) => {
      const point = value.points[index]
      return point ? [point] : []
    }),
  )
  const points = columns.map((column) => (column.length * 2 >= marks.length ? fusedPoint(column) : null))
  // Three people who marked three different points agree on none: then everybody's points stand.
  return { points: points.some((point) => point !== null) ? points : columns.map(fusedPoint) }
}

function fusedPoint(marked: readonly KeypointPlace[]): KeypointPlace | null {
  if (marked.length === 0) return null
  const place: ImagePoint = { x: median(marked.map(({ x }) => x)), y: median(marked.map(({ y }) => y)) }
  const hidden = marked.filter((point) => point.hidden === true).length * 2 > marked.length
  return { x: place.x, y: place.y, ...(hidden ? { hidden } : {}) }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  const high = sorted[Math.floor(sorted.length / 2)] ?? 0
  return (low + high) / 2
}
