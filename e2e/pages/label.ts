// The label screen as a person uses it: brief, stage, panel, submit.

import type { ProjectId } from '@etabli/schema'
import { expect, type Locator, type Page } from '@playwright/test'

/** Opens the project's queue and, the first time, goes past its brief. */
export async function openQueue(page: Page, project: ProjectId): Promise<void> {
  await page.goto(`/label/${project}`)
  const start = page.getByRole('button', { name: 'Start' })
  await expect(start.or(submitButton(page))).toBeVisible()
  if (await start.isVisible()) await start.click()
  await expect(submitButton(page)).toBeVisible()
}

export function submitButton(page: Page): Locator {
  return page.getByRole('button', { name: /Submit and next/ })
}

/** Waits until everything is on the server. */
export async function everythingSaved(page: Page): Promise<void> {
  await expect(page.getByText('All saved')).toBeVisible()
}

/** Waits until nothing is on its way and what was done to the task at hand is on this device: a reload loses none of it. */
export async function draftKept(page: Page): Promise<void> {
  await expect(page.getByText('Draft kept on this device')).toBeVisible()
}

/** A rectangle in shares of the stage's width and height. */
export interface Share {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Drags a rectangle on the stage with the mouse. */
export async function drawBox(page: Page, share: Share): Promise<void> {
  const canvas = page.locator('canvas').first()
  await expect(canvas).toBeVisible()
  const stage = await canvas.boundingBox()
  if (!stage) throw new Error('the stage has no place')
  const at = (x: number, y: number) => ({ x: stage.x + x * stage.width, y: stage.y + y * stage.height })
  const from = at(share.x, share.y)
  const to = at(share.x + share.width, share.y + share.height)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
  await page.mouse.move(to.x, to.y)
  await page.mouse.up()
}

/** The rows of the list that mirrors the stage. */
export function marks(page: Page): Locator {
  return page.getByRole('listbox').getByRole('option')
}
