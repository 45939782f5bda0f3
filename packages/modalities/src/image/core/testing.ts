// Trials of images for the modality contract: boxes, the two tools.
import type { ImagePoint } from '@etabli/geometry'
import type { KindContext } from '@etabli/modality-kit'
import { type KindTrial, type ModalityTrial, toolTrial } from '@etabli/modality-kit/testing'
import type { BlobHash, LabelId, Mark, MarkId, Media, Question, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { type BoxValue, box } from './kinds/box.ts'
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
  mappings: [],
}
