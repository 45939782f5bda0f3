// Chromium for the benches, and pages in it for a person of the bench's server.
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../scripts/chromium.ts'
import type { Rig } from './rig.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
export const WINDOW = { width: 1440, height: 900 }

export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS })
}

/** A page in a context of its own, signed in by that cookie. */
export async function pageFor(browser: Browser, rig: Rig, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: WINDOW, baseURL: rig.url })
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value, url: rig.url }])
  return context.newPage()
}

/** Milliseconds of processor time of the page's own thread until now: the same on a busy machine. */
export async function processorTime(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1_000
  }
}
