// What the page and the worker of smart help say to each other. All boxes in pixels of the part that is looked at.
import type { Box, LookAlike, Size } from '@etabli/geometry'

/** A piece of a picture and where it lies in the part. */
export interface Piece {
  readonly bitmap: ImageBitmap
  readonly at: Box
}

export interface SmartRequest {
  readonly id: number
  readonly task: 'snap' | 'alike'
  /** Names the part: pieces are sent with the first request that names it. */
  readonly part: string
  readonly size: Size
  readonly pieces: readonly Piece[]
  readonly box: Box
  readonly taken: readonly Box[]
}

export interface SmartReply {
  readonly id: number
  /** For `snap` one box, its likeness 1. Null where the pixels could not be read. */
  readonly found: readonly LookAlike[] | null
}
