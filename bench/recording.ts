// A recording of three hours: how long until its waveform is on screen, what of it is fetched, and what the page holds;
// and what the page holds after fifty recordings of an hour.
import { writePcmWav } from '@etabli/formats'
import type { Browser, Page } from '@playwright/test'
import { openChromium, pageFor } from './browser.ts'
import { below, type Figure } from './figure.ts'
import { type Rig, startRig } from './rig.ts'
import { filesProject } from './rig-files.ts'

const HOURS = 3
const RATE = 16_000
const ROUNDS = 3

export async function* recording(): AsyncGenerator<Figure> {
  const rig = await startRig()
  let browser: Browser | null = null
  try {
    const wav = swells(HOURS)
    const start = performance.now()
    const project = await filesProject(
      rig,
      {
        name: 'Three hours',
        media: 'audio',
        questions: [{ id: 'transcript', kind: 'transcript', title: 'What was said' }],
      },
      { 'long.wav': wav },
    )
    yield figure('import with its waveform', performance.now() - start, 'ms', null)
    browser = await openChromium()
    yield* figuresOf(browser, rig, project.id, wav.length)
    yield* walkFigures(browser, rig)
  } finally {
    await browser?.close()
    await rig.close()
  }
}

async function* figuresOf(browser: Browser, rig: Rig, project: string, size: number): AsyncGenerator<Figure> {
  const rounds: { drawn: number; playable: number; bytes: number; heap: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const page = await pageFor(browser, rig, rig.manager.cookie())
    rounds.push(await roundOf(page, `/label/${project}`))
    await page.context().close()
  }
  const best = (name: 'drawn' | 'playable' | 'bytes' | 'heap') => Math.min(...rounds.map((round) => round[name]))
  yield figure('the waveform on screen after the page is open', best('drawn'), 'ms', 1_000)
  yield figure('playable after the page is open', best('playable'), 'ms', 3_000)
  yield figure(`fetched of its ${Math.round(size / 1e6)} MB until then`, best('bytes') / 1e6, 'MB', size / 1e7)
  yield figure('heap of the page', best('heap') / 1e6, 'MB', 300)
}

async function roundOf(page: Page, label: string) {
  let bytes = 0
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const media = new Set<string>()
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.includes('/blobs/')) media.add(requestId)
  })
  session.on('Network.dataReceived', ({ requestId, dataLength }) => {
    if (media.has(requestId)) bytes += dataLength
  })
  await page.goto(label)
  const begin = page.getByRole('button', { name: /Start|Begin|read/i }).first()
  const frame = page.locator('.transcript-sound')
  await Promise.race([frame.waitFor(), begin.waitFor().then(() => begin.click())])
  await frame.waitFor()
  // From the moment that the page of the task is there, as a person sees it.
  const open = performance.now()
  await page.locator('.transcript-sound[data-drawn]').waitFor()
  const drawn = performance.now() - open
  await page.locator('.transcript-sound[data-ready]').waitFor()
  const playable = performance.now() - open
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return { drawn, playable, bytes, heap: usedSize }
}

const WALKED = 50

/** AUD11: fifty tasks of an hour each, written in and sent one after the other; each opens its recording anew. */
async function* walkFigures(browser: Browser, rig: Rig): AsyncGenerator<Figure> {
  // Tasks have names of their own; by the end of their path all mean the one file.
  const rows = Array.from({ length: WALKED }, (_, n) =>
    JSON.stringify({ audio_filepath: `${n}/hour.wav`, text: 'said' }),
  )
  const project = await filesProject(
    rig,
    {
      name: 'Fifty hours',
      media: 'audio',
      questions: [{ id: 'transcript', kind: 'transcript', title: 'What was said' }],
    },
    { 'hour.wav': swells(1), 'list.jsonl': `${rows.join('\n')}\n` },
  )
  const page = await pageFor(browser, rig, rig.manager.cookie())
  await page.addInitScript(() => {
    const made = { contexts: 0 }
    Object.assign(globalThis, { made })
    globalThis.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options)
        made.contexts += 1
      }
    }
  })
  const session = await page.context().newCDPSession(page)
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage')
    return (await session.send('Runtime.getHeapUsage')).usedSize
  }
  await page.goto(`/label/${project.id}`)
  const begin = page.getByRole('button', { name: /Start|Begin|read/i }).first()
  const ready = page.locator('.transcript-sound[data-ready]')
  await Promise.race([page.locator('.transcript-sound').waitFor(), begin.waitFor().then(() => begin.click())])
  await ready.waitFor()
  const before = await heap()
  const field = page.locator('#transcript-input')
  let most = 0
  for (let n = 0; n < WALKED; n++) {
    await ready.waitFor()
    // Louder is what needs an AudioContext, and playing what fetches.
    await page.keyboard.press('Alt+Shift+k')
    await page.keyboard.press('Alt+k')
    await field.fill(`written ${n}`)
    most = Math.max(most, (await session.send('Runtime.getHeapUsage')).usedSize)
    if (n === WALKED - 1) break
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction((said) => {
      const element = document.querySelector<HTMLTextAreaElement>('#transcript-input')
      return element !== null && element.value !== said
    }, `written ${n}`)
  }
  const after = await heap()
  const contexts = await page.evaluate(() => (globalThis as unknown as { made: { contexts: number } }).made.contexts)
  await page.context().close()
  yield below('recording', '50 × 1 h: heap at the end over that at the start', (after - before) / 1e6, 'MB', 50)
  yield below('recording', '50 × 1 h: most of the heap on the way, uncollected', most / 1e6, 'MB', null)
  yield below('recording', '50 × 1 h: AudioContexts', contexts, '', 2)
}

/** WAV, mono, 16 bits: swells of noise as of speech. */
function swells(hours: number): Uint8Array<ArrayBuffer> {
  const samples = new Int16Array(hours * 3_600 * RATE)
  for (let n = 0; n < samples.length; n++) {
    const swell = 12_000 * Math.abs(Math.sin(n / 9_000)) * Math.abs(Math.sin(n / 1_300_000))
    samples[n] = Math.round(swell * Math.sin(n * 0.35))
  }
  return writePcmWav(samples, RATE)
}

function figure(name: string, value: number, unit: string, most: number | null): Figure {
  return below('recording', `3 h: ${name}`, value, unit, most)
}
