// Pascal VOC with its images → tasks with proposed boxes. Files are matched by the image they name, else by their own name.
import { readVoc, type VocDocument, type VocObject } from '@etabli/formats'
import type { Size } from '@etabli/geometry'
import type { FileTree, ImportMapping, ImportRow, MappingIssue, MarkSeed } from '@etabli/modality-kit'
import type { BoxValue } from '../kinds/box.ts'
import { classByName, questionsOf } from './classes.ts'
import { bytesOf, imageFinder, imagesOf, imageTask, sizeFault, sizeOfFile, taskNames } from './files.ts'
import { attributesFrom } from './said.ts'
import { turnedWithin } from './within.ts'

/** The annotations of one image are small; what is larger is something else. */
const MOST = 16 * 1024 * 1024

export const vocIn: ImportMapping = {
  format: 'pascal-voc',
  media: ['image'],
  async sniff(tree, project) {
    if (questionsOf(project, ['box']).length === 0 || imagesOf(tree).length === 0) return 0
    const [first] = xmlFiles(tree)
    return first !== undefined && (await looksLikeVoc(tree, first)) ? 0.9 : 0
  },
  async *read(tree, project) {
    const images = imagesOf(tree)
    const lists = xmlFiles(tree)
    if (questionsOf(project, ['box']).length === 0) {
      yield { issue: { code: 'voc.no-question', message: 'This project asks for no boxes.' } }
      return
    }
    if (lists.length === 0) {
      yield { issue: { code: 'voc.none', message: 'There is no Pascal VOC file (.xml) among these files.' } }
      return
    }
    const used = new Set<string>()
    const nameOf = taskNames(images)
    const find = finderOf(images)
    const classOf = classByName(project)
    for (const list of lists) yield* taskOf({ tree, list, find, nameOf, classOf, used })
    if (used.size === 0) {
      const message = `None of the ${lists.length} files belongs to one of the ${images.length} images here.`
      yield { issue: { code: 'voc.no-match', message } }
      return
    }
    for (const path of images) if (!used.has(path)) yield { task: imageTask(path, nameOf(path)) }
  },
}

interface Reading {
  readonly tree: FileTree
  readonly list: string
  readonly find: ReturnType<typeof finderOf>
  readonly nameOf: (path: string) => string
  readonly classOf: ReturnType<typeof classByName>
  /** Paths of images that have a task already. */
  readonly used: Set<string>
}

async function* taskOf({ tree, list, find, nameOf, classOf, used }: Reading): AsyncGenerator<ImportRow> {
  const bytes = await bytesOf(tree, list, MOST)
  if (!bytes) {
    yield { issue: { file: list, code: 'voc.large', message: 'The file is too large for the boxes of one image.' } }
    return
  }
  const { document, issues } = readVoc(bytes, { file: list })
  for (const issue of issues) yield { issue }
  const path = find(list, document)
  if (path === null) {
    if (issues.length > 0 && document.filename === '') return
    const message = `There is no image “${document.filename || list}” among these files.`
    yield { issue: { file: list, path: 'filename', code: 'voc.image-missing', message } }
    return
  }
  if (used.has(path)) {
    yield { issue: { file: list, code: 'voc.image-twice', message: `The image “${path}” has two files.` } }
    return
  }
  used.add(path)
  const size = await sizeOfFile(tree, path)
  const wrong = sizeFault(document, size, `“${path}”`)
  if (wrong) {
    yield { issue: { file: list, path: 'size', code: 'voc.image-size', message: wrong } }
    return
  }
  const prefill: MarkSeed[] = []
  for (const object of document.objects) {
    const seed = seedOf(classOf, list, object, size)
    if ('issue' in seed) yield seed
    else prefill.push(seed)
  }
  yield { task: { ...imageTask(path, nameOf(path), prefill), origin: { file: list } } }
}

/**
 * The image of a file: by the file's own path first (`Annotations/a/b.xml` and `images/a/b.jpg`), since names alone may
 * be there twice.
 */
function finderOf(images: readonly string[]): (list: string, document: VocDocument) => string | null {
  const stemOf = (image: string) => image.replace(/\.[^./]+$/, '')
  const byStem = Map.groupBy(images, stemOf)
  const byBelow = Map.groupBy(images, (image) => stemOf(image).replace(/^(?:.*\/)?(?:images|JPEGImages)\//, ''))
  const find = imageFinder(images)
  return (list, { folder, filename }) => {
    const stem = list.replace(/\.xml$/i, '')
    const below = stem.replace(/^(?:.*\/)?annotations\//i, '')
    const [only, more] = new Set([...(byStem.get(stem) ?? []), ...(byBelow.get(below) ?? [])])
    if (only !== undefined && more === undefined) return only
    for (const name of [folder === '' ? '' : `${folder}/${filename}`, filename]) {
      const found = name === '' ? null : find(list, name)
      if (found !== null && found !== 'ambiguous') return found
    }
    return null
  }
}

function seedOf(
  classOf: Reading['classOf'],
  list: string,
  object: VocObject,
  size: Size | null,
): MarkSeed | { issue: MappingIssue } {
  const refused = (path: string, code: string, message: string) => ({
    issue: { file: list, ...(object.line === undefined ? {} : { line: object.line }), path, code, message },
  })
  const named = classOf(object.name, ['box'])
  if (!named) return refused('object.name', 'voc.no-question', 'No question of this project takes it.')
  const box = turnedWithin(boxOf(object, named.asked.options['rotated'] === true), size)
  if (typeof box === 'string') return refused('object.bndbox', 'voc.box', box)
  const { truncated, difficult, occluded } = object
  const attributes = attributesFrom({ truncated, difficult, occluded, ...object.attributes }, named.asked)
  if (typeof attributes === 'string') return refused('object.attributes', 'voc.attribute', attributes)
  return {
    question: named.question,
    label: named.label,
    kind: 'box',
    value: box,
    source: 'import',
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  }
}

function boxOf({ box, turned }: VocObject, turns: boolean): BoxValue {
  if (turned && turns) {
    const { cx, cy, w, h, angle } = turned
    return {
      x: cx - w / 2,
      y: cy - h / 2,
      width: w,
      height: h,
      angle: Math.round(((angle * 180) / Math.PI) * 1e4) / 1e4,
    }
  }
  return { x: box.xmin, y: box.ymin, width: box.xmax - box.xmin, height: box.ymax - box.ymin }
}

function xmlFiles(tree: FileTree): string[] {
  return tree.files.flatMap(({ path }) => (/\.xml$/i.test(path) ? [path] : []))
}

async function looksLikeVoc(tree: FileTree, path: string): Promise<boolean> {
  for await (const chunk of tree.read(path))
    return /<annotation\b/.test(new TextDecoder().decode(chunk.subarray(0, 4_096)))
  return false
}
