// YOLO labels: one text file an image, one row an object: class number, then normalised numbers.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { goodLines } from './good-lines.ts'
import { issueList, quoted } from './issue.ts'

/** Numbers are shares of the image's width and height; `x` and `y` are the box's centre. */
export interface YoloBox {
  readonly shape: 'box'
  readonly class: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** A model's, as the sixth number; null where the row has five. */
  readonly confidence: number | null
}

/** x1, y1, x2, y2, … as shares; four points may be a rotated box (YOLO-OBB has the same row). */
export interface YoloPolygon {
  readonly shape: 'polygon'
  readonly class: number
  readonly points: readonly number[]
}

/** A box with named points: x, y as shares, and whether each is marked (0 not, 1 hidden, 2 seen). */
export interface YoloPose {
  readonly shape: 'pose'
  readonly class: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly points: readonly { readonly x: number; readonly y: number; readonly visible: 0 | 1 | 2 }[]
}

export type YoloRow = YoloBox | YoloPolygon | YoloPose

export interface YoloReadOptions extends ReadOptions {
  /** How many classes there are; a row of another class is refused. */
  readonly classes?: number
  /**
   * Rows are poses of so many points, each of x and y, and visibility where `dimensions` is 3: `kpt_shape` of data.yaml.
   * Other rows of as many numbers cannot be told from them.
   */
  readonly keypoints?: { readonly count: number; readonly dimensions: 2 | 3 }
}

/** Shares may leave the image by this much, which is rounding. */
const SLACK = 1e-4

/** Reads one image's rows. Refused by line: what is not a class number and 4, 5 or 6 and more even numbers from 0 to 1. */
export function readYolo(source: Source, options: YoloReadOptions = {}): ReadResult<readonly YoloRow[]> {
  const issues = issueList(options.file)
  const rows: YoloRow[] = []
  for (const { line, text } of goodLines(source, issues)) {
    // A carriage return inside parts no words: rows that only they part would be read as one polygon.
    const words = text.trim().split(/[ \t]+/)
    if (words[0] === '') continue
    const read = readRow(words, options)
    if ('code' in read) issues.add({ line, ...read })
    else rows.push(read)
  }
  return readResult(rows, issues)
}

/** One image's rows as its file. RangeError on a number that is not finite. */
export function yoloText(rows: readonly YoloRow[]): string {
  return rows.map((row) => `${row.class} ${wordsOf(row).join(' ')}\n`).join('')
}

export const yolo: Codec<readonly YoloRow[]> = {
  id: 'yolo',
  read: (source, options) => readYolo(source, options),
  write: (rows) => [yoloText(rows)],
}

/** A box in pixels (left, top, width, height) as shares of an image of this size. */
export function yoloBox(
  classNumber: number,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  size: { readonly width: number; readonly height: number },
): YoloBox {
  return {
    shape: 'box',
    class: classNumber,
    x: (box.x + box.width / 2) / size.width,
    y: (box.y + box.height / 2) / size.height,
    width: box.width / size.width,
    height: box.height / size.height,
    confidence: null,
  }
}

/** The box in pixels: left, top, width, height. */
export function pixelBox(
  box: YoloBox,
  size: { readonly width: number; readonly height: number },
): { x: number; y: number; width: number; height: number } {
  return {
    x: (box.x - box.width / 2) * size.width,
    y: (box.y - box.height / 2) * size.height,
    width: box.width * size.width,
    height: box.height * size.height,
  }
}

type Fault = { readonly path?: string; readonly code: string; readonly message: string }

function readRow(words: readonly string[], { classes, keypoints }: YoloReadOptions): YoloRow | Fault {
  const [first = '', ...rest] = words
  // Some tools write the class as 3.0.
  const classNumber = /^\d{1,6}(?:\.0+)?$/.test(first) ? Number(first) : Number.NaN
  if (Number.isNaN(classNumber)) {
    return { path: 'class', code: 'yolo.class', message: `${quoted(first)} is not a class number.` }
  }
  if (classes !== undefined && classNumber >= classes) {
    const message = `There is no class ${classNumber}: the ${classes} classes count from 0.`
    return { path: 'class', code: 'yolo.class-unknown', message }
  }
  if (keypoints && rest.length === 4 + keypoints.count * keypoints.dimensions) {
    return readPose(classNumber, rest, keypoints.dimensions)
  }
  const isBox = rest.length === 4 || rest.length === 5
  if (!isBox && (rest.length < 6 || rest.length % 2 !== 0)) {
    const message = `After the class come 4 numbers (a box), 5 (with confidence) or x and y of at least 3 points; here ${rest.length}.`
    return { code: 'yolo.columns', message }
  }
  const numbers = rest.map(readShare)
  const wrong = numbers.findIndex((number) => Number.isNaN(number))
  if (wrong >= 0) {
    const path = (isBox ? BOX_FIELDS[wrong] : undefined) ?? `${wrong % 2 === 0 ? 'x' : 'y'}${Math.floor(wrong / 2) + 1}`
    return noShare(path, rest[wrong])
  }
  if (!isBox) return { shape: 'polygon', class: classNumber, points: numbers }
  const [x = 0, y = 0, width = 0, height = 0, confidence = null] = numbers
  return { shape: 'box', class: classNumber, x, y, width, height, confidence }
}

function readPose(classNumber: number, words: readonly string[], dimensions: 2 | 3): YoloPose | Fault {
  const [x = 0, y = 0, width = 0, height = 0] = words.slice(0, 4).map(readShare)
  const bad = [x, y, width, height].findIndex((number) => Number.isNaN(number))
  if (bad >= 0) return noShare(BOX_FIELDS[bad] ?? 'box', words[bad])
  const points: YoloPose['points'][number][] = []
  for (let at = 4; at < words.length; at += dimensions) {
    const point = points.length + 1
    const [px, py] = [readShare(words[at] ?? ''), readShare(words[at + 1] ?? '')]
    if (Number.isNaN(px)) return noShare(`x${point}`, words[at])
    if (Number.isNaN(py)) return noShare(`y${point}`, words[at + 1])
    // Without visibility, a point at the origin is one that was not marked.
    const visible = dimensions === 3 ? Number(words[at + 2]) : px === 0 && py === 0 ? 0 : 2
    if (visible !== 0 && visible !== 1 && visible !== 2) {
      const message = `${quoted(words[at + 2])} is no visibility: 0, 1 or 2.`
      return { path: `v${point}`, code: 'yolo.visibility', message }
    }
    points.push({ x: px, y: py, visible })
  }
  return { shape: 'pose', class: classNumber, x, y, width, height, points }
}

function noShare(path: string, word: string | undefined): Fault {
  const message = `${quoted(word)} is not a number from 0 to 1, a share of the image's width or height.`
  return { path, code: 'yolo.number', message }
}

const BOX_FIELDS = ['x', 'y', 'width', 'height', 'confidence']

function readShare(word: string): number {
  const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(word) ? Number(word) : Number.NaN
  return number >= -SLACK && number <= 1 + SLACK ? Math.min(1, Math.max(0, number)) : Number.NaN
}

function wordsOf(row: YoloRow): string[] {
  if (row.shape === 'polygon') return row.points.map(share)
  const box = [row.x, row.y, row.width, row.height].map(share)
  if (row.shape === 'pose')
    return [...box, ...row.points.flatMap(({ x, y, visible }) => [share(x), share(y), `${visible}`])]
  return row.confidence === null ? box : [...box, share(row.confidence)]
}

/** Six decimals, as darknet and Ultralytics write them: a hundredth of a pixel in 10,000. */
function share(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`no share of an image: ${value}`)
  return Math.max(0, Math.min(1, value)).toFixed(6)
}
