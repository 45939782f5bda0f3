// A COCO file's parsed JSON → a checked document; every refused element by its JSON path.
import type {
  CocoAnnotation,
  CocoAttributes,
  CocoCategory,
  CocoDocument,
  CocoId,
  CocoImage,
  CocoRle,
} from './coco-document.ts'
import { type IssueList, quoted } from './issue.ts'
import { isNumber, isRecord } from './json.ts'

type Fields = Readonly<Record<string, unknown>>

/** Thrown inside one element and caught by `readList`, which makes it an issue. */
class Refused {
  readonly path: string
  readonly code: string
  readonly message: string
  constructor(path: string, code: string, message: string) {
    this.path = path
    this.code = code
    this.message = message
  }
}

/** The document in the file's root object; an empty one for null. */
export function readCocoDocument(root: Fields | null, issues: IssueList): CocoDocument {
  if (root === null) return { info: {}, images: [], annotations: [], categories: [] }
  const refusedImages = new Set<unknown>()
  const images = new Map<unknown, CocoImage>()
  const categories = new Map<number, CocoCategory>()
  const seen = new Set<CocoId>()
  const free = freeIds(root['annotations'])

  readList(root, 'categories', issues, (fields, path) => {
    const category = readCategory(fields, path)
    if (categories.has(category.id)) throw twice(`${path}.id`, category.id)
    categories.set(category.id, category)
    return category
  })
  readList(root, 'images', issues, (fields, path) => {
    refusedImages.add(fields['id'])
    const image = readImage(fields, path)
    if (images.has(image.id)) throw twice(`${path}.id`, image.id)
    refusedImages.delete(image.id)
    images.set(image.id, image)
    return image
  })
  const annotations = readList(root, 'annotations', issues, (fields, path) => {
    checkPlace(fields, path, images, refusedImages, categories)
    const annotation = readAnnotation(fields, path, free)
    if (seen.has(annotation.id)) throw twice(`${path}.id`, annotation.id)
    seen.add(annotation.id)
    return annotation
  })
  const info = isRecord(root['info']) ? root['info'] : {}
  return { info, images: [...images.values()], annotations, categories: [...categories.values()] }
}

function readList<T>(
  root: Fields,
  key: 'images' | 'annotations' | 'categories',
  issues: IssueList,
  read: (fields: Fields, path: string) => T,
): T[] {
  const list = root[key]
  if (!Array.isArray(list)) {
    const missing = list === undefined
    // Unlabelled sets leave out what they do not have; without images there is nothing to label.
    if (!missing || key === 'images') {
      const message = missing ? `This file has no list "${key}".` : `"${key}" is not a list.`
      issues.add({ path: key, code: 'coco.list', message })
    }
    return []
  }
  const out: T[] = []
  for (const [index, element] of list.entries()) {
    const path = `${key}[${index}]`
    try {
      if (!isRecord(element)) throw new Refused(path, 'coco.object', `${quoted(element)} is not an object.`)
      out.push(read(element, path))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      issues.add({ path: error.path, code: error.code, message: error.message })
    }
  }
  return out
}

function twice(path: string, id: CocoId): Refused {
  return new Refused(path, 'coco.id-twice', `The id ${quoted(id)} is used twice.`)
}

function readCategory(fields: Fields, path: string): CocoCategory {
  const id = fields['id']
  if (!Number.isSafeInteger(id)) throw new Refused(`${path}.id`, 'coco.id', `${quoted(id)} is not a category's number.`)
  const { supercategory } = fields as { supercategory?: unknown }
  return {
    id: id as number,
    name: readText(fields['name'], `${path}.name`),
    supercategory: typeof supercategory === 'string' ? supercategory : '',
    ...readSkeleton(fields, path),
  }
}

function readSkeleton(fields: Fields, path: string): Pick<CocoCategory, 'keypoints' | 'skeleton'> {
  const { keypoints, skeleton } = fields as { keypoints?: unknown; skeleton?: unknown }
  if (!Array.isArray(keypoints)) return {}
  const names = keypoints.map((name: unknown, index) => readText(name, `${path}.keypoints[${index}]`))
  const isPlace = (place: unknown) => Number.isSafeInteger(place) && (place as number) >= 1
  const isBone = (bone: unknown): bone is [number, number] =>
    Array.isArray(bone) && bone.length === 2 && bone.every((place) => isPlace(place) && place <= names.length)
  // A skeleton is only drawn: a bone that leads nowhere costs nothing.
  const bones = Array.isArray(skeleton) ? skeleton.filter(isBone) : []
  return { keypoints: names, ...(bones.length > 0 ? { skeleton: bones.map(([a, b]) => [a, b] as const) } : {}) }
}

function readImage(fields: Fields, path: string): CocoImage {
  return {
    id: readId(fields['id'], `${path}.id`),
    file_name: readText(fields['file_name'], `${path}.file_name`),
    width: readSide(fields['width'], `${path}.width`),
    height: readSide(fields['height'], `${path}.height`),
  }
}

function checkPlace(
  fields: Fields,
  path: string,
  images: ReadonlyMap<unknown, unknown>,
  refusedImages: ReadonlySet<unknown>,
  categories: ReadonlyMap<unknown, unknown>,
): void {
  const { image_id, category_id } = fields as { image_id?: unknown; category_id?: unknown }
  if (!images.has(image_id)) {
    const message = refusedImages.has(image_id)
      ? `Its image ${quoted(image_id)} was refused.`
      : `There is no image with the id ${quoted(image_id)}.`
    throw new Refused(`${path}.image_id`, 'coco.image-unknown', message)
  }
  if (!categories.has(category_id)) {
    const message = `There is no category with the id ${quoted(category_id)}.`
    throw new Refused(`${path}.category_id`, 'coco.category-unknown', message)
  }
}

/** The place was checked before. */
function readAnnotation(fields: Fields, path: string, free: () => number): CocoAnnotation {
  const segmentation = readSegmentation(fields['segmentation'], `${path}.segmentation`)
  const keypoints = readKeypoints(fields['keypoints'], `${path}.keypoints`)
  const bbox =
    fields['bbox'] === undefined ? surmised(segmentation, keypoints, path) : readBox(fields['bbox'], `${path}.bbox`)
  const crowd = fields['iscrowd'] ?? 0
  if (![0, 1, true, false].includes(crowd as number)) {
    throw new Refused(`${path}.iscrowd`, 'coco.crowd', `${quoted(crowd)} is neither 0 nor 1.`)
  }
  const area = fields['area'] ?? bbox[2] * bbox[3]
  if (!isNumber(area) || area < 0 || area > FAR ** 2)
    throw new Refused(`${path}.area`, 'coco.size', `${quoted(area)} is not an area.`)
  const { score } = fields as { score?: unknown }
  const attributes = readAttributes(fields['attributes'], `${path}.attributes`)
  return {
    id: fields['id'] === undefined ? free() : readId(fields['id'], `${path}.id`),
    image_id: fields['image_id'] as CocoId,
    category_id: fields['category_id'] as number,
    bbox,
    segmentation,
    area,
    iscrowd: crowd ? 1 : 0,
    ...(keypoints === null ? {} : { keypoints, num_keypoints: markedOf(keypoints) }),
    ...(attributes === null ? {} : { attributes }),
    ...(score === undefined || score === null ? {} : { score: readNumber(score, `${path}.score`) }),
  }
}

/** The box of an annotation that gives none: around its outline, else around its marked points. */
function surmised(
  segmentation: CocoAnnotation['segmentation'],
  keypoints: readonly number[] | null,
  path: string,
): [number, number, number, number] {
  if (!('counts' in segmentation) && segmentation.length > 0) return around(segmentation)
  const marked = (keypoints ?? []).flatMap((x, at, all) => (at % 3 === 0 && all[at + 2] ? [x, all[at + 1] ?? 0] : []))
  return marked.length > 0 ? around([marked]) : readBox(undefined, `${path}.bbox`)
}

function readKeypoints(value: unknown, path: string): number[] | null {
  if (value === undefined || value === null) return null
  if (!Array.isArray(value) || value.length % 3 !== 0) {
    throw new Refused(path, 'coco.keypoints', 'Keypoints take x, y and visibility of each point.')
  }
  return value.map((part: unknown, index) => {
    if (index % 3 !== 2 || part === 0 || part === 1 || part === 2) return readNumber(part, `${path}[${index}]`)
    throw new Refused(`${path}[${index}]`, 'coco.visibility', `${quoted(part)} is no visibility: 0, 1 or 2.`)
  })
}

function markedOf(keypoints: readonly number[]): number {
  return keypoints.filter((visible, at) => at % 3 === 2 && visible > 0).length
}

/** Numbers for annotations without id: on from the highest in the file. */
function freeIds(list: unknown): () => number {
  let last = 0
  for (const element of Array.isArray(list) ? list : []) {
    const id: unknown = isRecord(element) ? element['id'] : null
    if (Number.isSafeInteger(id)) last = Math.max(last, id as number)
  }
  return () => {
    last += 1
    return last
  }
}

function readId(value: unknown, path: string): CocoId {
  if (Number.isSafeInteger(value) || (typeof value === 'string' && value !== '')) return value as CocoId
  throw new Refused(path, 'coco.id', `${quoted(value)} is not an id.`)
}

function readText(value: unknown, path: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new Refused(path, 'coco.text', `${quoted(value)} is not a name.`)
}

function readSide(value: unknown, path: string): number | null {
  if (value === undefined || value === null) return null
  if (isNumber(value) && value > 0) return value
  throw new Refused(path, 'coco.size', `${quoted(value)} is not a size in pixels.`)
}

/** No pixel is so far away; what is larger is an error in the file. */
const FAR = 1e9

function readNumber(value: unknown, path: string): number {
  if (isNumber(value) && Math.abs(value) <= FAR) return value
  throw new Refused(path, 'coco.number', `${quoted(value)} is not a number.`)
}

function readBox(value: unknown, path: string): [number, number, number, number] {
  if (!Array.isArray(value) || value.length !== 4) {
    throw new Refused(path, 'coco.box', `${quoted(value)} is not a box: it takes left, top, width and height.`)
  }
  const [x, y, width, height] = value.map((side, index) => readNumber(side, `${path}[${index}]`))
  for (const [index, side] of [width, height].entries()) {
    if (side !== undefined && side >= 0) continue
    throw new Refused(`${path}[${index + 2}]`, 'coco.size', `${quoted(side)} is a negative size.`)
  }
  return [x ?? 0, y ?? 0, width ?? 0, height ?? 0]
}

function readSegmentation(value: unknown, path: string): CocoAnnotation['segmentation'] {
  if (value === undefined || value === null) return []
  if (isRecord(value)) return readRle(value, path)
  if (!Array.isArray(value)) throw new Refused(path, 'coco.segmentation', `${quoted(value)} is not a segmentation.`)
  return value.map((ring: unknown, index) => readRing(ring, `${path}[${index}]`))
}

function readRing(value: unknown, path: string): number[] {
  if (!Array.isArray(value) || value.length < 6 || value.length % 2 !== 0) {
    throw new Refused(path, 'coco.polygon', 'A polygon takes x and y of at least three points.')
  }
  return value.map((part: unknown, index) => readNumber(part, `${path}[${index}]`))
}

function readRle(value: Fields, path: string): CocoRle {
  const { size, counts } = value as { size?: unknown; counts?: unknown }
  const isSize = (side: unknown) => Number.isSafeInteger(side) && (side as number) >= 0
  if (!Array.isArray(size) || size.length !== 2 || !size.every(isSize)) {
    throw new Refused(`${path}.size`, 'coco.mask', `${quoted(size)} is not a mask's height and width.`)
  }
  const isCounts = typeof counts === 'string' || (Array.isArray(counts) && counts.every(isSize))
  if (!isCounts) throw new Refused(`${path}.counts`, 'coco.mask', `${quoted(counts)} are not a mask's run lengths.`)
  return { size: [size[0] as number, size[1] as number], counts: counts as CocoRle['counts'] }
}

function readAttributes(value: unknown, path: string): CocoAttributes | null {
  if (value === undefined || value === null) return null
  if (!isRecord(value)) throw new Refused(path, 'coco.attributes', `${quoted(value)} is not an object.`)
  return value
}

/** The box around all rings. */
function around(rings: readonly (readonly number[])[]): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      const [x, y] = [ring[at] ?? 0, ring[at + 1] ?? 0]
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  return [left, top, right - left, bottom - top]
}
