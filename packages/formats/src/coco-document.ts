// COCO's document (cocodataset.org, "Data format"): fields named as in the file.

/** Numbers in COCO's own files; some tools write strings. */
export type CocoId = number | string

export interface CocoImage {
  readonly id: CocoId
  readonly file_name: string
  /** Pixels; null where the file does not say. */
  readonly width: number | null
  readonly height: number | null
}

/** Run lengths of a mask, column by column: plain counts or COCO's compressed string. `size` is [height, width]. */
export interface CocoRle {
  readonly size: readonly [number, number]
  readonly counts: readonly number[] | string
}

/** Kept as the file has them. */
export type CocoAttributes = Readonly<Record<string, unknown>>

export interface CocoAnnotation {
  readonly id: CocoId
  readonly image_id: CocoId
  readonly category_id: number
  /** Left, top, width, height in pixels. */
  readonly bbox: readonly [number, number, number, number]
  /** Polygons as [x1, y1, x2, y2, …], a mask, or an empty list for a bare box. */
  readonly segmentation: readonly (readonly number[])[] | CocoRle
  /** Pixels. */
  readonly area: number
  readonly iscrowd: 0 | 1
  /** x, y and visibility (0 not marked, 1 hidden, 2 seen) of each of the category's keypoints, in order. */
  readonly keypoints?: readonly number[]
  /** How many of them are marked. */
  readonly num_keypoints?: number
  /** As CVAT writes them; `rotation` in degrees among them. */
  readonly attributes?: CocoAttributes
  /** A model's confidence. */
  readonly score?: number
}

export interface CocoCategory {
  readonly id: number
  readonly name: string
  readonly supercategory: string
  /** Names of the keypoints, in order. */
  readonly keypoints?: readonly string[]
  /** Pairs of keypoints that are joined, counted from 1. */
  readonly skeleton?: readonly (readonly [number, number])[]
}

export interface CocoDocument {
  readonly info: Readonly<Record<string, unknown>>
  readonly images: readonly CocoImage[]
  readonly annotations: readonly CocoAnnotation[]
  readonly categories: readonly CocoCategory[]
}
