// The spaces things are measured in, told apart by the compiler: image and screen, seconds and characters.

declare const space: unique symbol

/**
 * A point in pixels of the image as displayed (EXIF orientation applied), origin top left.
 * A plain `{ x, y }` may be given where one is asked for; a point of the other space may not.
 */
export type ImagePoint = { readonly x: number; readonly y: number; readonly [space]?: 'image' }

/** A point in CSS pixels of the viewport the image is shown in, origin top left. */
export type ScreenPoint = { readonly x: number; readonly y: number; readonly [space]?: 'screen' }

/** Seconds from the start of a recording. */
export type Seconds = number & { readonly [space]?: 'seconds' }

/** Unicode code points from the start of a text, as Python counts them. */
export type CharOffset = number & { readonly [space]?: 'characters' }

/** Width and height, both ≥ 0. */
export type Size = { readonly width: number; readonly height: number }
