// A folder of images and YOLO labels → tasks with proposed boxes. data.yaml names the classes; a bare folder will do.
import {
  type Issue,
  pairYolo,
  pixelBox,
  readYolo,
  readYoloClasses,
  readYoloData,
  type YoloBox,
  type YoloRow,
} from '@etabli/formats'
import type { FileTree, ImportMapping, ImportRow, MarkSeed } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { boxClasses, boxQuestions, boxWithin, classByName } from './classes.ts'
import { baseName, bytesOf, imageTask, sizeOfFile, taskNames } from './files.ts'

/** A label file of one image is small; what is larger is something else. */
const MOST = 16 * 1024 * 1024

export const yoloIn: ImportMapping = {
  format: 'yolo',
  media: ['image'],
  async sniff(tree, project) {
    if (boxQuestions(project).length === 0) return 0
    const { pairs, names } = pairYolo(pathsOf(tree))
    if (pairs.length === 0) return 0
    return pairs.some(({ labels }) => labels !== null) ? 0.85 : names === null ? 0 : 0.6
  },
  async *read(tree, project) {
    if (boxQuestions(project).length === 0) {
      yield { issue: { code: 'yolo.no-question', message: 'This project asks for no boxes.' } }
      return
    }
    const { pairs, strays, names } = pairYolo(pathsOf(tree))
    if (pairs.length === 0) {
      yield { issue: { code: 'yolo.no-images', message: 'There is no image among these files.' } }
      return
    }
    const classes = await classesOf(tree, names)
    for (const issue of classes.issues) yield { issue }
    if (names !== null && classes.names.length === 0) return
    // Without names, class numbers mean the project's labels in their order.
    const known = names === null ? boxClasses(project).map(({ name }) => name) : classes.names
    const nameOf = taskNames(pairs.map(({ image }) => image))
    for (const { image, labels } of pairs) {
      yield* taskOf({ tree, project, image, labels, name: nameOf(image), classes: known })
    }
    for (const file of strays) {
      if (isList(file)) continue
      yield { issue: { file, code: 'yolo.stray', message: 'There is no image that these labels belong to.' } }
    }
  },
}

function pathsOf(tree: FileTree): string[] {
  return tree.files.map(({ path }) => path)
}

/** Lists of images that data.yaml may name. */
function isList(path: string): boolean {
  return /^(?:train|val|valid|test|trainval)\.txt$/i.test(baseName(path)) || /^readme/i.test(baseName(path))
}

async function classesOf(
  tree: FileTree,
  file: string | null,
): Promise<{ readonly names: readonly string[]; readonly issues: readonly Issue[] }> {
  if (file === null) return { names: [], issues: [] }
  const bytes = (await bytesOf(tree, file, MOST)) ?? new Uint8Array(0)
  if (!/\.ya?ml$/i.test(file)) {
    const { document, issues } = readYoloClasses(bytes, { file })
    return { names: document, issues }
  }
  const { document, issues } = readYoloData(bytes, { file })
  return { names: document.names, issues }
}

interface Pair {
  readonly tree: FileTree
  readonly project: Project
  readonly image: string
  readonly labels: string | null
  readonly name: string
  readonly classes: readonly string[]
}

async function* taskOf({ tree, project, image, labels, name, classes }: Pair): AsyncGenerator<ImportRow> {
  if (labels === null) {
    yield { task: imageTask(image, name) }
    return
  }
  const bytes = await bytesOf(tree, labels, MOST)
  if (!bytes) {
    yield { issue: { file: labels, code: 'yolo.large', message: 'The file is too large for the labels of one image.' } }
    return
  }
  const { document: rows, issues } = readYolo(bytes, { file: labels, classes: classes.length })
  for (const issue of issues) yield { issue }
  const size = await sizeOfFile(tree, image)
  if (!size && rows.length > 0) {
    const message = 'The size of this image cannot be read, so its boxes cannot be placed.'
    yield { issue: { file: image, code: 'yolo.image-size', message } }
    return
  }
  const prefill: MarkSeed[] = []
  const classOf = classByName(project)
  for (const [index, row] of rows.entries()) {
    const named = classOf(classes[row.class] ?? String(row.class))
    const box = size && boxWithin(pixelBox(boundsOf(row), size), size)
    if (!box || !named) continue
    if (typeof box === 'string') {
      yield { issue: { file: labels, path: `box ${index + 1}`, code: 'yolo.box', message: box } }
      continue
    }
    const confidence = row.shape === 'box' ? row.confidence : null
    prefill.push({
      ...named,
      kind: 'box',
      value: box,
      confidence,
      source: confidence === null ? 'import' : 'model',
    })
  }
  yield { task: { ...imageTask(image, name, prefill), origin: { file: labels } } }
}

/** The box itself, or the smallest one around a polygon's points. */
function boundsOf(row: YoloRow): YoloBox {
  if (row.shape === 'box') return row
  const xs = row.points.filter((_, index) => index % 2 === 0)
  const ys = row.points.filter((_, index) => index % 2 === 1)
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  return {
    shape: 'box',
    class: row.class,
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    width: right - left,
    height: bottom - top,
    confidence: null,
  }
}
