// Segments from drafts to a file: heard, written, cut, merged and moved, by keys alone and by mouse.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { openQueue } from '../pages/label.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'

/** Seconds of the recording: a tone of half a second at the start of each second. */
const SECONDS = 24
const RATE = 8_000

function question(options: Record<string, boolean | number> = {}) {
  return {
    id: 'turns',
    kind: 'segment',
    title: 'Who says what',
    labels: [
      { id: 'ann', name: 'Ann', colour: 0, key: '1' },
      { id: 'bo', name: 'Bo', colour: 1, key: '2' },
    ],
    options: { transcript: true, ...options },
  }
}

/** 16-bit mono WAV. */
function recording(): Uint8Array<ArrayBuffer> {
  const samples = SECONDS * RATE
  const view = new DataView(new ArrayBuffer(44 + samples * 2))
  const words = (at: number, text: string) =>
    [...text].forEach((sign, index) => view.setUint8(at + index, sign.charCodeAt(0)))
  words(0, 'RIFF')
  view.setUint32(4, 36 + samples * 2, true)
  words(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  words(36, 'data')
  view.setUint32(40, samples * 2, true)
  for (let at = 0; at < samples; at += 1) {
    const isHeard = (at / RATE) % 1 < 0.5
    view.setInt16(44 + at * 2, isHeard ? 8_000 * Math.sin((2 * Math.PI * 220 * at) / RATE) : 0, true)
  }
  return new Uint8Array(view.buffer)
}

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

interface Turn {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly speaker: string
  readonly text: string
}

const FIVE: readonly Turn[] = Array.from({ length: 5 }, (_, index) => ({
  id: `turn-${index + 1}`,
  start: index * 4,
  end: index * 4 + 3,
  speaker: index % 2 === 0 ? 'Ann' : 'Bo',
  text: `what was said in number ${index + 1}`,
}))

/** A project with one recording and these turns as drafts, a row each. */
async function turns(name: string, list: readonly Turn[], options = {}) {
  const rows = list.map(({ id, start, end, speaker, text }) => `audio/a.wav,${id},${start},${end},${speaker},${text}`)
  const files: Record<string, string | Uint8Array<ArrayBuffer>> = { 'audio/a.wav': recording() }
  if (list.length > 0) files['turns.csv'] = `${['path,id,start,end,speaker,text', ...rows].join('\n')}\n`
  return openProject(admin, { name, media: 'audio', questions: [question(options)] }, files)
}

async function hearing(browser: Browser, project: Awaited<ReturnType<typeof turns>>, name: string): Promise<Page> {
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', name))
  await openQueue(page, project.id)
  await expect(page.locator('.transcript-sound[data-ready]')).toBeVisible()
  return page
}

test('LOOK', async ({ browser }) => {
  const over = [...FIVE, { id: 'over', start: 5.5, end: 9, speaker: 'Ann', text: 'over' }]
  const page = await hearing(browser, await turns('Turns', over), 'Cleo')
  const shot = (name: string) => page.screenshot({ path: `/tmp/segments/${name}.png` })
  await page.setViewportSize({ width: 1440, height: 900 })
  await shot('a')
  await page.keyboard.press('n')
  await page.waitForTimeout(400)
  await shot('b')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForTimeout(300)
  await shot('b-dark')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(300)
  await shot('c-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.waitForTimeout(300)
  await shot('c')
})
