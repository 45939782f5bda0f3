// A book of 1 MB with many spans on the real stage in Chromium: scroll, drag, tag, against an empty frame loop of the same page.
import { loadavg } from 'node:os'
import type { Page } from '@playwright/test'
import { book } from './book.ts'
import { processorTime } from './browser.ts'
import { below, type Figure, quantile } from './figure.ts'
import { openStagePages } from './stage-page.ts'
import type { TextPage } from './text-page/page.ts'

const CASES = [
  { name: '1 MB in lines, 10,000 spans', shape: 'lines', spans: 10_000 },
  { name: '1 MB in one line, 10,000 spans', shape: 'one-line', spans: 10_000 },
  { name: '200,000 words, 5,000 spans', shape: 'words', spans: 5_000 },
] as const
/** A tenth of the text as densely tagged as none of the others, without relations and with. */
const RELATED = [0, 1_000] as const
const FRAMES = 150
/** Of so many rounds the best counts. */
const ROUNDS = 3
const ACTIONS = ['scroll', 'fling', 'drag'] as const
const TAGS = 60
/** After so many edits, tagging is measured again. */
const EDITS = 300

export async function* text(): AsyncGenerator<Figure> {
  const pages = await openStagePages('text-page', { '/book.txt': book() })
  try {
    for (const { name, shape, spans } of CASES) {
      const page = await pages.open()
      yield* figuresOf(page, name, shape, spans)
      await page.close()
    }
    for (const relations of RELATED) {
      const page = await pages.open()
      yield* relatedFigures(page, relations)
      await page.close()
    }
  } finally {
    await pages.close()
  }
}

async function* figuresOf(page: Page, name: string, shape: string, spans: number): AsyncGenerator<Figure> {
  const inPage = inPageOf(page)
  const opened = await inPage((text, [what, many]) => text.open(what as 'lines', many), [shape, spans])
  yield below('text', `${name}: open, until painted`, opened, 'ms', 2_000)
  const weight = await inPage((text) => text.weight(), ['', 0])
  yield below('text', `${name}: elements on the page`, weight.elements, 'elements', null)
  const spent = await processorTime(page)
  yield* frames(page, name, ACTIONS)
  const jumped = await inPage((text, [, many]) => text.jumping(many), ['', TAGS])
  yield below('text', `${name}: jump anywhere, until painted, p95 of ${TAGS}`, quantile(jumped, 0.95), 'ms', null)
  const tagging = (times: number) => inPage((text, [, many]) => text.tagging(many), ['', times])
  yield goal(`${name}: tag by a drag, until painted, p95 of ${TAGS} (${load()})`, quantile(await tagging(TAGS), 0.95))
  const before = await spent()
  const keyed = await inPage((text, [, many]) => text.keying(many), ['', EDITS])
  const each = ((await spent()) - before) / EDITS
  yield below('text', `${name}: walk five words and tag, processor time of the page`, each, 'ms', null)
  yield goal(`${name}: tag by a key, until painted, p95 of ${EDITS} (${load()})`, quantile(keyed, 0.95))
  yield goal(`${name}: tag by a drag after ${EDITS} edits, p95 of ${TAGS}`, quantile(await tagging(TAGS), 0.95))
}

async function* relatedFigures(page: Page, relations: number): AsyncGenerator<Figure> {
  const spans = 1_000
  const name = `100 kB, ${spans} spans, ${relations} relations`
  const inPage = inPageOf(page)
  const opened = await inPage(
    (text, [count, many]) => text.open('tenth', many, Number(count)),
    [String(relations), spans],
  )
  yield below('text', `${name}: open, until painted`, opened, 'ms', 2_000)
  const { arcs } = await inPage((text) => text.weight(), ['', 0])
  yield below('text', `${name}: arcs drawn where it opens`, arcs, 'arcs', null)
  yield* frames(page, name, ['scroll', 'fling'])
}

/** One object in the page's window, put there by the page itself. */
function inPageOf(page: Page) {
  return <T>(call: (page: TextPage, given: readonly [string, number]) => T, given: readonly [string, number]) =>
    page.evaluate(`(${call.toString()})(window.page, ${JSON.stringify(given)})`) as Promise<Awaited<T>>
}

async function* frames(page: Page, name: string, actions: readonly string[]): AsyncGenerator<Figure> {
  const inPage = inPageOf(page)
  const run = (action: string) => inPage((text, [what, frames]) => text.run(what as 'scroll', frames), [action, FRAMES])
  await run('scroll')
  const spent = await processorTime(page)
  for (const action of actions) {
    const rounds: { readonly baseline: number; readonly value: number; readonly perFrame: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const baseline = quantile(await run('nothing'), 0.95)
      const before = await spent()
      const value = quantile(await run(action), 0.95)
      rounds.push({ baseline, value, perFrame: ((await spent()) - before) / FRAMES })
    }
    // Other work on the machine only ever lengthens a frame: the shortest of the rounds tells most of the page.
    const [best] = rounds.toSorted((a, b) => a.value / a.baseline - b.value / b.baseline)
    if (!best) continue
    const ratio = best.value / best.baseline
    yield {
      bench: 'text',
      case: `${name}: ${action}, p95 frame, best of ${ROUNDS} rounds (${load()})`,
      value: best.value,
      unit: 'ms',
      baseline: best.baseline,
      ratio,
      goal: '≤ 1.15 ×',
      ok: ratio <= 1.15,
    }
    const perFrame = Math.min(...rounds.map((round) => round.perFrame))
    yield below('text', `${name}: ${action}, processor time of the page a frame`, perFrame, 'ms', null)
  }
}

/** Other work on the machine, which only ever lengthens what is measured by the clock. */
const load = (): string => `load ${(loadavg()[0] ?? 0).toFixed(1)}`

function goal(name: string, value: number): Figure {
  return {
    bench: 'text',
    case: name,
    value,
    unit: 'ms',
    baseline: null,
    ratio: null,
    goal: '≤ 50 ms',
    ok: value <= 50,
  }
}
