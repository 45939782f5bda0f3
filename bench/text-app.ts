// A book of 200,000 words with 5,000 spans in the whole app: the real server, the built client, drafts kept and sent along.
import { loadavg } from 'node:os'
import type { Project } from '@etabli/schema'
import type { Browser, Page } from '@playwright/test'
import { book } from './book.ts'
import { openChromium, pageFor, processorTime } from './browser.ts'
import { type Figure, quantile } from './figure.ts'
import { random } from './in-page.ts'
import { annotators, type Rig, startRig } from './rig.ts'
import { filesProject } from './rig-files.ts'

const WORDS = 200_000
const SPANS = 5_000
const OPENINGS = 5
const TAGS = 60
const EDITS = 300
const CLASSES = ['Person', 'Place', 'Ship', 'Whale', 'Date', 'Work', 'Weather', 'Body part']
const labels = CLASSES.map((name, colour) => ({
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
  colour,
  key: String(colour + 1),
}))
const questions = [{ id: 'spans', kind: 'span', title: 'Spans', labels }]

/** Needs a built client, and a Chromium. The baseline of each figure is the same in a chapter. */
export async function* textApp(): AsyncGenerator<Figure> {
  const rig = await startRig()
  const browser = await openChromium()
  try {
    const text = book().split(' ').slice(0, WORDS).join(' ')
    const small = await measured(browser, rig, 'A chapter', text.slice(0, 60_000), { spans: 300, edits: 0 })
    const large = await measured(browser, rig, 'A book', text, { spans: SPANS, edits: EDITS })
    const what = `${WORDS / 1_000},000 words, ${SPANS} spans, in the app`
    const load = `load ${(loadavg()[0] ?? 0).toFixed(1)}`
    const middle = (times: readonly number[]) => quantile(times, 0.5)
    const p95 = (times: readonly number[]) => quantile(times, 0.95)
    const key = 'key to painted tag'
    const anew = `opened anew, until painted, median of ${OPENINGS}`
    yield against(`${what}: from Start to painted`, large.started, small.started, 2_000)
    yield against(`${what}: /label ${anew} (${load})`, middle(large.opened), middle(small.opened), 2_000)
    yield against(`${what}: ${key}, p95 of ${TAGS}`, p95(large.tagged), p95(small.tagged), 50)
    yield against(`${what}: ${key}, ${EDITS} at once, median`, middle(large.edited), middle(small.edited), 50)
    yield against(`${what}: ${key}, ${EDITS} at once, p95`, p95(large.edited), p95(small.edited), 50)
    yield against(
      `${what}: ${key} after ${EDITS} edits, p95 of ${TAGS} (${load})`,
      p95(large.after),
      p95(small.after),
      50,
    )
    yield against(`${what}: after them ${anew}`, middle(large.reopened), middle(small.reopened), 2_000)
    const [spent, beside] = [large.perEdit, small.perEdit]
    yield { ...against(`${what}: walk and tag, processor time of the page`, spent, beside, 0), goal: null, ok: null }
  } finally {
    await browser.close()
    await rig.close()
  }
}

interface Measured {
  /** Milliseconds. */
  readonly started: number
  readonly opened: readonly number[]
  readonly tagged: readonly number[]
  readonly edited: readonly number[]
  /** Processor time of the page's own thread for an edit, drafts kept included. */
  readonly perEdit: number
  readonly after: readonly number[]
  readonly reopened: readonly number[]
}

async function measured(
  browser: Browser,
  rig: Rig,
  name: string,
  text: string,
  { spans, edits }: { readonly spans: number; readonly edits: number },
): Promise<Measured> {
  const row = JSON.stringify({ id: 'book', text, entities: entitiesOf(text, spans) })
  const project: Project = await filesProject(rig, { name, media: 'text', questions }, { 'book.jsonl': row })
  const [cookie = ''] = await annotators(rig, project, 1)
  const page = await pageFor(browser, rig, cookie)
  await page.addInitScript(watchSpans)
  await page.goto(`/label/${project.id}`)
  await page.getByRole('button', { name: 'Start' }).click()
  const pressed = await page.evaluate(() => (window as unknown as Watched).started)
  const started = (await paintedAt(page)) - pressed
  const opened = await openings(page)
  const tagged = await tagging(page, TAGS)
  const spent = await processorTime(page)
  const before = await spent()
  const edited = await tagging(page, Math.max(edits, TAGS))
  const perEdit = ((await spent()) - before) / Math.max(edits, TAGS)
  const after = edits > 0 ? await tagging(page, TAGS) : tagged
  await page.getByText(/Draft kept on this device|All saved/).waitFor()
  const reopened = await openings(page)
  await page.context().close()
  return { started, opened, tagged, edited, perEdit, after, reopened }
}

async function openings(page: Page): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < OPENINGS; n++) {
    await page.reload()
    took.push(await paintedAt(page))
  }
  return took
}

/** Spread over the text, one to four words each, some within others; the text is of the basic plane. */
function entitiesOf(text: string, count: number): object[] {
  const next = random(7)
  return Array.from({ length: count }, (_, index) => {
    const wanted = Math.floor(((index + next()) / count) * (text.length - 60))
    const start = Math.max(0, text.slice(wanted, wanted + 40).search(/\b\w/)) + wanted
    const end = Math.min(text.length, start + 2 + Math.floor(next() * 24))
    return { start, end, label: CLASSES[index % CLASSES.length] }
  })
}

interface Watched {
  /** When Start was pressed, from when the page was asked for. */
  started: number
  /** When the first span was painted. */
  painted: number
  /** From a key of a label to its span painted; null until it is. */
  took: number | null
}

/** In the page: notes when spans are painted, at first and after each key of a label. */
function watchSpans(): void {
  const watched: Watched = { started: 0, painted: 0, took: null }
  Object.assign(window, watched)
  const own = window as unknown as Watched
  /** Within a frame: runs once it is painted. */
  const afterPaint = (run: () => void): void => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = run
    port2.postMessage(null)
  }
  const first = new MutationObserver(() => {
    if (!document.querySelector('.text-piece-marked')) return
    first.disconnect()
    requestAnimationFrame(() =>
      afterPaint(() => {
        own.painted = performance.now()
      }),
    )
  })
  first.observe(document, { childList: true, subtree: true })
  window.addEventListener(
    'click',
    () => {
      own.started = performance.now()
    },
    { capture: true },
  )
  const chips = () =>
    new Set([...document.querySelectorAll<HTMLElement>('[data-chip]')].map(({ dataset }) => dataset['chip']))
  window.addEventListener(
    'keydown',
    ({ key }) => {
      if (!/^[1-8]$/.test(key)) return
      const pressed = performance.now()
      const before = chips()
      own.took = null
      const look = (): void => {
        if (![...chips()].some((id) => !before.has(id))) requestAnimationFrame(look)
        else {
          afterPaint(() => {
            own.took = performance.now() - pressed
          })
        }
      }
      requestAnimationFrame(look)
    },
    { capture: true },
  )
}

/** When the first span was painted, in milliseconds from when the page was asked for. */
async function paintedAt(page: Page): Promise<number> {
  await page.waitForFunction(() => (window as unknown as Watched).painted > 0, undefined, { timeout: 60_000 })
  return page.evaluate(() => (window as unknown as Watched).painted)
}

/** Milliseconds from a label's key to its span painted, each in a paragraph of its own. */
async function tagging(page: Page, times: number): Promise<number[]> {
  const took: number[] = []
  await page.locator('.text-passage').focus()
  for (let n = 0; n < times; n++) {
    await page.keyboard.press('Control+ArrowDown')
    for (let walked = 0; walked < 1 + (n % 3); walked++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press(String((n % CLASSES.length) + 1))
    // Where there was such a span already, none is made.
    const made = await page
      .waitForFunction(() => (window as unknown as Watched).took, undefined, { timeout: 1_000, polling: 'raf' })
      .then((found) => found.jsonValue())
      .catch(() => null)
    if (made !== null) took.push(made)
  }
  if (took.length < times / 2) throw new Error(`${took.length} of ${times} spans were made`)
  return took
}

function against(name: string, value: number, baseline: number, most: number): Figure {
  return {
    bench: 'text-app',
    case: name,
    value,
    unit: 'ms',
    baseline,
    ratio: value / baseline,
    goal: `≤ ${most} ms`,
    ok: value <= most,
  }
}
