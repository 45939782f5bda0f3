// COCO with its images → tasks with proposed shapes. Images are matched by path or name; what matches nothing is named.
import { type CocoDocument, type CocoImage, readCoco } from '@etabli/formats'
import type { Size } from '@etabli/geometry'
import type { FileTree, ImportMapping, ImportRow, MappingIssue, MarkSeed } from '@etabli/modality-kit'
import { limits, type Project } from '@etabli/schema'
import { questionsOf, SHAPES } from './classes.ts'
import { marksOfCoco } from './coco-marks.ts'
import { bytesOf, imageFinder, imagesOf, imageTask, sizeFault, sizeOfFile, taskNames } from './files.ts'

/** A JSON file is read whole; a larger one must be split. */
const MOST = Math.min(limits.archiveEntryBytes, 256 * 1024 * 1024)

/** Keys by which the beginning of a COCO file is known. */
const KEYS = /"(?:images|annotations|categories|licenses|info)"\s*:/

export const cocoIn: ImportMapping = {
  format: 'coco',
  media: ['image'],
  async sniff(tree, project) {
    if (questionsOf(project, SHAPES).length === 0 || imagesOf(tree).length === 0) return 0
    for (const file of jsonFiles(tree)) if (KEYS.test(await beginning(tree, file))) return 0.9
    return 0
  },
  async *read(tree, project) {
    const images = imagesOf(tree)
    const lists = jsonFiles(tree)
    if (questionsOf(project, SHAPES).length === 0) {
      yield { issue: { code: 'coco.no-question', message: 'This project asks for no shapes.' } }
      return
    }
    if (lists.length === 0) {
      yield { issue: { code: 'coco.none', message: 'There is no COCO file (.json) among these files.' } }
      return
    }
    const used = new Set<string>()
    let listed = 0
    for (const list of lists) {
      const bytes = await bytesOf(tree, list, MOST)
      if (!bytes) {
        const message = `The file is larger than ${MOST / 1024 / 1024} MB; split it.`
        yield { issue: { file: list, code: 'coco.large', message } }
        continue
      }
      const { document, issues } = readCoco(bytes, { file: list })
      for (const issue of issues) yield { issue }
      listed += document.images.length
      yield* tasksOf({ tree, project, images, list, document, used })
    }
    if (used.size === 0 && listed > 0) {
      const message = `None of the ${listed} images that the file names is among the ${images.length} images here.`
      yield { issue: { code: 'coco.no-match', message } }
      return
    }
    const nameOf = taskNames(images)
    for (const path of images) if (!used.has(path)) yield { task: imageTask(path, nameOf(path)) }
  },
}

interface Reading {
  readonly tree: FileTree
  readonly project: Project
  readonly images: readonly string[]
  readonly list: string
  readonly document: CocoDocument
  /** Paths of images that have a task already. */
  readonly used: Set<string>
}

async function* tasksOf(reading: Reading): AsyncGenerator<ImportRow> {
  const { tree, images, list, document, used } = reading
  const find = imageFinder(images)
  const nameOf = taskNames(images)
  const annotations = Map.groupBy(document.annotations, (annotation) => annotation.image_id)
  const marksOf = marksOfCoco(reading.project, list, document)
  for (const [index, image] of document.images.entries()) {
    const at = { file: list, path: `images[${index}].file_name` }
    const path = find(list, image.file_name)
    if (path === null || path === 'ambiguous') {
      yield { issue: unmatched(at, image, path) }
      continue
    }
    if (used.has(path)) {
      yield { issue: { ...at, code: 'coco.image-twice', message: `The image "${path}" is listed twice.` } }
      continue
    }
    used.add(path)
    const size = await sizeOfFile(tree, path)
    const wrong = sizeFault(image, size, `"${image.file_name}"`)
    if (wrong) {
      yield { issue: { file: list, path: `images[${index}]`, code: 'coco.image-size', message: wrong } }
      continue
    }
    const prefill: MarkSeed[] = []
    for (const annotation of annotations.get(image.id) ?? []) {
      const found = marksOf(annotation, size ?? sizeIn(image))
      if ('issue' in found) yield found
      else prefill.push(...found.seeds)
    }
    yield { task: { ...imageTask(path, nameOf(path), prefill), origin: { file: list } } }
  }
}

function unmatched(at: Pick<MappingIssue, 'file' | 'path'>, image: CocoImage, why: 'ambiguous' | null): MappingIssue {
  const name = image.file_name
  return why === null
    ? { ...at, code: 'coco.image-missing', message: `There is no image "${name}" among these files.` }
    : { ...at, code: 'coco.image-ambiguous', message: `Several images are called "${name}"; give its folder.` }
}

function sizeIn({ width, height }: CocoImage): Size | null {
  return width === null || height === null ? null : { width, height }
}

function jsonFiles(tree: FileTree): string[] {
  return tree.files.flatMap(({ path }) => (/\.json$/i.test(path) ? [path] : []))
}

async function beginning(tree: FileTree, path: string): Promise<string> {
  for await (const chunk of tree.read(path)) {
    const text = new TextDecoder().decode(chunk.subarray(0, 4_096))
    return /^\uFEFF?\s*\{/.test(text) ? text : ''
  }
  return ''
}
