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
import { type BoxValue, box } from './kinds/box.ts'
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

const sizeIn = (media: Media) => (media.type === 'image' ? media : { width: 1, height: 1 })

const boxTrial: KindTrial<BoxValue> = {
  kind: box,
  context: fc
    .record({ width: fc.integer({ min: 2, max: 4_000 }), height: fc.integer({ min: 2, max: 4_000 }) })
    .map(({ width, height }): KindContext => ({ question, media: imageOf(width, height) })),
  marks: ({ media }) =>
    fc.record({ label: fc.constantFrom(...ids), value: boxesIn(sizeIn(media).width, sizeIn(media).height) }),
  near: (a, b) =>
    Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y), Math.abs(a.width - b.width), Math.abs(a.height - b.height)) <
    1e-9,
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
  kinds: [boxTrial as KindTrial],
  tools: [
    toolTrial({
      tool: boxTool,
      events,
      contextOf: ({ newId }) => ({ image: picture, question: question.id, label: ids[0] ?? null, newId }),
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
