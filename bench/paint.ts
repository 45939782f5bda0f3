// From the submit key to the next image on the screen, in a real browser, the image prefetched while the last was labelled.
import { readdir, readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { openChromium, pageFor } from './browser.ts'
import { type Figure, quantile } from './figure.ts'
import { annotators, startRig } from './rig.ts'
import { imageProject } from './rig-files.ts'

/** Time a person needs at least to look at an image; meanwhile the next ones are fetched. */
const LOOK_MS = 500

/** Needs a built client, and a Chromium. */
export async function* paint(): AsyncGenerator<Figure> {
  const browser = await openChromium()
  const rig = await startRig()
  try {
    const files = await photographs()
    const project = await imageProject(rig, 'Paint', files)
    const [cookie = ''] = await annotators(rig, project, 1)
    const page = await pageFor(browser, rig, cookie)
    await page.goto(`/label/${project.id}`)
    await page.getByRole('button', { name: 'Start' }).click()
    await page.waitForSelector('.image-stage[data-picture=ready]')
    const empty = await emptyFrames(page)
    const times: number[] = []
    for (let n = 1; n < Object.keys(files).length; n++) {
      await page.waitForTimeout(LOOK_MS)
      times.push(await submitAndWait(page))
    }
    for (const [name, p] of [
      ['median', 0.5],
      ['p95', 0.95],
    ] as const) {
      const value = quantile(times, p)
      const held = p === 0.95 ? { goal: '≤ 50 ms', ok: value <= 50 } : { goal: null, ok: null }
      const what = `submit to next image painted, ${times.length} of 1280 × 960 (${name}); baseline: an empty frame`
      yield { bench: 'paint', case: what, value, unit: 'ms', baseline: empty, ratio: value / empty, ...held }
    }
  } finally {
    await browser.close()
    await rig.close()
  }
}

async function photographs(): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  const folder = new URL('../datasets/shelf/images/', import.meta.url)
  const files: Record<string, Uint8Array<ArrayBuffer>> = {}
  for (const name of await readdir(folder)) files[name] = new Uint8Array(await readFile(new URL(name, folder)))
  return files
}

/** Milliseconds between two frames of a page at rest, the median of 60. */
async function emptyFrames(page: Page): Promise<number> {
  const frames = await page.evaluate(async () => {
    const times: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    for (let n = 0; n < 60; n++) {
      const now = await new Promise<number>(requestAnimationFrame)
      times.push(now - last)
      last = now
    }
    return times
  })
  return quantile(frames, 0.5)
}

/** From the key going down to the frame after the one in which the next task's picture is drawn. */
async function submitAndWait(page: Page): Promise<number> {
  const clock = await page.evaluateHandle(() => {
    const named = () => document.querySelector('.image-stage-glass')?.getAttribute('aria-label')
    const before = named()
    const watched: { millis: number | null } = { millis: null }
    const watch = (pressed: number): void => {
      const isReady = document.querySelector('.image-stage')?.getAttribute('data-picture') === 'ready'
      const there = named() !== before && isReady
      requestAnimationFrame(() => {
        if (!there) {
          watch(pressed)
          return
        }
        // The stage paints in this frame too; a message is heard once the frame is handed on.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          watched.millis = performance.now() - pressed
        }
        port2.postMessage(null)
      })
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter') return
      window.removeEventListener('keydown', onKey, { capture: true })
      watch(performance.now())
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return watched
  })
  await page.keyboard.press('Control+Enter')
  await page.waitForFunction((watched) => watched.millis !== null, clock, { timeout: 10_000 })
  return (await clock.jsonValue()).millis ?? Number.NaN
}
