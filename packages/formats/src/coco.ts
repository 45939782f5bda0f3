// COCO (cocodataset.org, "Data format"): images, annotations, categories in one JSON file, fields named as in the file.

import type { CocoAnnotation, CocoCategory, CocoDocument, CocoImage } from './coco-document.ts'
import { readCocoDocument } from './coco-read.ts'
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { issueList } from './issue.ts'
import { isRecord, parseJson } from './json.ts'
import { decimal, gather, gatherList } from './pieces.ts'
import type { Stream } from './reader.ts'

/** A document whose lists come over time, one at a time or (faster) some at a time. */
export interface CocoStream {
  readonly info: Readonly<Record<string, unknown>>
  readonly categories: readonly CocoCategory[]
  readonly images: Stream<CocoImage | readonly CocoImage[]>
  readonly annotations: Stream<CocoAnnotation | readonly CocoAnnotation[]>
}

/** Decimals of a pixel that are written. */
const DECIMALS = 4

/**
 * Reads a whole COCO file. Accepted as minimal: images without sizes, annotations without id, area, iscrowd or
 * segmentation, or with a segmentation and no bbox. Refused, with the JSON path: unknown or doubled ids, values that are
 * no numbers, negative sizes. Refusing an image refuses its annotations.
 */
export function readCoco(source: Source, options: ReadOptions = {}): ReadResult<CocoDocument> {
  const issues = issueList(options.file)
  const value = parseJson(source, issues)
  if (value !== undefined && !isRecord(value)) {
    const message = 'A COCO file is one object with images, annotations and categories.'
    issues.add({ code: 'coco.root', message })
  }
  return readResult(readCocoDocument(isRecord(value) ? value : null, issues), issues)
}

/** Categories from names in order. The base is the first id: 1 in COCO's own files, 0 in many others. */
export function cocoCategories(names: readonly string[], base: 0 | 1): CocoCategory[] {
  return names.map((name, index) => ({ id: index + base, name, supercategory: '' }))
}

/** The document as chunks of a file, one element a line, keys in a fixed order. */
export function* writeCoco(document: CocoDocument): Generator<string> {
  yield* gather(pieces(document))
}

/** The same bytes as `writeCoco`, from lists that come over time: first all images, then all annotations. */
export async function* streamCoco(source: CocoStream): AsyncGenerator<string> {
  yield head(source.info, source.categories)
  yield* gatherList(source.images, imageJson, ',\n')
  yield BETWEEN
  yield* gatherList(source.annotations, annotationJson, ',\n')
  yield TAIL
}

export const coco: Codec<CocoDocument> = { id: 'coco', read: readCoco, write: writeCoco }

const BETWEEN = '\n],\n"annotations":[\n'
const TAIL = '\n]}\n'

function head(info: CocoStream['info'], categories: readonly CocoCategory[]): string {
  const listed = categories.map(categoryJson).join(',\n')
  return `{"info":${JSON.stringify(info)},\n"licenses":[],\n"categories":[\n${listed}\n],\n"images":[\n`
}

function* pieces({ info, categories, images, annotations }: CocoDocument): Generator<string> {
  yield head(info, categories)
  for (const [index, image] of images.entries()) yield (index > 0 ? ',\n' : '') + imageJson(image)
  yield BETWEEN
  for (const [index, annotation] of annotations.entries()) yield (index > 0 ? ',\n' : '') + annotationJson(annotation)
  yield TAIL
}

function categoryJson({ id, name, supercategory, keypoints, skeleton }: CocoCategory): string {
  return JSON.stringify({
    id,
    name,
    supercategory,
    ...(keypoints === undefined ? {} : { keypoints }),
    ...(skeleton === undefined ? {} : { skeleton }),
  })
}

function imageJson({ id, width, height, file_name }: CocoImage): string {
  return JSON.stringify({ id, ...(width === null ? {} : { width }), ...(height === null ? {} : { height }), file_name })
}

function annotationJson(annotation: CocoAnnotation): string {
  const { id, image_id, category_id, bbox, segmentation, area, iscrowd, attributes, score } = annotation
  const place = `"id":${JSON.stringify(id)},"image_id":${JSON.stringify(image_id)},"category_id":${category_id}`
  const shape = `"segmentation":${segmentationJson(segmentation)},"area":${pixels(area)},"bbox":${list(bbox)}`
  const { keypoints, num_keypoints } = annotation
  const rest =
    (keypoints === undefined ? '' : `,"keypoints":${list(keypoints)}`) +
    (num_keypoints === undefined ? '' : `,"num_keypoints":${num_keypoints}`) +
    (attributes === undefined ? '' : `,"attributes":${JSON.stringify(attributes)}`) +
    (score === undefined ? '' : `,"score":${decimal(score, 6)}`)
  return `{${place},${shape},"iscrowd":${iscrowd}${rest}}`
}

function segmentationJson(segmentation: CocoAnnotation['segmentation']): string {
  if ('counts' in segmentation) {
    return `{"size":${list(segmentation.size)},"counts":${JSON.stringify(segmentation.counts)}}`
  }
  return `[${segmentation.map(list).join(',')}]`
}

function list(numbers: readonly number[]): string {
  return `[${numbers.map(pixels).join(',')}]`
}

function pixels(value: number): string {
  return decimal(value, DECIMALS)
}
