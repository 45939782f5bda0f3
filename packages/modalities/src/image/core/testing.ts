// Trials of images for the modality contract: boxes, the two tools, COCO and YOLO.
import type { ImagePoint } from '@etabli/geometry'
import type { ExportItem, KindContext, MarkSeed } from '@etabli/modality-kit'
import { type KindTrial, type ModalityTrial, toolTrial } from '@etabli/modality-kit/testing'
import type {
  BlobHash,
  LabelId,
  Mark,
  MarkId,
  Media,
  Millis,
  Project,
  ProjectId,
  Question,
  QuestionId,
  TaskId,
} from '@etabli/schema'
import * as fc from 'fast-check'
import { hitIndex } from './hit-index.ts'
import { type BoxValue, box } from './kinds/box.ts'
import { keypoints } from './kinds/keypoints.ts'
import type { KeypointsValue } from './kinds/keypoints-value.ts'
import { polygon } from './kinds/polygon.ts'
import type { PolygonValue } from './kinds/polygon-value.ts'
import { cocoIn } from './mappings/coco-in.ts'
import { cocoOut } from './mappings/coco-out.ts'
import { yoloIn } from './mappings/yolo-in.ts'
import { yoloOut } from './mappings/yolo-out.ts'
import { boxTool } from './tools/box.ts'
import { selectTool } from './tools/select.ts'

const ids = ['can', 'jar', 'bag'] as LabelId[]

export const question: Question = {
  id: 'objects' as QuestionId,
  kind: 'box',
  title: 'Objects',
  help: '',
  required: false,
  labels: ids.map((id, index) => ({ id, name: `A ${id}`, colour: index, key: String(index + 1) })),
  options: {},
}

/** An image of that size, as a task carries it. */
export function imageOf(width: number, height: number): Media {
  return {
    type: 'image',
    blob: '0'.repeat(64) as BlobHash,
    mime: 'image/jpeg',
    bytes: 1_000,
    width,
    height,
    orientation: 1,
  }
}

/** Boxes within an image of that size, on a grid of eighths of a pixel so that sums are exact. */
export function boxesIn(width: number, height: number): fc.Arbitrary<BoxValue> {
  const eighths = (most: number) => fc.integer({ min: 0, max: most * 8 }).map((count) => count / 8)
  return fc
    .record({ left: eighths(width - 1), top: eighths(height - 1), right: eighths(width), bottom: eighths(height) })
    .map(({ left, top, right, bottom }) => ({
      x: left,
      y: top,
      width: Math.max(1, right - left),
      height: Math.max(1, bottom - top),
    }))
}

/** Turned boxes with their centre within the image; every other one at an angle that people may type. */
export function turnedBoxesIn(width: number, height: number): fc.Arbitrary<BoxValue> {
  const angle = fc.oneof(
    fc.constantFrom(37, 90.2, 180, 296.7),
    fc.integer({ min: 1, max: 3_599 }).map((tenths) => tenths / 10),
  )
  return fc.tuple(boxesIn(width, height), angle).map(([upright, degrees]) => ({ ...upright, angle: degrees }))
}

/** Outlines around a centre, so that they never cross themselves; at least 24 × 24 pixels of image. */
export function polygonsIn(width: number, height: number): fc.Arbitrary<PolygonValue> {
  return fc
    .record({
      x: fc.integer({ min: 10, max: width - 10 }),
      y: fc.integer({ min: 10, max: height - 10 }),
      turn: fc.integer({ min: 0, max: 359 }),
      // Shares of the room that the centre has to the image's edge.
      radii: fc.array(fc.integer({ min: 25, max: 100 }), { minLength: 3, maxLength: 12 }),
    })
    .map(({ x, y, turn, radii }) => {
      const room = Math.min(x, y, width - x, height - y)
      return {
        points: radii.map((share, index) => {
          const angle = ((turn + (360 * index) / radii.length) * Math.PI) / 180
          const radius = (room * share) / 100
          return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) }
        }),
      }
    })
}

/** Five points, some hidden, some not marked, at least one marked. */
export function posesIn(width: number, height: number): fc.Arbitrary<KeypointsValue> {
  const eighths = (most: number) => fc.integer({ min: 0, max: most * 8 }).map((count) => count / 8)
  const place = fc
    .record({ x: eighths(width), y: eighths(height), hidden: fc.boolean() })
    .map(({ x, y, hidden }) => ({ x, y, ...(hidden ? { hidden } : {}) }))
  return fc
    .tuple(place, fc.array(fc.option(place), { minLength: 4, maxLength: 4 }), fc.integer({ min: 0, max: 4 }))
    .map(([sure, others, at]) => ({ points: [...others.slice(0, at), sure, ...others.slice(at)] }))
}

const sizeIn = (media: Media) => (media.type === 'image' ? media : { width: 1, height: 1 })

const sides = { width: fc.integer({ min: 24, max: 4_000 }), height: fc.integer({ min: 24, max: 4_000 }) }

/** Upright boxes where the question wants those, else turned ones by any angle. */
const boxTrial: KindTrial<BoxValue> = {
  kind: box,
  context: fc
    .record({
      width: fc.integer({ min: 2, max: 4_000 }),
      height: fc.integer({ min: 2, max: 4_000 }),
      rotated: fc.boolean(),
    })
    .map(
      ({ width, height, rotated }): KindContext => ({
        question: { ...question, options: rotated ? { rotated } : {} },
        media: imageOf(width, height),
      }),
    ),
  marks: ({ media, question: asked }) =>
    fc.record({
      label: fc.constantFrom(...ids),
      value: (asked.options['rotated'] ? turnedBoxesIn : boxesIn)(sizeIn(media).width, sizeIn(media).height),
    }),
  near: (a, b) =>
    Math.max(
      Math.abs(a.x - b.x),
      Math.abs(a.y - b.y),
      Math.abs(a.width - b.width),
      Math.abs(a.height - b.height),
      Math.abs((a.angle ?? 0) - (b.angle ?? 0)),
    ) < 1e-6,
}

export const outlines: Question = { ...question, id: 'outlines' as QuestionId, kind: 'polygon', title: 'Outlines' }

const polygonTrial: KindTrial<PolygonValue> = {
  kind: polygon,
  context: fc
    .record(sides)
    .map(({ width, height }): KindContext => ({ question: outlines, media: imageOf(width, height) })),
  marks: ({ media }) =>
    fc.record({ label: fc.constantFrom(...ids), value: polygonsIn(sizeIn(media).width, sizeIn(media).height) }),
}

export const poses: Question = {
  ...question,
  id: 'poses' as QuestionId,
  kind: 'keypoints',
  title: 'Poses',
  options: {
    names: ['nose', 'left hand', 'right hand', 'left foot', 'right foot'],
    bones: [
      [0, 1],
      [0, 2],
      [0, 3],
      [0, 4],
    ],
  },
}

const keypointsTrial: KindTrial<KeypointsValue> = {
  kind: keypoints,
  context: fc
    .record(sides)
    .map(({ width, height }): KindContext => ({ question: poses, media: imageOf(width, height) })),
  marks: ({ media }) =>
    fc.record({ label: fc.constantFrom(...ids), value: posesIn(sizeIn(media).width, sizeIn(media).height) }),
  near: (a, b) =>
    a.points.every((point, index) => {
      const other = b.points[index] ?? null
      if (point === null || other === null) return point === other
      return (
        Math.hypot(point.x - other.x, point.y - other.y) < 1e-9 && (point.hidden ?? false) === (other.hidden ?? false)
      )
    }),
}

const picture = { width: 300, height: 200 }

/** Pointer events in and around the picture, with a cancel now and then. */
const events = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constantFrom('down' as const, 'move' as const, 'up' as const),
      at: fc.record({
        x: fc.integer({ min: -40, max: 340 }),
        y: fc.integer({ min: -40, max: 240 }),
      }) as fc.Arbitrary<ImagePoint>,
      shift: fc.boolean(),
      alt: fc.boolean(),
      mod: fc.boolean(),
      unitsPerPixel: fc.constantFrom(0.1, 1, 5),
      pointer: fc.constantFrom('mouse' as const, 'pen' as const, 'touch' as const),
      clicks: fc.constantFrom(1, 2),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'cancel' as const }) },
)

const drawn = (id: string, x: number, y: number, width: number, height: number): Mark => ({
  id: id as MarkId,
  question: question.id,
  kind: 'box',
  label: ids[0] ?? null,
  value: { x, y, width, height },
  source: 'import',
  confidence: null,
})

/** The first bytes of a PNG of that size: enough to read the size. */
export function pngHead(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(33)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const view = new DataView(bytes.buffer)
  view.setUint32(8, 13)
  bytes.set([0x49, 0x48, 0x44, 0x52], 12)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

export const project: Project = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as ProjectId,
  name: 'Shelf',
  media: 'image',
  questions: [question],
  brief: { who: '', why: '', use: '', sensitive: null, pay: null },
  guidelines: '',
  overlap: 3,
  blind: true,
  state: 'open',
  version: 3,
  sample: false,
  createdAt: 0 as Millis,
}

/** A task of the project on its way out, with boxes of these labels. */
export function itemOf(
  position: number,
  name: string,
  size: { readonly width: number; readonly height: number },
  boxes: readonly (readonly [label: string, value: BoxValue])[],
  split: ExportItem['split'] = null,
): ExportItem {
  const answers = boxes.map(
    ([label, value], index): Mark => ({
      id: `b${index}` as MarkId,
      question: question.id,
      kind: 'box',
      label: label as LabelId,
      value: { ...value } as Mark['value'],
      source: 'person',
      confidence: null,
    }),
  )
  return {
    task: {
      id: `01ARZ3NDEKTSV4RRFFQ69G5${String(position).padStart(3, '0')}` as TaskId,
      project: project.id,
      position,
      priority: 0,
      name,
      media: imageOf(size.width, size.height),
      fields: {},
      prefill: [],
      overlap: 3,
      state: 'settled',
      createdAt: 0 as Millis,
    },
    answers,
    file: `images/${name}`,
    split,
    votes: null,
    similarity: null,
  }
}

/** Images with boxes of all classes, some empty; split or not. */
const items: fc.Arbitrary<ExportItem[]> = fc
  .record({
    split: fc.boolean(),
    pictures: fc.array(
      fc
        .record({ width: fc.integer({ min: 2, max: 5_000 }), height: fc.integer({ min: 2, max: 5_000 }) })
        .chain((size) =>
          fc.record({
            size: fc.constant(size),
            boxes: fc.array(fc.tuple(fc.constantFrom(...ids), boxesIn(size.width, size.height)), { maxLength: 5 }),
          }),
        ),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ split, pictures }) =>
    pictures.map(({ size, boxes }, index) =>
      itemOf(index, `aisle ${index % 2}/été-${index}.png`, size, boxes, split ? (index % 2 ? 'val' : 'train') : null),
    ),
  )

/** The images that stand beside the exported files. */
function pictures(exported: readonly ExportItem[]): Record<string, Uint8Array> {
  return Object.fromEntries(
    exported.map(({ file, task }) => [file ?? '', pngHead(sizeIn(task.media).width, sizeIn(task.media).height)]),
  )
}

function nearBy(pixels: number) {
  return (mark: Mark, seed: MarkSeed) => {
    const [a, b] = [mark.value as BoxValue, seed.value as BoxValue]
    const edges = (box: BoxValue) => [box.x, box.y, box.x + box.width, box.y + box.height]
    return edges(a).every((edge, index) => Math.abs(edge - (edges(b)[index] ?? Number.NaN)) <= pixels)
  }
}

export const trials: ModalityTrial = {
  kinds: [boxTrial as KindTrial, polygonTrial as KindTrial, keypointsTrial as KindTrial],
  tools: [
    toolTrial({
      tool: boxTool,
      events,
      contextOf: ({ newId, answers }) => ({
        image: picture,
        question,
        label: ids[0] ?? null,
        newId,
        mode: 'corners' as const,
        snapTo: hitIndex(answers),
      }),
    }),
    toolTrial({
      tool: selectTool,
      events,
      contextOf: ({ answers, selection }) => ({ image: picture, answers, selection }),
      answers: [drawn('a', 20, 20, 200, 150), drawn('b', 60.5, 40.25, 40, 30)],
    }),
  ],
  mappings: [
    // COCO carries four decimals of a pixel; YOLO six of a share, here of 5,000 pixels.
    { exports: cocoOut, imports: cocoIn, project, items, files: pictures, near: nearBy(0.0005) },
    { exports: yoloOut, imports: yoloIn, project, items, files: pictures, near: nearBy(0.01) },
  ],
}
