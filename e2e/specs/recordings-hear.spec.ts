// Hearing a recording: what is seen and what sounds are one moment, ranges stop where they end, speed keeps pitch.
import { readFile } from 'node:fs/promises'
import { PCM_WAV_HEAD, pcmWavHead } from '@etabli/formats'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { openQueue } from '../pages/label.ts'
import { heard, transcriptField } from '../pages/recordings.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'

const questions = [{ id: 'transcript', kind: 'transcript', title: 'What was said' }]
const RATE = 16_000

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

/** WAV of 16 bits, 16 kHz: a tone a channel. */
function tones(seconds: number, frequencies: readonly number[]): Uint8Array<ArrayBuffer> {
  const channels = frequencies.length
  const frames = seconds * RATE
  const bytes = Buffer.alloc(PCM_WAV_HEAD + frames * channels * 2)
  bytes.set(pcmWavHead({ channels, sampleRate: RATE, width: 2 }, bytes.length - PCM_WAV_HEAD))
  for (let n = 0; n < frames; n++) {
    // Swells of a second each, so that the waveform is one.
    const swell = 0.25 + 0.2 * Math.sin((2 * Math.PI * n) / RATE)
    for (const [channel, hertz] of frequencies.entries()) {
      const value = hertz === 0 ? 0 : swell * Math.sin((2 * Math.PI * hertz * n) / RATE)
      bytes.writeInt16LE(Math.round(value * 32_767), PCM_WAV_HEAD + (n * channels + channel) * 2)
    }
  }
  return new Uint8Array(bytes)
}

/** A page that keeps its media elements, what they read when they were paused, and counts its AudioContexts. */
async function hearing(browser: Browser, name: string, files: Record<string, string | Uint8Array<ArrayBuffer>>) {
  const project = await openProject(admin, { name, media: 'audio', questions }, files)
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', name))
  await page.addInitScript(() => {
    const seen = {
      media: [] as HTMLMediaElement[],
      pausedAt: [] as number[],
      stalls: [] as number[],
      contexts: 0,
      isBeating: false,
    }
    // Messages to oneself come at once where the page has a turn: the gaps between them are when it had none.
    const beats: number[] = []
    const heart = new MessageChannel()
    heart.port1.onmessage = () => {
      beats.push(performance.now())
      if (beats.length > 20_000) beats.splice(0, 10_000)
      if (seen.isBeating) heart.port2.postMessage(null)
    }
    const stall = (): number => {
      const at = performance.now()
      const before = beats.findLastIndex((beat) => beat <= at - 100)
      const last = [...beats.slice(Math.max(0, before)), at]
      return last.reduce((most, beat, index) => Math.max(most, beat - (last[index - 1] ?? beat)), 0) / 1_000
    }
    Object.assign(globalThis, { seen, beat: () => heart.port2.postMessage(null) })
    const create = document.createElement.bind(document)
    document.createElement = ((tag: string, options?: ElementCreationOptions) => {
      const made = create(tag, options)
      if (made instanceof HTMLMediaElement) seen.media.push(made)
      return made
    }) as typeof document.createElement
    const pause = HTMLMediaElement.prototype.pause
    HTMLMediaElement.prototype.pause = function (this: HTMLMediaElement) {
      if (!this.paused) {
        seen.pausedAt.push(this.currentTime)
        seen.stalls.push(stall())
      }
      pause.call(this)
    }
    globalThis.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options)
        seen.contexts += 1
      }
    }
  })
  await openQueue(page, project.id)
  await heard(page)
  return page
}

interface Seen {
  readonly media: HTMLMediaElement[]
  readonly pausedAt: number[]
  /** For each pause, the longest that the page had no turn in the tenth of a second before, in seconds. */
  readonly stalls: number[]
  isBeating: boolean
  readonly contexts: number
}

const wave = (page: Page) => page.locator('.sound-wave')
const now = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.media.at(-1)?.currentTime ?? Number.NaN)
const paused = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.media.at(-1)?.paused ?? null)

/** Drags over the waveform between two shares of its width. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  const box = await wave(page).boundingBox()
  if (!box) throw new Error('no waveform')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + from * box.width, y)
  await page.mouse.down()
  await page.mouse.move(box.x + ((from + to) / 2) * box.width, y)
  await page.mouse.move(box.x + to * box.width, y)
  await page.mouse.up()
}

test('AUD1: in an MP3 of varying bit rate clicks sound within 20 ms of where they are drawn, after 20 seeks', async ({
  browser,
}) => {
  const mp3 = await readFile(new URL('../../apps/server/src/blobs/fixtures/clicks-vbr.mp3', import.meta.url))
  const page = await hearing(browser, 'Clicks', { 'clicks.mp3': new Uint8Array(mp3) })
  // A click every three seconds, as the file was made.
  const source = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.media.at(-1)?.src ?? '')
  const peaks = await page.evaluate(async (address) => {
    const reply = await fetch(`${address}/peaks`)
    return [...new Uint8Array(await reply.arrayBuffer())]
  }, source)
  const view = new DataView(Uint8Array.from(peaks).buffer)
  // The head (20 bytes), the coarsest level (ceil(7,500 / 4) pairs) and the finest: 128 samples a pair, 125 a second.
  const samples = view.getFloat64(12, true)
  const finest = 20 + Math.ceil(samples / 512) * 4
  const drawn: number[] = []
  for (let pair = 0; pair < Math.ceil(samples / 128); pair++) {
    const seconds = (pair * 128) / RATE
    const loud = view.getInt16(finest + pair * 4 + 2, true) > 12_000
    if (loud && seconds - (drawn.at(-1) ?? -1) > 1) drawn.push(seconds)
  }
  expect(drawn).toHaveLength(19)
  for (const [index, seconds] of drawn.entries()) expect(Math.abs(seconds - 3 * (index + 1))).toBeLessThan(0.02)
  const errors = await page.evaluate(async (address) => {
    // The analyser's last samples end at the context's time of now: a click in them has a time of the player's clock.
    const media = new Audio(address)
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 8_192
    context.createMediaElementSource(media).connect(analyser).connect(context.destination)
    await new Promise((resolve) => media.addEventListener('canplay', resolve, { once: true }))
    const data = new Float32Array(analyser.fftSize)
    const found: number[] = []
    for (let n = 0; n < 20; n++) {
      // 7 is prime to 19: every click but one is sought once, in a shuffled order.
      const click = 3 * (1 + ((n * 7) % 19))
      media.pause()
      // A frame may need as many as 511 bytes of those before it (ISO/IEC 11172-3, main_data_begin): in the small frames
      // of this file's silence that is half a second, for which a decoder that begins there gives none of its sound.
      media.currentTime = click - 0.6 - (n % 5) * 0.013
      await new Promise((resolve) => media.addEventListener('seeked', resolve, { once: true }))
      // The click before has left the analyser by then.
      await new Promise((resolve) => setTimeout(resolve, 300))
      await media.play()
      const nearest: number[] = []
      for (const until = performance.now() + 1_500; performance.now() < until && nearest.length < 5; ) {
        await new Promise((resolve) => setTimeout(resolve, 5))
        const seconds = media.currentTime
        analyser.getFloatTimeDomainData(data)
        const at = data.findIndex((value) => Math.abs(value) > 0.35)
        if (at > 0) nearest.push(seconds - (data.length - at) / context.sampleRate - click)
      }
      nearest.sort((a, b) => a - b)
      found.push(nearest[Math.floor(nearest.length / 2)] ?? Number.NaN)
    }
    media.pause()
    await context.close()
    return found
  }, source)
  for (const error of errors) expect(Math.abs(error), `${errors}`).toBeLessThan(0.02)
})

/** Stops at each speed. */
const STOPS = 10

test('AUD6: a stretch played at 0.5, 1 and 2× stops within 10 ms of its end; pausing midway leaves the playhead there', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const page = await hearing(browser, 'Stretch', { 'tone.wav': tones(10, [440]) })
  await page.evaluate(() => {
    const page = globalThis as unknown as { seen: Seen; beat: () => void }
    page.seen.isBeating = true
    page.beat()
  })
  for (const speed of [0.5, 1, 2]) {
    const shown = page.locator('.transport-speed output')
    const wanted = `${speed}×`
    for (let n = 0; n < 8 && (await shown.textContent()) !== wanted; n++) {
      const is = Number.parseFloat((await shown.textContent()) ?? '')
      await page.keyboard.press(is > speed ? 'ArrowDown' : 'ArrowUp')
    }
    await expect(shown).toHaveText(wanted)
    await drag(page, 0.2, 0.3)
    const stops: { late: number; stall: number }[] = []
    for (let n = 0; n < STOPS; n++) {
      await page.keyboard.press('p')
      await expect.poll(() => paused(page)).toBe(false)
      await expect.poll(() => paused(page)).toBe(true)
      const { asked, stopped, stall } = await page.evaluate(() => {
        const { media, pausedAt, stalls } = (globalThis as unknown as { seen: Seen }).seen
        const ended = media.at(-1)?.currentTime ?? Number.NaN
        return { asked: ended, stopped: pausedAt.at(-1) ?? Number.NaN, stall: stalls.at(-1) ?? 0 }
      })
      // The selection ends at three tenths of ten seconds; a pixel is about 10 ms.
      expect(Math.abs(asked - 3)).toBeLessThan(0.05)
      stops.push({ late: stopped - asked, stall })
    }
    const inMs = (seconds: number) => (1_000 * seconds).toFixed(1)
    const said = stops.map(({ late, stall }) => `${inMs(late)} ms (stall ${inMs(stall)})`).join(', ')
    test.info().annotations.push({ type: `stops at ${speed}×`, description: said })
    // Every stop, none picked. What a machine that is busy elsewhere takes from the page is no lateness of the page's.
    for (const { late, stall } of stops) {
      expect(Math.abs(late) - speed * stall, `at ${speed}×: ${said}`).toBeLessThan(0.01)
    }
  }
  await page.evaluate(() => {
    ;(globalThis as unknown as { seen: Seen }).seen.isBeating = false
  })
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await expect.poll(() => now(page)).toBeGreaterThan(0.5)
  await page.keyboard.press('Space')
  await expect.poll(() => paused(page)).toBe(true)
  const left = await now(page)
  await page.waitForTimeout(300)
  expect(await now(page)).toBe(left)
  expect(left).toBeLessThan(3)
})

test('AUD10: a tone of 440 Hz stays 440 ± 5 Hz from 0.5 to 2×, and a change of speed moves the playhead by less than 20 ms', async ({
  browser,
}) => {
  const page = await hearing(browser, 'Tone', { 'tone.wav': tones(30, [440]) })
  const measured = await page.evaluate(async () => {
    const media = (globalThis as unknown as { seen: Seen }).seen.media.at(-1)
    if (!media) throw new Error('no media')
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 32_768
    context.createMediaElementSource(media).connect(analyser).connect(context.destination)
    const data = new Float32Array(analyser.fftSize)
    const found: { rate: number; hertz: number; moved: number }[] = []
    for (const rate of [0.5, 1, 1.5, 2]) {
      media.currentTime = 2
      await media.play()
      const before = media.currentTime
      media.playbackRate = rate
      const moved = Math.abs(media.currentTime - before)
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      analyser.getFloatTimeDomainData(data)
      let ups = 0
      let first = -1
      let last = -1
      for (let n = 1; n < data.length; n++) {
        if ((data[n - 1] ?? 0) >= 0 || (data[n] ?? 0) < 0) continue
        if (first < 0) first = n
        last = n
        ups += 1
      }
      found.push({ rate, hertz: ((ups - 1) * context.sampleRate) / (last - first), moved })
      media.pause()
    }
    await context.close()
    return found
  })
  for (const { rate, hertz, moved } of measured) {
    expect(Math.abs(hertz - 440), `at ${rate}×`).toBeLessThan(5)
    expect(moved).toBeLessThan(0.02)
  }
})

test('AUD11: louder and one channel alone on three recordings make one AudioContext, and each player is let go', async ({
  browser,
}) => {
  const names = ['a.wav', 'b.wav', 'c.wav']
  const page = await hearing(
    browser,
    'Channels',
    Object.fromEntries(names.map((name, n) => [name, tones(3 + n, [440, 220])])),
  )
  for (const [n] of names.entries()) {
    await heard(page)
    await page.getByRole('combobox', { name: 'Channel heard' }).selectOption({ label: 'Channel 2' })
    await page.getByRole('button', { name: /Louder/ }).click()
    await page.keyboard.press('Alt+k')
    await expect.poll(() => now(page)).toBeGreaterThan(0.1)
    if (n === names.length - 1) break
    await transcriptField(page).fill(`tone ${n}`)
    await page.keyboard.press('Control+Enter')
    await expect(transcriptField(page)).toHaveValue('')
  }
  const { contexts, held } = await page.evaluate(() => {
    const { contexts: made, media } = (globalThis as unknown as { seen: Seen }).seen
    return { contexts: made, held: media.filter(({ src }) => src !== '').length }
  })
  expect(contexts).toBe(1)
  expect(held).toBe(1)
})

test('AUD2, AUD14: zoom by keys and wheel fetches finer peaks in ranges from the same origin; the whole is one key away', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const asked: { url: string; range: string | undefined; bytes: number }[] = []
  const page = await hearing(browser, 'Long', { 'long.wav': tones(600, [440, 0]) })
  page.on('response', async (response) => {
    if (!response.url().includes('/blobs/')) return
    const { range } = response.request().headers()
    asked.push({ url: response.url(), range, bytes: Number(response.headers()['content-length']) })
  })
  await page.reload()
  await heard(page)
  await expect(page.locator('.sound-minimap')).toHaveCount(0)
  for (let n = 0; n < 8; n++) await page.keyboard.press('=')
  await expect(page.locator('.sound-minimap')).toBeVisible()
  await wave(page).hover()
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -300)
  await page.keyboard.up('Control')
  await expect.poll(() => asked.filter(({ url }) => url.endsWith('/peaks')).length).toBeGreaterThanOrEqual(2)
  for (const { url, range, bytes } of asked) {
    expect(new URL(url).origin).toBe(server.url)
    expect(range).toMatch(/^bytes=\d+-/)
    if (url.endsWith('/peaks')) expect(bytes).toBeLessThan(80_000)
  }
  await page.keyboard.press('z')
  await expect(page.locator('.sound-minimap')).toHaveCount(0)
})

test('AUD2: a key shows the spectrogram: a tone of 1 kHz is a line at its height, as wide as the recording, also after a reload', async ({
  browser,
}) => {
  const page = await hearing(browser, 'Frequencies', { 'tone.wav': tones(20, [1_000]) })
  const picture = page.locator('.sound-spectrum canvas[data-whole]')
  await expect(page.locator('.sound-spectrum')).toHaveCount(0)
  await page.keyboard.press('Alt+Shift+s')
  await expect(picture).toBeVisible()
  await expect(page.getByRole('button', { name: 'Spectrogram on or off' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('.sound-spectrum')).toContainText('1 kHz')
  /** How far from the top the darkest pixel is, in columns over the whole width; it is a light page. */
  const ridge = () =>
    picture.evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no context')
      return [0.02, 0.25, 0.5, 0.75, 0.98].map((share) => {
        const { data } = context.getImageData(Math.floor(share * canvas.width), 0, 1, canvas.height)
        let darkest = 0
        const light = (y: number) => (data[y * 4] ?? 0) + (data[y * 4 + 1] ?? 0) + (data[y * 4 + 2] ?? 0)
        for (let y = 1; y < canvas.height; y++) if (light(y) < light(darkest)) darkest = y
        return (darkest + 0.5) / canvas.height
      })
    })
  // 1 kHz is 1,000 mel, 8 kHz, the top, 2,840: the line is 1 − 1,000 / 2,840 from the top, give or take a row of 128.
  for (const y of await ridge()) expect(Math.abs(y - (1 - 1_000 / 2_840))).toBeLessThan(1.5 / 128)
  // Zoomed in, it is computed from the sound itself.
  for (let n = 0; n < 6; n++) await page.keyboard.press('=')
  await expect(page.locator('.sound-minimap')).toBeVisible()
  await expect(picture).toBeVisible()
  for (const y of await ridge()) expect(Math.abs(y - (1 - 1_000 / 2_840))).toBeLessThan(2.5 / 128)
  await page.reload()
  await heard(page)
  await expect(picture).toBeVisible()
  await page.keyboard.press('Alt+Shift+s')
  await expect(page.locator('.sound-spectrum')).toHaveCount(0)
})

test('AUD7: AAC in an M4A, which the server does not decode, plays with a waveform that is not flat', async ({
  browser,
}) => {
  const m4a = await readFile(new URL('../../apps/server/src/blobs/fixtures/tone.m4a', import.meta.url))
  const page = await hearing(browser, 'Apple', { 'tone.m4a': new Uint8Array(m4a) })
  await expect(page.locator('.transcript-loading')).toHaveCount(0)
  // Rows painted in the column at the middle of the waveform, as a share of its height.
  const painted = () =>
    page.locator('.sound-wave canvas').evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const { data } = canvas.getContext('2d')?.getImageData(Math.floor(canvas.width / 2), 0, 1, canvas.height) ?? {
        data: [],
      }
      let rows = 0
      for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) rows += 1
      return rows / canvas.height
    })
  await expect.poll(painted).toBeGreaterThan(0.3)
  await page.keyboard.press('Space')
  await expect.poll(() => now(page)).toBeGreaterThan(0.2)
})

test('AUD14: an address that ran out is renewed where one was; a broken line says so and is tried again; no edit is lost', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const page = await hearing(browser, 'Renewed', { 'long.wav': tones(600, [440, 0]) })
  const typed = 'what was said so far'
  await transcriptField(page).fill(typed)
  await page.keyboard.press('Escape')
  // Its bytes are refused as after the end of a session, so many times.
  let refusals = 0
  let refused = 0
  await page.route(/\/blobs\/[0-9a-f]+$/, async (route) => {
    if (refused >= refusals) return route.continue()
    refused += 1
    await route.fulfill({ status: 401, body: '' })
  })
  const seekTo = async (share: number) => {
    const box = await wave(page).boundingBox()
    if (!box) throw new Error('no waveform')
    await page.mouse.click(box.x + share * box.width, box.y + box.height / 2)
  }
  refusals = 1
  await page.keyboard.press('Space')
  await seekTo(0.5)
  await expect.poll(() => refused).toBe(1)
  await expect.poll(() => now(page)).toBeGreaterThan(300.3)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(transcriptField(page)).toHaveValue(typed)

  refusals = Number.POSITIVE_INFINITY
  await seekTo(0.8)
  const alert = page.getByRole('alert').filter({ hasText: 'The line to the recording broke' })
  await expect(alert).toBeVisible()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await expect(transcriptField(page)).toHaveValue(typed)
  refusals = 0
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(alert).toHaveCount(0)
  await expect.poll(() => now(page)).toBeGreaterThan(480)
  await expect.poll(() => paused(page)).toBe(false)
  await expect(transcriptField(page)).toHaveValue(typed)
})
