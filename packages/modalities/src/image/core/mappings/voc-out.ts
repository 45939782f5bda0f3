// Boxes as Pascal VOC: Annotations/…xml beside images/, one an image, empty ones too.
import { type VocObject, vocText } from '@etabli/formats'
import { rotatedHull } from '@etabli/geometry'
import type { ExportFile, ExportInput, ExportItem, ExportMapping } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { boxOf } from '../kinds/box.ts'
import {
  asksTurned,
  classedMarks,
  classesOf,
  classOfMark,
  lossOfOthers,
  refusesShapes,
  type ShapeClass,
  type ShapeKind,
} from './classes.ts'
import { baseName } from './files.ts'
import { saidOf } from './said.ts'

const KINDS: readonly ShapeKind[] = ['box']

/** Checkboxes of these ids have a place of their own in the format. */
const FLAGS = ['truncated', 'difficult', 'occluded'] as const

export const vocOut: ExportMapping = {
  format: 'pascal-voc',
  media: ['image'],
  refuses: (project) => refusesShapes(project, KINDS),
  warnings: (project) => [
    ...lossOfOthers(project, KINDS),
    ...(asksTurned(project)
      ? [
          'Pascal VOC has no angle: a turned box goes out as the upright box around it, and in full as “robndbox”, which roLabelImg and Etabli read.',
        ]
      : []),
    'Classes are written by name; class numbers, confidence and groups are left out.',
  ],
  async *write(input) {
    const classOf = classOfMark(classesOf(input.project, KINDS))
    for (const split of input.splits ?? []) {
      yield { path: `ImageSets/Main/${split}.txt`, chunks: listed(input, split) }
    }
    for await (const item of input.items()) {
      const file = annotationOf(item, classOf, input.leaveOut)
      if (file) yield file
    }
  },
}

async function* listed(input: ExportInput, split: ExportItem['split']): AsyncGenerator<string> {
  for await (const item of input.items()) if (item.split === split && item.file !== null) yield `${stemOf(item.file)}\n`
}

function annotationOf(
  { task, file, answers }: ExportItem,
  classOf: ReturnType<typeof classOfMark>,
  leaveOut: ExportInput['leaveOut'],
): ExportFile | null {
  if (task.media.type !== 'image' || file === null) {
    leaveOut('it has no image file')
    return null
  }
  const { width, height } = task.media
  const objects = classedMarks(answers, KINDS, classOf, leaveOut).flatMap(({ mark, known }) => objectOf(mark, known))
  const inside = file.replace(/^images\//, '')
  const folder = inside.slice(0, Math.max(0, inside.lastIndexOf('/')))
  const text = vocText({ filename: baseName(inside), folder, width, height, objects })
  return { path: `Annotations/${stemOf(file)}.xml`, chunks: [text] }
}

function stemOf(file: string): string {
  return file.replace(/^images\//, '').replace(/\.[^./]+$/, '')
}

function objectOf(mark: Mark, { name, question }: ShapeClass): VocObject[] {
  const box = boxOf(mark)
  if (!box) return []
  const { x, y, width, height } = rotatedHull(box, box.angle ?? 0)
  const said = saidOf(mark, question)
  const flags = Object.fromEntries(
    FLAGS.flatMap((flag) => {
      const value = said.find(([{ id }]) => id === flag)?.[1]
      return typeof value === 'boolean' ? [[flag, value]] : []
    }),
  )
  const rest = said.filter(([{ id }]) => !(id in flags)).map(([{ id }, value]) => [id, String(value)])
  return [
    {
      name,
      box: { xmin: x, ymin: y, xmax: x + width, ymax: y + height },
      ...(box.angle ? { turned: turnedOf(box, box.angle) } : {}),
      ...flags,
      ...(rest.length > 0 ? { attributes: Object.fromEntries(rest) } : {}),
    },
  ]
}

function turnedOf(box: { x: number; y: number; width: number; height: number }, degrees: number) {
  const { x, y, width: w, height: h } = box
  return { cx: x + w / 2, cy: y + h / 2, w, h, angle: (degrees * Math.PI) / 180 }
}
