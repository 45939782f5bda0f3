// What tests of images draw from: questions, images, shapes within them, tasks on their way out.
import type { ExportItem } from '@etabli/modality-kit'
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
import type { BoxValue } from './kinds/box.ts'
import type { KeypointsValue } from './kinds/keypoints-value.ts'
import type { PolygonValue } from './kinds/polygon-value.ts'

export const ids = ['can', 'jar', 'bag'] as LabelId[]

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

export const outlines: Question = { ...question, id: 'outlines' as QuestionId, kind: 'polygon', title: 'Outlines' }

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
