// Segments from drafts to a file: heard, written, cut, merged and moved, by keys alone and by mouse.
import { readFile } from 'node:fs/promises'
import { writePcmWav } from '@etabli/formats'
import type { Answers, Mark } from '@etabli/schema'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { answerAll } from '../answering.ts'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { draftKept, marks, openQueue, submitButton } from '../pages/label.ts'
import { clockOf, heard } from '../pages/recordings.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'
import { textIn } from '../zip.ts'

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

/** Half of every second a tone, half silence. */
function recording(): Uint8Array<ArrayBuffer> {
  const sample = (n: number) => ((n / RATE) % 1 < 0.5 ? 8_000 * Math.sin((2 * Math.PI * 220 * n) / RATE) : 0)
  const samples = Int16Array.from({ length: SECONDS * RATE }, (_, n) => sample(n))
  return writePcmWav(samples, RATE)
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
  return openProject(admin, { name, media: 'audio', overlap: 1, questions: [question(options)] }, files)
}

async function hearing(browser: Browser, project: Awaited<ReturnType<typeof turns>>, name: string): Promise<Page> {
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', name))
  await openQueue(page, project.id)
  await heard(page)
  return page
}

/** The text of the segment at hand. */
const text = (page: Page) => page.getByRole('textbox', { name: /What is said in segment/ })
const rows = (page: Page) => page.locator('.segment-row')
const region = (page: Page, id: string) => page.locator(`.region[data-segment="${id}"]`)

/** What the list of marks says of each: `0:00.0 – 0:03.0 words`. */
const listed = async (page: Page) =>
  (await marks(page).allTextContents()).map((line) => /\d:[\d.]+ – \d:[\d.]+/.exec(line)?.[0])

async function exported(browser: Browser, project: Awaited<ReturnType<typeof turns>>): Promise<string> {
  const page = await enter(browser, server, admin)
  return textIn(await downloadExport(page, project.id, /CSV/), 'segments.csv')
}

test('AUD3: editing segment 3 of 5 prefilled ones changes only its text in the export; a reload shows the same', async ({
  browser,
}) => {
  const project = await turns('Third of five', FIVE)
  const page = await hearing(browser, project, 'Thea')
  await rows(page).nth(2).getByRole('button').click()
  await text(page).fill('another thing')
  await draftKept(page)
  await page.reload()
  await expect(rows(page)).toHaveCount(5)
  await expect(rows(page).nth(2)).toContainText('another thing')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/1 of 1/)).toBeVisible()
  const lines = (await exported(browser, project)).trim().split(/\r?\n/)
  const expected = FIVE.map(({ id, start, end, speaker, text: said }) =>
    [id, start, end, speaker, id === 'turn-3' ? 'another thing' : said].join(),
  )
  expect(lines.slice(1).map((line) => line.slice(line.indexOf(',') + 1))).toEqual(expected)
})

test('AUD9: one key saves, goes to the next segment, focuses its text and plays it; 20 segments without a mouse', async ({
  browser,
}) => {
  const twenty = Array.from({ length: 20 }, (_, index) => ({
    id: `t${index + 1}`,
    start: index * 1.2,
    end: index * 1.2 + 1,
    speaker: 'Ann',
    text: `draft ${index + 1}`,
  }))
  const project = await turns('Twenty', twenty)
  const page = await hearing(browser, project, 'Tess')
  await page.keyboard.press('n')
  for (let number = 1; number <= 20; number += 1) {
    await expect(text(page)).toBeFocused()
    await expect(text(page)).toHaveValue(`draft ${number}`)
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
    // Playing on from the segment before would stop short of this.
    await expect.poll(() => clockOf(page)).toBeGreaterThanOrEqual(Math.floor((number - 1) * 12) / 10 - 0.1)
    if (number % 5 === 0) await page.keyboard.type(', heard')
    await page.keyboard.press(number % 2 === 0 ? 'Enter' : 'Alt+n')
  }
  // The last one stays, and is accepted as the others are.
  await expect(page.locator('.segment-row[data-proposed]')).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/1 of 1/)).toBeVisible()
  const said = (await exported(browser, project)).match(/draft \d+(?:, heard)?/g)
  expect(said).toEqual(twenty.map(({ text: draft }, index) => ((index + 1) % 5 === 0 ? `${draft}, heard` : draft)))
})

test('AUD15: split at the caret, then merge by keys: the identical segment; one undo each', async ({ browser }) => {
  const page = await hearing(browser, await turns('Cut', FIVE), 'Cato')
  await page.keyboard.press('n')
  await expect(text(page)).toBeFocused()
  await text(page).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(8, 8))
  await page.keyboard.press('Alt+s')
  await expect(rows(page)).toHaveCount(6)
  await expect(rows(page).nth(0)).toContainText('what was')
  await expect(text(page)).toHaveValue('said in number 1')
  await page.keyboard.press('Alt+Shift+m')
  await expect(rows(page)).toHaveCount(5)
  await expect(text(page)).toHaveValue('what was said in number 1')
  await expect(rows(page).nth(0)).toContainText('0:00.0 – 0:03.0')
  await page.keyboard.press('Control+z')
  await expect(rows(page)).toHaveCount(6)
  await page.keyboard.press('Control+z')
  await expect(rows(page)).toHaveCount(5)
  await expect(rows(page).nth(0)).toContainText('what was said in number 1')
})

test('AUD4: undoing a moved segment restores its exact bounds; boundaries go by keys', async ({ browser }) => {
  const page = await hearing(browser, await turns('Moved', FIVE), 'Mona')
  const before = await listed(page)
  const box = await region(page, 'turn-2').boundingBox()
  if (!box) throw new Error('the region is not there')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => (await listed(page))[1]).not.toBe(before[1])
  await page.keyboard.press('Control+z')
  await expect.poll(() => listed(page)).toEqual(before)

  await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect.poll(async () => (await listed(page))[1]).toBe('0:04.0 – 0:07.1')
  await page.keyboard.press('Control+Alt+Shift+ArrowLeft')
  await expect.poll(async () => (await listed(page))[1]).toBe('0:03.9 – 0:07.1')
  for (let press = 0; press < 10; press += 1) await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(async () => (await listed(page))[1]).toBe('0:03.9 – 0:07.0')
})

test('AUD13: a segment starts inside another without moving it; handles of overlapping ones stay reachable', async ({
  browser,
}) => {
  const page = await hearing(browser, await turns('Overlap', FIVE), 'Olga')
  const before = await listed(page)
  const one = await region(page, 'turn-1').boundingBox()
  if (!one) throw new Error('the region is not there')
  // Within a segment a drag moves it; a new one begins there by key, at the playhead.
  await page.mouse.click(one.x + one.width / 2, one.y + one.height / 2)
  await page.keyboard.press('Escape')
  await page.keyboard.press('b')
  await expect(rows(page)).toHaveCount(6)
  expect((await listed(page)).slice(0, 5)).toEqual(before)
  const lanes = await page.locator('.region').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top))
  expect(new Set(lanes).size).toBe(2)
  // The first one's end lies under the new one, a lane higher: it is still the one that is taken hold of.
  const edge = region(page, 'turn-1').locator('.region-edge[data-edge="end"]')
  const place = await edge.boundingBox()
  if (!place) throw new Error('the boundary is not there')
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2)
  await page.mouse.down()
  await page.mouse.move(place.x - 40, place.y + place.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => (await listed(page))[0]).not.toBe(before[0])
  expect((await listed(page)).slice(1, 5)).toEqual(before.slice(1))
})

test('AUD13: a no-overlap rule clips what is drawn', async ({ browser }) => {
  const page = await hearing(browser, await turns('Alone', FIVE, { overlap: false }), 'Nora')
  const gap = await region(page, 'turn-1').boundingBox()
  const next = await region(page, 'turn-2').boundingBox()
  if (!gap || !next) throw new Error('the regions are not there')
  const y = gap.y + gap.height / 2
  await page.mouse.move(gap.x + gap.width + 12, y)
  await page.mouse.down()
  await page.mouse.move(next.x + next.width / 2, y, { steps: 6 })
  await page.mouse.up()
  await expect(rows(page)).toHaveCount(6)
  expect((await listed(page)).at(-1)).toMatch(/0:03\.\d – 0:04\.0/)
})

test('AUD4: a tab killed in mid-sentence of a segment comes back with what was typed', async ({ browser }) => {
  const project = await turns('Killed', FIVE)
  const page = await hearing(browser, project, 'Kim')
  await page.keyboard.press('n')
  const text = page.getByRole('textbox', { name: 'What is said in segment 1' })
  await expect(text).toBeFocused()
  await page.keyboard.press('Control+a')
  const typed = 'good morning to everyone in the ro'
  await page.keyboard.type(typed, { delay: 60 })
  await expect(text).toHaveValue(typed)
  const context = page.context()
  await page.close({ runBeforeUnload: false })
  const again = await context.newPage()
  await again.goto(`/label/${project.id}`)
  await heard(again)
  await rows(again).first().getByRole('button').click()
  const kept = await again.getByRole('textbox', { name: 'What is said in segment 1' }).inputValue()
  // The line allows two seconds, here 33 letters; every stroke is kept but for those on their way.
  expect(typed.startsWith(kept), `"${kept}" is what was typed so far`).toBe(true)
  expect(kept.length).toBeGreaterThanOrEqual(typed.length - 2)
})

test('AUD6: a segment that is played stops at its end', async ({ browser }) => {
  const short = FIVE.map((turn) => ({ ...turn, end: turn.start + 0.7 }))
  const page = await hearing(browser, await turns('Stops', short), 'Sam')
  await rows(page).nth(1).getByRole('button').click()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  expect(await clockOf(page)).toBeCloseTo(4.7, 1)
})

test('AUD8: rows of an import are drafts; a row that does not fit is refused by line and reason', async () => {
  const late = [{ id: 'late', start: 23, end: 25, speaker: 'Ann', text: 'too late' }]
  await expect(turns('Late', [...FIVE, ...late])).rejects.toThrow(/"line":7.*after the recording/)
})

test('by keys alone from nothing: made, bounded, given a speaker, written, submitted', async ({ browser }) => {
  const project = await turns('Nothing yet', [])
  const page = await hearing(browser, project, 'Nell')
  await expect(page.getByText('No segments yet')).toBeVisible()
  await page.keyboard.press('2')
  await page.keyboard.press('b')
  await expect(rows(page)).toHaveCount(1)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => clockOf(page)).toBe(4)
  await page.keyboard.press(']')
  await page.keyboard.press('e')
  await page.keyboard.type('Written without a mouse')
  await page.keyboard.press('Escape')
  await expect(submitButton(page)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/1 of 1/)).toBeVisible()
  expect(await exported(browser, project)).toMatch(/,0,4,Bo,Written without a mouse/)
})

test('speech is proposed, and what is loud if wanted: dashed, none accepted yet, all accepted by one key, one undo', async ({
  browser,
}) => {
  const page = await hearing(browser, await turns('Found', []), 'Fay')
  await page.getByRole('button', { name: /Find speech/ }).click()
  // The model of speech knows a tone for none; the server says so once it has listened.
  await expect(page.locator('.segment-tools')).toContainText('No speech was heard here', { timeout: 60_000 })
  await expect(rows(page)).toHaveCount(0)
  await page.getByRole('button', { name: /Find what is loud/ }).click()
  // A tone of half a second at the start of each second.
  await expect(rows(page)).toHaveCount(SECONDS)
  await expect(page.locator('.segment-row[data-proposed]')).toHaveCount(SECONDS)
  expect((await listed(page)).slice(0, 2)).toEqual(['0:00.0 – 0:00.6', '0:00.9 – 0:01.6'])
  await page.keyboard.press('Alt+a')
  await expect(page.locator('.segment-row[data-proposed]')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(rows(page)).toHaveCount(0)

  // Somebody who speaks from 0.42 to 3.67 s, by a recogniser's times of the words.
  const flac = await readFile(new URL('../../datasets/assistant/audio/en-001.flac', import.meta.url))
  const draft = { name: 'Spoken', media: 'audio' as const, questions: [question()] }
  const project = await openProject(admin, draft, { 'spoken.flac': new Uint8Array(flac) })
  const other = await hearing(browser, project, 'Fred')
  await other.keyboard.press('Alt+y')
  await expect(other.locator('.segment-row[data-proposed]')).toHaveCount(1, { timeout: 60_000 })
  expect(await listed(other)).toEqual([expect.stringMatching(/^0:00\.[45] – 0:03\.[78]$/)])
})

/** A segment that someone answers, of a speaker, with its text. */
function turn(id: string, start: number, end: number, label: string, text: string): Mark {
  const mark = { id, question: 'turns', kind: 'segment', label, value: { start, end, text }, source: 'person' }
  return { ...mark, confidence: null } as unknown as Mark
}

test('a reviewer settles segment by segment by keys: the next that differs is heard, taken whole or by words', async ({
  browser,
}) => {
  const draft = { name: 'Settled turns', media: 'audio' as const, questions: [question()], overlap: 3 }
  const project = await openProject(admin, draft, { 'tones.wav': recording() })
  const said: Record<string, Answers> = {
    'Ana Turn': [turn('a', 0, 2, 'ann', 'good morning'), turn('b', 4, 7, 'bo', 'turn it on now')],
    'Ben Turn': [turn('a', 0, 2, 'ann', 'good morning'), turn('b', 4, 7, 'bo', 'turn it on now')],
    'Cleo Turn': [turn('a', 0, 2, 'ann', 'Good morning.'), turn('b', 4.5, 8, 'ann', 'turn it off now')],
  }
  for (const [name, answers] of Object.entries(said)) {
    await answerAll(server, await invite(server, admin, project.id, 'annotator', name), project, () => answers)
  }
  const page = await enter(browser, server, await invite(server, admin, project.id, 'reviewer', 'Rui Turn'))
  await page.goto(`/review/${project.id}`)
  await heard(page)
  await expect(page.locator('.segment-count')).toHaveText('2 segments · 1 on which versions differ')
  await page.keyboard.press('d')
  await expect(page.locator('.segment-row[aria-current] .segment-clock').first()).toHaveText('0:04.0 – 0:07.0')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  // Of the third version the speaker and both boundaries differ, by more than a quarter of a second.
  const versions = page.locator('.segment-versions li')
  await expect(versions.nth(2).locator('mark')).toHaveText(['Ann', '0:04.5', '0:08.0'])
  await expect(versions.nth(0).locator('mark')).toHaveCount(0)
  // Past the segment as a whole, its words.
  await page.keyboard.press('d')
  const open = page.locator('.settle-column[data-open]')
  await expect(open.locator('.settle-cell')).toHaveText(['on', 'on', 'off'])
  await page.keyboard.press('3')
  const text = page.getByRole('textbox', { name: 'What is said in segment 2' })
  await expect(text).toHaveValue('turn it off now')
  await page.keyboard.press('Shift+d')
  await page.keyboard.press('3')
  await expect(page.locator('.segment-row[aria-current] .segment-clock').first()).toHaveText('0:04.5 – 0:08.0')
  await expect(page.locator('.segment-row[aria-current] .segment-name')).toHaveText('Ann')
  // One step of undo each.
  await page.keyboard.press('Control+z')
  await expect(page.locator('.segment-row[aria-current] .segment-clock').first()).toHaveText('0:04.0 – 0:07.0')
  await page.keyboard.press('Control+z')
  await expect(text).toHaveValue('turn it on now')
})
