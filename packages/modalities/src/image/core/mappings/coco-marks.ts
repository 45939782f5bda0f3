// One COCO annotation as marks: a box (turned by `rotation`), an outline with its parts, or a pose.
import type { CocoAnnotation, CocoCategory, CocoDocument } from '@etabli/formats'
import { type ImagePoint, normalAngle, type Size } from '@etabli/geometry'
import type { MappingIssue, MarkSeed } from '@etabli/modality-kit'
import type { Project, Question } from '@etabli/schema'
import type { BoxValue } from '../kinds/box.ts'
import { keypointsAsked } from '../kinds/keypoints.ts'
import type { KeypointPlace } from '../kinds/keypoints-value.ts'
import { classByName, type ShapeKind } from './classes.ts'
import { attributesFrom, CROWD } from './said.ts'
import { boxOfCorners, outlineWithin, poseWithin, turnedWithin } from './within.ts'

type Found = { readonly seeds: readonly MarkSeed[] } | { readonly issue: MappingIssue }
type Values = readonly { readonly kind: ShapeKind; readonly value: unknown }[]

/** Reads the annotations of one document for a project. */
export function marksOfCoco(
  project: Project,
  list: string,
  document: CocoDocument,
): (annotation: CocoAnnotation, size: Size | null) => Found {
  const categories = new Map(document.categories.map((category) => [category.id, category]))
  const classOf = classByName(project)
  return (annotation, size) => {
    const category = categories.get(annotation.category_id)
    const refused = (path: string, code: string, message: string): Found => ({
      // By id, since the document no longer knows the place in the file.
      issue: { file: list, path: `annotations[id=${annotation.id}].${path}`, code, message },
    })
    const named = classOf(category?.name ?? String(annotation.category_id), kindsOf(annotation))
    if (!named) return refused('category_id', 'coco.no-question', 'No question of this project takes it.')
    const values = valuesFor(named.asked, annotation, category, size)
    if ('message' in values) return refused(values.path, values.code, values.message)
    const written = { ...(annotation.iscrowd === 1 ? { [CROWD]: true } : {}), ...annotation.attributes }
    const attributes = attributesFrom(written, named.asked)
    if (typeof attributes === 'string') return refused('attributes', 'coco.attribute', attributes)
    const id = `coco-${annotation.id}`
    const shared = {
      question: named.question,
      label: named.label,
      ...(annotation.score === undefined
        ? { source: 'import' as const }
        : { source: 'model' as const, confidence: annotation.score }),
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    }
    const [only, ...more] = values
    if (only && more.length === 0) return { seeds: [{ ...shared, ...only, id }] }
    const seeds = values.map((value, part) => ({ ...shared, ...value, id: `${id}-${part + 1}`, group: groupId(id) }))
    return { seeds }
  }
}

/** Which kinds an annotation can be, the likeliest first. */
function kindsOf({ keypoints, segmentation, attributes }: CocoAnnotation): ShapeKind[] {
  if (keypoints && keypoints.length > 0) return ['keypoints', 'polygon', 'box']
  const outlined = 'counts' in segmentation || segmentation.length > 0
  const turned = typeof attributes?.['rotation'] === 'number' && attributes['rotation'] !== 0
  return outlined && !turned ? ['polygon', 'box'] : ['box', 'polygon']
}

type Refusal = { readonly path: string; readonly code: string; readonly message: string }

function valuesFor(
  question: Question,
  annotation: CocoAnnotation,
  category: CocoCategory | undefined,
  size: Size | null,
): Values | Refusal {
  switch (question.kind as ShapeKind) {
    case 'box': {
      const box = turnedWithin(boxIn(annotation, question), size)
      return typeof box === 'string' ? { path: 'bbox', code: 'coco.box', message: box } : [{ kind: 'box', value: box }]
    }
    case 'polygon':
      return outlinesIn(annotation, size)
    case 'keypoints':
      return poseIn(annotation, category, question, size)
  }
}

/** Turned where the file says by how much and the question takes turned boxes; else the upright box. */
function boxIn({ bbox, attributes, segmentation }: CocoAnnotation, question: Question): BoxValue {
  const [x, y, width, height] = bbox
  const upright = { x, y, width, height }
  const rotation = attributes?.['rotation']
  if (typeof rotation !== 'number' || rotation === 0 || question.options['rotated'] !== true) return upright
  const [corners, more] = 'counts' in segmentation ? [] : segmentation
  // Our own files have the hull as the box and the corners as the outline; CVAT's have the box before it is turned.
  if (!corners || more || corners.length !== 8) return { ...upright, angle: rotation }
  const turned = boxOfCorners(pointsOf(corners))
  if (!turned) return upright
  const off = normalAngle((turned.angle ?? 0) - rotation)
  // The file's own number is the exact one.
  return Math.min(off, 360 - off) < 1 ? { ...turned, angle: rotation } : turned
}

function outlinesIn({ segmentation, iscrowd }: CocoAnnotation, size: Size | null): Values | Refusal {
  const path = 'segmentation'
  if ('counts' in segmentation) {
    const what = iscrowd === 1 ? 'A crowd' : 'It'
    const message = `${what} is given as a mask in run lengths, which cannot be read as an outline.`
    return { path, code: 'coco.mask', message }
  }
  if (segmentation.length === 0) return { path, code: 'coco.no-outline', message: 'It has a box but no outline.' }
  const outlines = segmentation.map((corners) => outlineWithin(pointsOf(corners), size))
  const wrong = outlines.find((outline) => typeof outline === 'string')
  if (wrong !== undefined) return { path, code: 'coco.outline', message: wrong }
  return outlines.map((value) => ({ kind: 'polygon', value }))
}

function poseIn(
  { keypoints }: CocoAnnotation,
  category: CocoCategory | undefined,
  question: Question,
  size: Size | null,
): Values | Refusal {
  const path = 'keypoints'
  if (!keypoints || keypoints.length === 0) return { path, code: 'coco.no-pose', message: 'It has no keypoints.' }
  const { names } = keypointsAsked(question)
  const written = Array.from({ length: keypoints.length / 3 }, (_, index) => pointIn(keypoints, index))
  const order = orderOf(names, category?.keypoints, written.length)
  if (!order) {
    const message = `It has ${written.length} points; “${question.title}” names ${names.length}, and the names differ.`
    return { path, code: 'coco.points', message }
  }
  const pose = poseWithin(
    order.map((index) => written[index] ?? null),
    size,
  )
  return typeof pose === 'string' ? { path, code: 'coco.pose', message: pose } : [{ kind: 'keypoints', value: pose }]
}

/** For each of the question's points its place in the file: by name where all are there, else in order. */
function orderOf(names: readonly string[], given: readonly string[] | undefined, count: number): number[] | null {
  const places = names.map((name) => (given ?? []).indexOf(name))
  if (given && places.every((place) => place >= 0)) return places
  return names.length === count ? names.map((_, index) => index) : null
}

function pointIn(keypoints: readonly number[], index: number): KeypointPlace | null {
  const [x = 0, y = 0, visible = 0] = keypoints.slice(index * 3, index * 3 + 3)
  if (visible === 0) return null
  return visible === 1 ? { x, y, hidden: true } : { x, y }
}

function pointsOf(corners: readonly number[]): ImagePoint[] {
  return corners.flatMap((x, at) => (at % 2 === 0 ? [{ x, y: corners[at + 1] ?? 0 } as ImagePoint] : []))
}

/** Ids of files may hold anything; groups are slugs. */
function groupId(id: string): string {
  return id.replace(/[^\w.:-]/g, '-').slice(0, 64)
}
