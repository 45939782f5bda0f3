// A folder of images and YOLO labels → tasks with proposed shapes. data.yaml names the classes; a bare folder will do.
import { type Issue, pairYolo, readYolo, readYoloClasses, readYoloData, type YoloData } from '@etabli/formats'
import type { FileTree, ImportMapping, ImportRow, MarkSeed } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { keypointsAsked } from '../kinds/keypoints.ts'
import { namesByNumber, questionsOf, SHAPES } from './classes.ts'
import { baseName, bytesOf, imageTask, sizeOfFile, taskNames } from './files.ts'
import { marksOfYolo } from './yolo-marks.ts'

/** A label file of one image is small; what is larger is something else. */
const MOST = 16 * 1024 * 1024

export const yoloIn: ImportMapping = {
  format: 'yolo',
  media: ['image'],
  async sniff(tree, project) {
    if (questionsOf(project, SHAPES).length === 0) return 0
    const { pairs, names } = pairYolo(pathsOf(tree))
    if (pairs.length === 0) return 0
    return pairs.some(({ labels }) => labels !== null) ? 0.85 : names === null ? 0 : 0.6
  },
  async *read(tree, project) {
    if (questionsOf(project, SHAPES).length === 0) {
      yield { issue: { code: 'yolo.no-question', message: 'This project asks for no shapes.' } }
      return
    }
    const { pairs, strays, names } = pairYolo(pathsOf(tree))
    if (pairs.length === 0) {
      yield { issue: { code: 'yolo.no-images', message: 'There is no image among these files.' } }
      return
    }
    const classes = await classesIn(tree, names)
    for (const issue of classes.issues) yield { issue }
    if (names !== null && classes.names.length === 0) return
    // Without names, class numbers mean the project's own.
    const known = names === null ? namesByNumber(project) : classes.names
    const keypoints = classes.keypoints ?? poseAsked(project)
    const nameOf = taskNames(pairs.map(({ image }) => image))
    const markOf = marksOfYolo(project, known)
    for (const { image, labels } of pairs) {
      yield* taskOf({ tree, image, labels, name: nameOf(image), classes: known.length, keypoints, markOf })
    }
    for (const file of strays) {
      if (isList(file)) continue
      yield { issue: { file, code: 'yolo.stray', message: 'There is no image that these labels belong to.' } }
    }
  },
}

type Keypoints = { readonly count: number; readonly dimensions: 2 | 3 } | null

function pathsOf(tree: FileTree): string[] {
  return tree.files.map(({ path }) => path)
}

/** Lists of images that data.yaml may name. */
function isList(path: string): boolean {
  return /^(?:train|val|valid|test|trainval)\.txt$/i.test(baseName(path)) || /^readme/i.test(baseName(path))
}

async function classesIn(
  tree: FileTree,
  file: string | null,
): Promise<{ readonly names: readonly string[]; readonly issues: readonly Issue[]; readonly keypoints: Keypoints }> {
  if (file === null) return { names: [], issues: [], keypoints: null }
  const bytes = (await bytesOf(tree, file, MOST)) ?? new Uint8Array(0)
  if (!/\.ya?ml$/i.test(file)) {
    const { document, issues } = readYoloClasses(bytes, { file })
    return { names: document, issues, keypoints: null }
  }
  const { document, issues } = readYoloData(bytes, { file })
  return { names: document.names, issues, keypoints: keypointsIn(document) }
}

function keypointsIn({ kptShape }: YoloData): Keypoints {
  return kptShape ? { count: kptShape[0], dimensions: kptShape[1] } : null
}

/** Without a data.yaml that says it, a project that asks for poses alone takes rows as those. */
function poseAsked(project: Project): Keypoints {
  const [question] = questionsOf(project, ['keypoints'])
  if (!question || questionsOf(project, ['polygon', 'box']).length > 0) return null
  return { count: keypointsAsked(question).names.length, dimensions: 3 }
}

interface Pair {
  readonly tree: FileTree
  readonly image: string
  readonly labels: string | null
  readonly name: string
  /** How many there are. */
  readonly classes: number
  readonly keypoints: Keypoints
  readonly markOf: ReturnType<typeof marksOfYolo>
}

async function* taskOf(pair: Pair): AsyncGenerator<ImportRow> {
  const { tree, image, labels, name, classes, keypoints, markOf } = pair
  if (labels === null) {
    yield { task: imageTask(image, name) }
    return
  }
  const bytes = await bytesOf(tree, labels, MOST)
  if (!bytes) {
    yield { issue: { file: labels, code: 'yolo.large', message: 'The file is too large for the labels of one image.' } }
    return
  }
  const options = { file: labels, classes, ...(keypoints ? { keypoints } : {}) }
  const { document: rows, issues } = readYolo(bytes, options)
  for (const issue of issues) yield { issue }
  const size = await sizeOfFile(tree, image)
  if (!size && rows.length > 0) {
    const message = 'The size of this image cannot be read, so its shapes cannot be placed.'
    yield { issue: { file: image, code: 'yolo.image-size', message } }
    return
  }
  const prefill: MarkSeed[] = []
  for (const [index, row] of rows.entries()) {
    const found = size && markOf(row, size)
    if (!found) continue
    if ('seed' in found) prefill.push(found.seed)
    else yield { issue: { file: labels, path: `object ${index + 1}`, code: found.code, message: found.message } }
  }
  yield { task: { ...imageTask(image, name, prefill), origin: { file: labels } } }
}
