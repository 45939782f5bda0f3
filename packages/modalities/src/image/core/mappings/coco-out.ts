// Shapes as COCO: one annotations.json, or one a split in annotations/. Same items, same bytes; images without shapes too.
import { type CocoAnnotation, type CocoCategory, type CocoImage, streamCoco } from '@etabli/formats'
import { boundingBox, boxArea, boxCorners, type ImagePoint, polygonArea, rotatedHull } from '@etabli/geometry'
import type { ExportInput, ExportItem, ExportMapping } from '@etabli/modality-kit'
import type { Mark, Project } from '@etabli/schema'
import { boxOf } from '../kinds/box.ts'
import { keypointsAsked } from '../kinds/keypoints.ts'
import { keypointsOf } from '../kinds/keypoints-value.ts'
import { polygonOf } from '../kinds/polygon-value.ts'
import {
  asksTurned,
  classedMarks,
  classOfMark,
  lossOfOthers,
  questionsOf,
  refusesShapes,
  SHAPES,
  type ShapeClass,
  shapeClasses,
} from './classes.ts'
import { CROWD, saidOf } from './said.ts'

/** In COCO's units: what an annotation says of its place. */
type Place = Pick<CocoAnnotation, 'bbox' | 'segmentation' | 'area' | 'keypoints' | 'num_keypoints'>
type Attributes = Record<string, unknown>

export const cocoOut: ExportMapping = {
  format: 'coco',
  media: ['image'],
  refuses: (project) => refusesShapes(project, SHAPES),
  warnings: (project) => [
    ...lossOfOthers(project, SHAPES),
    ...(asksTurned(project)
      ? [
          'COCO has no angle: a turned box goes out as the upright box around it, with its four corners as its outline and its angle as the attribute “rotation”.',
        ]
      : []),
    ...(questionsOf(project, ['box', 'keypoints']).length > 0
      ? ['COCO has no groups of boxes or poses: they go out one by one.']
      : []),
  ],
  async *write(input) {
    for (const split of input.splits ?? [null]) {
      const path = split === null ? 'annotations.json' : `annotations/${split}.json`
      yield { path, chunks: chunksOf(input, split) }
    }
  },
}

function chunksOf(input: ExportInput, split: ExportItem['split']): AsyncIterable<string> {
  const { project, options } = input
  return streamCoco({
    // No time and no person: the same release gives the same bytes.
    info: { description: project.name, version: String(project.version) },
    categories: categoriesOf(project, options.categoryBase),
    images: imagesIn(input, split),
    annotations: annotationsIn(input, split),
  })
}

function categoriesOf(project: Project, base: 0 | 1): CocoCategory[] {
  return shapeClasses(project).map(({ question, label, name, number }) => {
    const above = question.labels.find(({ id }) => id === label.parent)
    const category = { id: number + base, name, supercategory: above?.name ?? '' }
    if (question.kind !== 'keypoints') return category
    const { names, bones } = keypointsAsked(question)
    // COCO counts keypoints from 1.
    const skeleton = bones.map(([from, to]) => [from + 1, to + 1] as const)
    return { ...category, keypoints: names, ...(skeleton.length > 0 ? { skeleton } : {}) }
  })
}

async function* imagesIn(input: ExportInput, split: ExportItem['split']): AsyncGenerator<CocoImage> {
  for await (const { task, file } of itemsOf(input, split)) {
    if (task.media.type !== 'image' || file === null) {
      input.leaveOut('it has no image file')
      continue
    }
    const { width, height } = task.media
    yield { id: imageId(task), file_name: file.replace(/^images\//, ''), width, height }
  }
}

async function* annotationsIn(input: ExportInput, split: ExportItem['split']): AsyncGenerator<CocoAnnotation[]> {
  const base = input.options.categoryBase
  const classOf = classOfMark(shapeClasses(input.project))
  let id = 0
  for await (const { task, file, answers, votes } of itemsOf(input, split)) {
    if (task.media.type !== 'image' || file === null) continue
    const marks = classedMarks(answers, SHAPES, classOf, input.leaveOut)
    yield thingsOf(marks).map((parts): CocoAnnotation => {
      id += 1
      const [{ mark, known }] = parts
      const { place, attributes, crowd } = saysOf(parts, known)
      const vote = votes?.get(mark.id)
      const said = { ...attributes, ...(vote ? { votes: vote.votes, of: vote.of } : {}) }
      return {
        id,
        image_id: imageId(task),
        category_id: known.number + base,
        ...place,
        iscrowd: crowd ? 1 : 0,
        ...(Object.keys(said).length > 0 ? { attributes: said } : {}),
        ...(mark.source === 'model' && mark.confidence !== null ? { score: mark.confidence } : {}),
      }
    })
  }
}

interface Classed {
  readonly mark: Mark
  readonly known: ShapeClass
}
type Parts = readonly [Classed, ...Classed[]]

/** Outlines of one group, class and attributes are one thing in several parts; every other mark is one by itself. */
function thingsOf(marks: readonly Classed[]): Parts[] {
  const things: [Classed, ...Classed[]][] = []
  const byGroup = new Map<string, [Classed, ...Classed[]]>()
  for (const each of marks) {
    const { mark } = each
    const key =
      mark.group === undefined || mark.kind !== 'polygon'
        ? null
        : JSON.stringify([mark.question, mark.label, mark.group, mark.attributes ?? {}])
    const before = key === null ? undefined : byGroup.get(key)
    if (before) {
      before.push(each)
      continue
    }
    const thing: [Classed, ...Classed[]] = [each]
    things.push(thing)
    if (key !== null) byGroup.set(key, thing)
  }
  return things
}

function saysOf(parts: Parts, { question }: ShapeClass): { place: Place; attributes: Attributes; crowd: boolean } {
  const [{ mark }] = parts
  const said = saidOf(mark, question)
  const attributes: Attributes = Object.fromEntries(said.map(([{ id }, value]) => [id, value]))
  const crowd = attributes[CROWD] === true
  const box = boxOf(mark)
  if (box?.angle) attributes['rotation'] = box.angle
  return { place: placeOf(parts), attributes, crowd }
}

function placeOf(parts: Parts): Place {
  const [{ mark }] = parts
  const box = boxOf(mark)
  if (box) {
    const { x, y, width, height, angle } = box
    if (!angle) return { bbox: [x, y, width, height], segmentation: [], area: width * height }
    return { bbox: sides(rotatedHull(box, angle)), segmentation: [ring(boxCorners(box, angle))], area: boxArea(box) }
  }
  const pose = keypointsOf(mark)
  if (pose) {
    const marked = pose.points.filter((point) => point !== null)
    const hull = boundingBox(marked) ?? { x: 0, y: 0, width: 0, height: 0 }
    const keypoints = pose.points.flatMap((point) => (point ? [point.x, point.y, point.hidden ? 1 : 2] : [0, 0, 0]))
    return { bbox: sides(hull), segmentation: [], area: boxArea(hull), keypoints, num_keypoints: marked.length }
  }
  const rings = parts.flatMap(({ mark: part }) => {
    const polygon = polygonOf(part)
    return polygon ? [polygon.points] : []
  })
  return {
    bbox: sides(boundingBox(rings.flat()) ?? { x: 0, y: 0, width: 0, height: 0 }),
    segmentation: rings.map(ring),
    area: rings.reduce((sum, points) => sum + polygonArea(points), 0),
  }
}

function sides({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Place['bbox'] {
  return [x, y, width, height]
}

function ring(points: readonly ImagePoint[]): number[] {
  return points.flatMap(({ x, y }) => [x, y])
}

/** By the order of import, so that an image keeps its number in every export of the project. */
function imageId(task: ExportItem['task']): number {
  return task.position + 1
}

async function* itemsOf(input: ExportInput, split: ExportItem['split']): AsyncGenerator<ExportItem> {
  for await (const item of input.items()) if (split === null || item.split === split) yield item
}
