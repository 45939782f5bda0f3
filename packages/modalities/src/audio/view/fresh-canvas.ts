// A canvas before it is painted anew: as many device pixels as it shows, and empty.

export interface FreshCanvas {
  readonly context: CanvasRenderingContext2D
  /** Device pixels. */
  readonly wide: number
  readonly high: number
}

/**
 * @param width CSS pixels, as is `height`
 * @param pixels device pixels a CSS pixel
 * @returns null where the browser gives nothing to paint with
 */
export function freshCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  pixels: number,
): FreshCanvas | null {
  const wide = Math.max(1, Math.round(width * pixels))
  const high = Math.max(1, Math.round(height * pixels))
  // To set a size makes the canvas anew, even where it is the one it has.
  if (canvas.width !== wide) canvas.width = wide
  if (canvas.height !== high) canvas.height = high
  const context = canvas.getContext('2d')
  context?.clearRect(0, 0, wide, high)
  return context && { context, wide, high }
}
