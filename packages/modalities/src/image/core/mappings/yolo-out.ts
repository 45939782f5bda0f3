// Shapes as YOLO: data.yaml, a list of images for each split, and a label file beside every image, empty ones too.
// One format a shape, as trainers want them: upright boxes, turned boxes (OBB), outlines (segment) and poses.
import { type YoloData, type YoloRow, yoloBox, yoloDataText, yoloText } from '@etabli/formats'
import { boundingBox, boxCorners, type ImagePoint, rotatedHull, type Size } from '@etabli/geometry'
import type { ExportFile, ExportInput, ExportItem, ExportMapping } from '@etabli/modality-kit'
import type { Mark, Project } from '@etabli/schema'
import { boxOf } from '../kinds/box.ts'
import { keypointsAsked } from '../kinds/keypoints.ts'
import { keypointsOf } from '../kinds/keypoints-value.ts'
import { polygonOf } from '../kinds/polygon-value.ts'
import {
  asksTurned,
  classedMarks,
  classesOf,
  classOfMark,
  lossOfAttributes,
  lossOfOthers,
  namesByNumber,
  questionsOf,
  refusesShapes,
  type ShapeKind,
} from './classes.ts'
import { mirrorOf } from './mirror.ts'

interface Flavour {
  readonly format: string
  readonly kind: ShapeKind
  /** Why a project whose questions are of the kind still cannot be written so, or null. */
  refuses?(project: Project): string | null
  /** What this flavour alone loses. */
  losses(project: Project): string[]
  /** What data.yaml says beside names and places. */
  data?(project: Project): Partial<YoloData>
  row(mark: Mark, classNumber: number, size: Size): YoloRow | null
}

const detect: Flavour = {
  format: 'yolo',
  kind: 'box',
  losses: (project) =>
    asksTurned(project)
      ? ['There is no angle: a turned box goes out as the upright box around it. YOLO OBB carries the angle.']
      : [],
  row(mark, classNumber, size) {
    const box = boxOf(mark)
    return box && yoloBox(classNumber, cut(rotatedHull(box, box.angle ?? 0), size), size)
  },
}

const turned: Flavour = {
  format: 'yolo-obb',
  kind: 'box',
  losses: () => [
    'Corners of turned boxes that reach outside the image are brought to its edge: trainers refuse others.',
  ],
  row(mark, classNumber, size) {
    const box = boxOf(mark)
    return box && outlineRow(classNumber, boxCorners(box, box.angle ?? 0), size)
  },
}

const segment: Flavour = {
  format: 'yolo-segment',
  kind: 'polygon',
  losses: () => ['Parts of one group go out as objects of their own.'],
  row(mark, classNumber, size) {
    const polygon = polygonOf(mark)
    return polygon && outlineRow(classNumber, polygon.points, size)
  },
}

const pose: Flavour = {
  format: 'yolo-pose',
  kind: 'keypoints',
  refuses(project) {
    const counts = new Set(questionsOf(project, ['keypoints']).map((question) => keypointsAsked(question).names.length))
    return counts.size > 1 ? 'YOLO takes poses of one number of points; the questions of this project differ.' : null
  },
  losses: () => ['Names of points and the lines between them are left out; their order stays.'],
  data(project) {
    const [question] = questionsOf(project, ['keypoints'])
    const { names } = question ? keypointsAsked(question) : { names: [] }
    return { kptShape: [names.length, 3], flipIdx: mirrorOf(names) }
  },
  row(mark, classNumber, size) {
    const marked = keypointsOf(mark)
    const hull = marked && boundingBox(marked.points.filter((point) => point !== null))
    if (!marked || !hull) return null
    const points = marked.points.map((point) =>
      point
        ? { x: point.x / size.width, y: point.y / size.height, visible: point.hidden ? (1 as const) : (2 as const) }
        : { x: 0, y: 0, visible: 0 as const },
    )
    const { class: number, x, y, width, height } = yoloBox(classNumber, hull, size)
    return { shape: 'pose', class: number, x, y, width, height, points }
  },
}

export const yoloOuts: readonly ExportMapping[] = [detect, turned, segment, pose].map(mappingOf)

function mappingOf(flavour: Flavour): ExportMapping {
  const kinds = [flavour.kind]
  return {
    format: flavour.format,
    media: ['image'],
    refuses: (project) => refusesShapes(project, kinds) ?? flavour.refuses?.(project) ?? null,
    warnings: (project) => [
      ...lossOfOthers(project, kinds),
      ...lossOfAttributes(project, kinds),
      ...flavour.losses(project),
      'Coordinates are shares of the image with six decimals: a hundredth of a pixel in 10,000.',
    ],
    write: (input) => filesOf(flavour, input),
  }
}

async function* filesOf(flavour: Flavour, input: ExportInput): AsyncGenerator<ExportFile> {
  const { project, splits } = input
  // Trainers ask for train and val; without splits both are all images.
  const listOf = (split: 'train' | 'val' | 'test') => (splits?.includes(split) ? `${split}.txt` : null)
  const data: YoloData = {
    names: namesByNumber(project),
    // Without a path, trainers look beside this file.
    path: null,
    train: splits ? listOf('train') : 'images',
    val: splits ? listOf('val') : 'images',
    test: listOf('test'),
    ...flavour.data?.(project),
  }
  yield { path: 'data.yaml', chunks: [yoloDataText(data)] }
  for (const split of splits ?? []) yield { path: `${split}.txt`, chunks: listed(input, split) }
  const classOf = classOfMark(classesOf(project, [flavour.kind]))
  for await (const item of input.items()) {
    const file = labelsOf(flavour, item, classOf, input.leaveOut)
    if (file) yield file
  }
}

async function* listed(input: ExportInput, split: ExportItem['split']): AsyncGenerator<string> {
  for await (const item of input.items()) {
    if (item.split === split && item.file !== null) yield `./${item.file}\n`
  }
}

function labelsOf(
  flavour: Flavour,
  { task, file, answers }: ExportItem,
  classOf: ReturnType<typeof classOfMark>,
  leaveOut: ExportInput['leaveOut'],
): ExportFile | null {
  if (task.media.type !== 'image' || file === null) {
    leaveOut('it has no image file')
    return null
  }
  const { width, height } = task.media
  const rows = classedMarks(answers, [flavour.kind], classOf, leaveOut).flatMap(({ mark, known }) => {
    const row = flavour.row(mark, known.number, { width, height })
    return row ? [row] : []
  })
  return { path: `${file.replace(/^images\//, 'labels/').replace(/\.[^./]+$/, '')}.txt`, chunks: [yoloText(rows)] }
}

function outlineRow(classNumber: number, corners: readonly ImagePoint[], { width, height }: Size): YoloRow {
  return { shape: 'polygon', class: classNumber, points: corners.flatMap(({ x, y }) => [x / width, y / height]) }
}

/** The part within the image: the hull of a turned box may reach over its edge. */
function cut(box: { x: number; y: number; width: number; height: number }, { width, height }: Size) {
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)]
  return { x, y, width: Math.min(width, box.x + box.width) - x, height: Math.min(height, box.y + box.height) - y }
}
