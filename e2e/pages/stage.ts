// The stage of images as tests see it: when its picture is there, where its camera looks, and the mouse on its image.
import { expect, type Page } from '@playwright/test'

export type Point = readonly [x: number, y: number]

/** Waits until the picture is painted. */
export async function pictureReady(page: Page): Promise<void> {
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready', { timeout: 30_000 })
}

/** Where the image's first corner lies in the stage, in CSS pixels, and CSS pixels an image pixel. */
export async function cameraOf(page: Page): Promise<{ x: number; y: number; scale: number }> {
  const kept = (await page.locator('.image-stage').getAttribute('data-camera')) ?? ''
  const [x = 0, y = 0, scale = 1] = kept.split(' ').map(Number)
  return { x, y, scale }
}

/** Where a point of the image is on the page. */
export async function placeIn(page: Page, [x, y]: Point): Promise<{ x: number; y: number }> {
  const box = await page.locator('.image-stage').boundingBox()
  const camera = await cameraOf(page)
  return { x: (box?.x ?? 0) + camera.x + x * camera.scale, y: (box?.y ?? 0) + camera.y + y * camera.scale }
}

/** Presses the mouse on points of the image. */
export async function pressIn(page: Page, ...points: readonly Point[]): Promise<void> {
  for (const point of points) {
    const at = await placeIn(page, point)
    await page.mouse.click(at.x, at.y)
  }
}

/** Drags the mouse from one point of the image to another. */
export async function dragIn(page: Page, start: Point, end: Point): Promise<void> {
  const [from, to] = [await placeIn(page, start), await placeIn(page, end)]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
  await page.mouse.move(to.x, to.y)
  await page.mouse.up()
}
