// Run-length masks, laid out as COCO's: down the columns, runs of nothing and something in turn.
import { at } from './at.ts'

/**
 * Pixels of an image that are in or out. `runs` are lengths, first of pixels out (perhaps 0), then in, then out…, going down
 * each column from the left; they sum to width × height. COCO's uncompressed `counts`.
 */
export type Mask = { readonly width: number; readonly height: number; readonly runs: readonly number[] }

/** Mask of a bitmap in rows from the top (`bitmap[y × width + x]`, anything but 0 is in). */
export function encodeMask(bitmap: ArrayLike<number>, width: number, height: number): Mask {
  const runs: number[] = []
  let inside = false
  let run = 0
  for (let x = 0; x < width; x += 1) {
    for (let y = 0; y < height; y += 1) {
      if ((at(bitmap, y * width + x) !== 0) !== inside) {
        runs.push(run)
        run = 0
        inside = !inside
      }
      run += 1
    }
  }
  runs.push(run)
  return { width, height, runs }
}

/** Bitmap in rows from the top, 1 where in. */
export function decodeMask({ width, height, runs }: Mask): Uint8Array {
  const bitmap = new Uint8Array(width * height)
  let place = 0
  for (const [index, run] of runs.entries()) {
    if (index % 2 === 1) {
      for (let each = place; each < place + run; each += 1) {
        bitmap[(each % height) * width + Math.floor(each / height)] = 1
      }
    }
    place += run
  }
  return bitmap
}

/** How many pixels are in. */
export function maskArea(mask: Mask): number {
  return mask.runs.reduce((sum, run, index) => (index % 2 === 1 ? sum + run : sum), 0)
}

/**
 * Pixels in both (`and`), in either (`or`), or in the first alone (`minus`). Time: runs of both.
 * @throws RangeError where the masks differ in size.
 */
export function combineMasks(a: Mask, b: Mask, how: 'and' | 'or' | 'minus'): Mask {
  if (a.width !== b.width || a.height !== b.height) throw new RangeError('masks differ in size')
  const keep = (inA: boolean, inB: boolean): boolean => {
    if (how === 'or') return inA || inB
    return inA && (how === 'and' ? inB : !inB)
  }
  const [ofA, ofB] = [boundaries(a), boundaries(b)]
  const runs: number[] = []
  let inside = false
  let since = 0
  let i = 0
  let j = 0
  for (let place = 0; place < a.width * a.height; ) {
    while (i < ofA.length && at(ofA, i) <= place) i += 1
    while (j < ofB.length && at(ofB, j) <= place) j += 1
    const next = Math.min(ofA[i] ?? Number.POSITIVE_INFINITY, ofB[j] ?? Number.POSITIVE_INFINITY, a.width * a.height)
    if (keep(i % 2 === 1, j % 2 === 1) !== inside) {
      runs.push(place - since)
      since = place
      inside = !inside
    }
    place = next
  }
  runs.push(a.width * a.height - since)
  return { width: a.width, height: a.height, runs }
}

/** Where each run ends; a place with an odd number of ends at or before it is in. */
function boundaries(mask: Mask): number[] {
  let place = 0
  return mask.runs.map((run) => {
    place += run
    return place
  })
}

/** Intersection over union in [0, 1]; two empty masks are the same. */
export function maskIou(a: Mask, b: Mask): number {
  const union = maskArea(combineMasks(a, b, 'or'))
  return union === 0 ? 1 : maskArea(combineMasks(a, b, 'and')) / union
}
