// One YOLO row as a mark: which kind it is depends on its numbers and on what the class's question asks for.
import { pixelBox, type YoloBox, type YoloPolygon, type YoloPose, type YoloRow } from '@etabli/formats'
import { boundingBox, type ImagePoint, type Size } from '@etabli/geometry'
import type { MarkSeed } from '@etabli/modality-kit'
import type { Project, Question } from '@etabli/schema'
import { keypointsAsked } from '../kinds/keypoints.ts'
import { classByName, type ShapeKind } from './classes.ts'
import { boxOfCorners, boxWithin, outlineWithin, poseWithin, turnedWithin } from './within.ts'

type Refusal = { readonly code: string; readonly message: string }

/** Reads rows for a project; `classes` are the file's class names by number. */
export function marksOfYolo(
  project: Project,
  classes: readonly string[],
): (row: YoloRow, size: Size) => { readonly seed: MarkSeed } | Refusal {
  const classOf = classByName(project)
  return (row, size) => {
    const named = classOf(classes[row.class] ?? String(row.class), kindsOf(row))
    if (!named) return { code: 'yolo.no-question', message: 'No question of this project takes it.' }
    const value = valueFor(named.asked, row, size)
    if (typeof value === 'string') return { code: `yolo.${named.asked.kind}`, message: value }
    const confidence = row.shape === 'box' ? row.confidence : null
    const source = confidence === null ? 'import' : 'model'
    const { question, label, asked } = named
    return { seed: { question, label, kind: asked.kind, value, confidence, source } }
  }
}

/** Which kinds a row can be, the likeliest first. */
function kindsOf(row: YoloRow): ShapeKind[] {
  if (row.shape === 'pose') return ['keypoints', 'box']
  if (row.shape === 'box') return ['box']
  // An outline is at least the box around it.
  return ['polygon', 'box']
}

function valueFor(question: Question, row: YoloRow, size: Size): object | string {
  switch (question.kind as ShapeKind) {
    case 'box':
      return boxFor(question, row, size)
    case 'polygon':
      return row.shape === 'polygon' ? outlineWithin(pointsOf(row, size), size) : 'It is a box, not an outline.'
    case 'keypoints':
      return row.shape === 'pose' ? poseFor(question, row, size) : 'It has no points.'
  }
}

function boxFor(question: Question, row: YoloRow, size: Size) {
  if (row.shape !== 'polygon') return boxWithin(pixelBox(asBox(row), size), size)
  const points = pointsOf(row, size)
  const turned = question.options['rotated'] === true && points.length === 4 ? boxOfCorners(points) : null
  if (turned) return turnedWithin(turned, size)
  return boxWithin(boundingBox(points) ?? { x: 0, y: 0, width: 0, height: 0 }, size)
}

function poseFor(question: Question, { points }: YoloPose, size: Size) {
  const { names } = keypointsAsked(question)
  if (names.length !== points.length) {
    return `It has ${points.length} points; “${question.title}” names ${names.length}.`
  }
  return poseWithin(
    points.map(({ x, y, visible }) =>
      visible === 0 ? null : { x: x * size.width, y: y * size.height, ...(visible === 1 ? { hidden: true } : {}) },
    ),
    size,
  )
}

function asBox(row: YoloBox | YoloPose): YoloBox {
  const { x, y, width, height } = row
  return { shape: 'box', class: row.class, x, y, width, height, confidence: null }
}

function pointsOf({ points }: YoloPolygon, { width, height }: Size): ImagePoint[] {
  return points.flatMap((x, at) =>
    at % 2 === 0 ? [{ x: x * width, y: (points[at + 1] ?? 0) * height } as ImagePoint] : [],
  )
}
