// Trials of images for the modality contract: boxes, outlines, poses, the tools, the formats.
import type { ImagePoint } from '@etabli/geometry'
import type { KindContext } from '@etabli/modality-kit'
import { type KindTrial, type ModalityTrial, type Surroundings, toolTrial } from '@etabli/modality-kit/testing'
import type { Mark, MarkId, Media, Question } from '@etabli/schema'
import * as fc from 'fast-check'
import { hitIndex } from './hit-index.ts'
import { type BoxValue, box } from './kinds/box.ts'
import { keypoints } from './kinds/keypoints.ts'
import type { KeypointsValue } from './kinds/keypoints-value.ts'
import { polygon } from './kinds/polygon.ts'
import type { PolygonValue } from './kinds/polygon-value.ts'
import { formatTrials } from './testing-formats.ts'
import {
  boxesIn,
  ids,
  imageOf,
  outlines,
  polygonsIn,
  poses,
  posesIn,
  question,
  turnedBoxesIn,
} from './testing-shapes.ts'
import { boxTool } from './tools/box.ts'
import type { DrawContext } from './tools/drawing.ts'
import { keypointsTool } from './tools/keypoints.ts'
import { polygonTool } from './tools/polygon.ts'
import { selectTool } from './tools/select.ts'

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

const polygonTrial: KindTrial<PolygonValue> = {
  kind: polygon,
  context: fc
    .record(sides)
    .map(({ width, height }): KindContext => ({ question: outlines, media: imageOf(width, height) })),
  marks: ({ media }) =>
    fc.record({ label: fc.constantFrom(...ids), value: polygonsIn(sizeIn(media).width, sizeIn(media).height) }),
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
  { weight: 1, arbitrary: fc.constantFrom({ type: 'cancel' as const }, { type: 'complete' as const }) },
  {
    weight: 1,
    arbitrary: fc.constant({ type: 'key' as const, key: 's', shift: false, alt: false, mod: false }),
  },
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

const at = (x: number, y: number) => ({ x, y })

const drawingOf =
  (asked: Question) =>
  ({ newId, answers }: Surroundings): DrawContext => ({
    image: picture,
    question: asked,
    label: ids[0] ?? null,
    newId,
    mode: 'corners',
    snapTo: hitIndex(answers),
  })

export const trials: ModalityTrial = {
  kinds: [boxTrial as KindTrial, polygonTrial as KindTrial, keypointsTrial as KindTrial],
  tools: [
    toolTrial({
      tool: boxTool,
      events,
      contextOf: drawingOf(question),
    }),
    toolTrial({ tool: polygonTool, events, contextOf: drawingOf(outlines) }),
    toolTrial({ tool: keypointsTool, events, contextOf: drawingOf(poses) }),
    toolTrial({
      tool: selectTool,
      events,
      contextOf: ({ answers, selection }) => ({
        image: picture,
        answers,
        selection,
        turns: () => true,
        snapTo: hitIndex(answers),
      }),
      answers: [
        drawn('a', 20, 20, 200, 150),
        drawn('b', 60.5, 40.25, 40, 30),
        { ...drawn('t', 0, 0, 1, 1), value: { x: 200, y: 20, width: 60, height: 30, angle: 40 } },
        { ...drawn('p', 0, 0, 1, 1), kind: 'polygon', value: { points: [at(5, 5), at(90, 10), at(60, 90)] } },
        { ...drawn('k', 0, 0, 1, 1), kind: 'keypoints', value: { points: [at(250, 90), null, at(280, 150)] } },
      ],
    }),
  ],
  mappings: formatTrials,
}
