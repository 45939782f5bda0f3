// Trials of the image formats: each writes shapes of a project and reads them back, as far as it can carry them.
import type { Size } from '@etabli/geometry'
import type { ExportItem, ExportMapping, ImportMapping, MarkSeed } from '@etabli/modality-kit'
import type { MappingTrial } from '@etabli/modality-kit/testing'
import type { Attribute, AttributeId, LabelId, Mark, MarkId, Project, Question } from '@etabli/schema'
import * as fc from 'fast-check'
import type { BoxValue } from './kinds/box.ts'
import { cocoIn } from './mappings/coco-in.ts'
import { cocoOut } from './mappings/coco-out.ts'
import { vocIn } from './mappings/voc-in.ts'
import { vocOut } from './mappings/voc-out.ts'
import { yoloIn } from './mappings/yolo-in.ts'
import { yoloOuts } from './mappings/yolo-out.ts'
import { placesOf, type Shape, shapeOf } from './shape.ts'
import {
  boxesIn,
  itemOf,
  outlines,
  pngHead,
  polygonsIn,
  poses,
  posesIn,
  project,
  question,
  turnedBoxesIn,
} from './testing-shapes.ts'

const attribute = (id: string, type: Attribute['type'], choices: string[] = []): Attribute => ({
  id: id as AttributeId,
  name: `Is ${id}`,
  type,
  choices,
  min: null,
  max: null,
  initial: null,
  required: type === 'checkbox',
  key: null,
  labels: null,
})

const attributes = [
  attribute('occluded', 'checkbox'),
  attribute('crowd', 'checkbox'),
  attribute('colour', 'choice', ['red', 'dark blue & "grey"']),
  attribute('count', 'number'),
  attribute('plate', 'text'),
]

/** Classes with numbers as the server gives them: 3 belonged to a class that is gone. */
const numbered = (asked: Question, names: readonly string[], first: number): Question => ({
  ...asked,
  labels: names.map((id, index) => ({
    id: id as LabelId,
    name: `A ${id}`,
    colour: index,
    key: null,
    number: first + index,
  })),
})

const turnedBoxes: Question = {
  ...numbered(question, ['can', 'jar', 'bag'], 0),
  attributes,
  options: { rotated: true },
}
const asked = [turnedBoxes, numbered({ ...outlines, attributes }, ['road', 'sky'], 4), numbered(poses, ['person'], 6)]
/** Boxes, outlines and poses with attributes and class numbers. */
export const everything: Project = { ...project, questions: asked }
const only = (kind: string): Project => ({ ...project, questions: asked.filter((each) => each.kind === kind) })

const said = fc.record(
  {
    occluded: fc.boolean(),
    crowd: fc.boolean(),
    colour: fc.constantFrom('red', 'dark blue & "grey"'),
    count: fc.integer({ min: -5, max: 99 }),
    plate: fc.stringMatching(/^[A-Z<>&é][A-Z0-9 <>&é]{0,6}[A-Z]$/),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<AttributeId, boolean | string | number>>

type Loose = Omit<Mark, 'id'>

function marksFor(asking: Question, { width, height }: Size): fc.Arbitrary<Loose[]> {
  const labels = asking.labels.map(({ id }) => id)
  const values: Record<string, fc.Arbitrary<unknown>> = {
    box: fc.oneof(boxesIn(width, height), turnedBoxesIn(width, height)),
    polygon: polygonsIn(width, height),
    keypoints: posesIn(width, height),
  }
  const mark = fc
    .record({
      label: fc.constantFrom(...labels),
      value: values[asking.kind] ?? fc.constant(null),
      said,
      // Two parts of one thing: two marks with all else the same.
      other: asking.kind === 'polygon' ? fc.option(polygonsIn(width, height)) : fc.constant(null),
    })
    .map(({ label, value, said: attributesSaid, other }): Loose[] => {
      const told = asking.attributes && Object.keys(attributesSaid).length > 0 ? { attributes: attributesSaid } : {}
      const plain: Loose = {
        question: asking.id,
        kind: asking.kind,
        label,
        value: value as Mark['value'],
        source: 'person',
        confidence: null,
        ...told,
      }
      return other ? [plain, { ...plain, value: other }] : [plain]
    })
  return fc
    .array(mark, { maxLength: 3 })
    .map((things) =>
      things.flatMap((parts, thing) =>
        parts.map((part) => (parts.length > 1 ? { ...part, group: `g${thing}` } : part)),
      ),
    )
}

/** Images with shapes of every question of the project, some without any. */
export function itemsOf({ questions }: Project): fc.Arbitrary<ExportItem[]> {
  const picture = fc
    .record({ width: fc.integer({ min: 24, max: 5_000 }), height: fc.integer({ min: 24, max: 5_000 }) })
    .chain((size) =>
      fc
        .tuple(...questions.map((each) => marksFor(each, size)))
        .map((marks) => ({ size, marks: marks.flat().map((mark, index) => ({ ...mark, id: `b${index}` as MarkId })) })),
    )
  return fc.array(picture, { minLength: 1, maxLength: 4 }).map((pictures) =>
    pictures.map(({ size, marks }, index) => ({
      ...itemOf(index, `aisle ${index % 2}/été-${index}.png`, size, []),
      answers: marks,
    })),
  )
}

function sizeIn({ task }: ExportItem): Size {
  return task.media.type === 'image' ? task.media : { width: 1, height: 1 }
}

function pictures(exported: readonly ExportItem[]): Record<string, Uint8Array> {
  return Object.fromEntries(exported.map((item) => [item.file ?? '', pngHead(sizeIn(item).width, sizeIn(item).height)]))
}

/** Corner by corner, so that angles count as far as they move something. */
function nearBy(pixels: number, also: (mark: Mark, seed: MarkSeed) => boolean) {
  return (mark: Mark, seed: MarkSeed) => {
    const [a, b] = [shapeOf(mark), shapeOf({ kind: seed.kind, value: seed.value as Mark['value'] })]
    return a !== null && b !== null && alike(a, b, pixels) && also(mark, seed)
  }
}

function alike(a: Shape, b: Shape, pixels: number): boolean {
  if (a.kind === 'keypoints' && b.kind === 'keypoints') {
    const marks = (shape: typeof a) => JSON.stringify(shape.points.map((point) => point && (point.hidden ?? false)))
    if (marks(a) !== marks(b)) return false
  }
  const [one, other] = [placesOf(a), placesOf(b)]
  return (
    one.length === other.length &&
    one.every(({ x, y }, index) => Math.hypot(x - (other[index]?.x ?? Infinity), y - (other[index]?.y ?? 0)) <= pixels)
  )
}

const sameAttributes = (mark: Mark, seed: MarkSeed) =>
  JSON.stringify(sorted(mark.attributes)) === JSON.stringify(sorted(seed.attributes))
const sameGroup = (mark: Mark, seed: MarkSeed) => (mark.group === undefined) === (seed.group === undefined)
const sorted = (values: object | undefined) => Object.entries(values ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))

interface Trial {
  readonly exports: ExportMapping
  readonly imports: ImportMapping
  readonly project: Project
  readonly pixels: number
  readonly carries?: (mark: Mark, seed: MarkSeed) => boolean
  /** Makes marks into what the format is asked to carry. */
  readonly prepared?: (item: ExportItem) => ExportItem
}

function trialOf({ exports, imports, project: of, pixels, carries = () => true, prepared }: Trial): MappingTrial {
  const items = itemsOf(of)
  return {
    exports,
    imports,
    project: of,
    items: prepared ? items.map((list) => list.map(prepared)) : items,
    files: pictures,
    near: nearBy(pixels, carries),
  }
}

const [detect, turned, segment, pose] = yoloOuts

/** Boxes before they are turned: what YOLO's plain boxes carry. */
function upright(item: ExportItem): ExportItem {
  const answers = item.answers.map((mark): Mark => {
    const { angle: _, ...value } = mark.value as BoxValue
    return { ...mark, value }
  })
  return { ...item, answers }
}

/** Turned boxes that do not reach over the edge, where trainers could not take their corners. */
function inside(item: ExportItem): ExportItem {
  const { width, height } = sizeIn(item)
  const within = (mark: Mark) => {
    const shape = shapeOf(mark)
    return (shape ? placesOf(shape) : []).every(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height)
  }
  return { ...item, answers: item.answers.filter(within) }
}

const bothSame = (mark: Mark, seed: MarkSeed) => sameAttributes(mark, seed) && sameGroup(mark, seed)

/** A trial of each format; YOLO carries six decimals of a share, here of 5,000 pixels. */
export const formatTrials: readonly MappingTrial[] = [
  trialOf({ exports: cocoOut, imports: cocoIn, project: everything, pixels: 0.001, carries: bothSame }),
  trialOf({ exports: vocOut, imports: vocIn, project: only('box'), pixels: 0.02, carries: sameAttributes }),
  ...[
    { exports: detect, project: only('box'), prepared: upright },
    { exports: turned, project: only('box'), prepared: inside },
    { exports: segment, project: only('polygon') },
    { exports: pose, project: only('keypoints') },
  ].flatMap(({ exports, ...rest }) => (exports ? [trialOf({ exports, imports: yoloIn, pixels: 0.02, ...rest })] : [])),
]
