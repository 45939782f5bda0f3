// Sentences read aloud: a microphone that Chromium plays from a file, keys alone, a stretch without a line, and what the
// server has of it in the end.
import type { Project } from '@etabli/schema'
import { expect, type Page, test } from '@playwright/test'
import { enter } from '../pages/enter.ts'
import { everythingSaved, openQueue } from '../pages/label.ts'
import { amplitudeAt, browserWith, recordedIn, TONE, voices } from '../pages/voice.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'

const questions = [{ id: 'recording', kind: 'recording', title: 'Read the sentence aloud', required: true }]
const SENTENCES = ['Wake me in ten minutes.', 'Turn on the light in the hall.', 'What is the weather like?']

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterAll(() => server.destroy())

const sentences = (name: string, count: number, overlap = 1): Promise<Project> =>
  openProject(
    admin,
    { name, media: 'text', questions, overlap },
    {
      'sentences.jsonl': SENTENCES.slice(0, count)
        .map((text, n) => `${JSON.stringify({ id: `s${n}`, text })}\n`)
        .join(''),
    },
  )

const meter = (page: Page) => page.getByRole('meter', { name: 'Level of the microphone in dBFS' })
const levelOf = async (page: Page) => Number(await meter(page).getAttribute('aria-valuenow'))
const take = (page: Page) => page.getByRole('region', { name: 'Your take' })
const recorded = (page: Page) => take(page).locator('.take-player[data-ready]')
const figures = (page: Page) => take(page).getByText(/dBFS/).last()

/** Records for so many seconds by the one key, and waits for the take. */
async function record(page: Page, seconds: number): Promise<void> {
  await expect(page.getByRole('button', { name: /^Record/ })).toBeVisible()
  await page.keyboard.press('Space')
  const time = page.locator('.record-time > span').first()
  const elapsed = async () => {
    const [, minutes = '0', rest = '0'] = /(\d+):([\d.]+)/.exec((await time.textContent()) ?? '') ?? []
    return 60 * Number(minutes) + Number(rest)
  }
  await expect.poll(elapsed).toBeGreaterThanOrEqual(seconds)
  await page.keyboard.press('Space')
  await expect(recorded(page)).toBeVisible()
}

test('by keys alone: record, see the level, stop, hear, redo, take back, submit; one of them without a line', async () => {
  const project = await sentences('Read aloud', 2)
  const browser = await browserWith(voices.tone())
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Vera Voice'))
  await openQueue(page, project.id)
  await expect(page.getByText(SENTENCES[0] ?? '')).toBeVisible()
  await expect(page.getByText('Your browser will ask for the microphone.', { exact: false })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Record/ })).toContainText('Space')

  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: /^Stop/ })).toBeVisible()
  // A quarter of full scale is −12 dBFS.
  await expect.poll(() => levelOf(page)).toBeGreaterThan(-15)
  expect(await levelOf(page)).toBeLessThan(-9)
  await page.keyboard.press('Escape')
  await expect(take(page)).toBeHidden()

  await record(page, 1)
  await expect(take(page).getByText('Sounds right.')).toBeVisible()
  const first = await figures(page).textContent()
  await page.keyboard.press('p')
  await expect(take(page).locator('.take-player[data-playing]')).toBeVisible()
  await record(page, 2)
  // The take before is seen until the device has the new one.
  await expect(figures(page)).not.toHaveText(first ?? '')
  const second = await figures(page).textContent()
  await page.keyboard.press('Control+z')
  await expect(figures(page)).toHaveText(first ?? '')
  await expect(recorded(page)).toBeVisible()
  await page.keyboard.press('Control+Shift+z')
  await expect(figures(page)).toHaveText(second ?? '')

  await page.context().setOffline(true)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(SENTENCES[1] ?? '')).toBeVisible()
  await record(page, 1)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/Offline: 2 kept on this device/)).toBeVisible()
  await page.context().setOffline(false)
  await page.reload()
  await everythingSaved(page)

  const takes = await recordedIn(server.url, admin, project)
  expect(takes.map(({ task }) => task)).toEqual(['s0', 's1'])
  expect(takes[0]?.value.seconds).toBeGreaterThanOrEqual(2)
  for (const { value, samples } of takes) {
    expect(samples.length / value.sampleRate).toBeCloseTo(value.seconds, 3)
    expect(value.checks).toEqual([])
    const heard = amplitudeAt(samples, value.sampleRate, TONE)
    // The file's own quarter of full scale.
    expect(heard).toBeGreaterThan(0.23)
    expect(heard).toBeLessThan(0.27)
    for (const other of [220, 300, 660, 880]) {
      expect(amplitudeAt(samples, value.sampleRate, other)).toBeLessThan(heard / 10)
    }
  }
  await browser.close()
})

test('says what is wrong with a take, refuses a silent one, and what to do where there is no microphone', async () => {
  test.slow()
  const project = await sentences('Read badly', 2, 3)
  const loud = await browserWith(voices.shouted())
  const shouting = await enter(loud, server, await invite(server, admin, project.id, 'annotator', 'Shane Shout'))
  await openQueue(shouting, project.id)
  await record(shouting, 1)
  await expect(take(shouting).getByText(/^Clipped: [\d.]+ % of it is at full scale/)).toBeVisible()
  await shouting.keyboard.press('Control+Enter')
  await expect(shouting.getByText(SENTENCES[1] ?? '')).toBeVisible()
  await everythingSaved(shouting)
  expect((await recordedIn(server.url, admin, project)).map(({ value }) => value.checks)).toEqual([['clipped']])
  await loud.close()

  const still = await browserWith(voices.silence())
  const silent = await enter(still, server, await invite(server, admin, project.id, 'annotator', 'Sid Silent'))
  await openQueue(silent, project.id)
  await record(silent, 1)
  await expect(take(silent).getByText(/^Nothing was heard/)).toBeVisible()
  await silent.keyboard.press('Control+Enter')
  await expect(silent.getByText(/nothing was heard in the take/).first()).toBeVisible()
  await still.close()

  const closed = await browserWith(null)
  const refusing = await enter(closed, server, await invite(server, admin, project.id, 'annotator', 'Nora No'))
  await openQueue(refusing, project.id)
  await expect(refusing.getByRole('button', { name: /^Record/ })).toBeVisible()
  await refusing.keyboard.press('Space')
  await expect(refusing.getByRole('alert')).toContainText('Allow it by the sign beside the address')
  await expect(refusing.getByRole('button', { name: /^Record/ })).toBeEnabled()
  await closed.close()
})
