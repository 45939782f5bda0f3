// Keys that the person chose for themselves, and a page of a phone under fingers.
import { readFile } from 'node:fs/promises'
import type { Answers } from '@etabli/schema'
import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { answerAll } from '../answering.ts'
import { enter, leaveAll } from '../pages/enter.ts'
import { marks, openQueue } from '../pages/label.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject, shelfImages } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

const boxes = [
  {
    id: 'objects',
    kind: 'box',
    title: 'Objects',
    labels: [
      { id: 'bottle', name: 'Bottle', colour: 0, key: '1' },
      { id: 'can', name: 'Can', colour: 1, key: '2' },
    ],
  },
]

async function spoken(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL('../../datasets/assistant/audio/en-001.flac', import.meta.url)))
}

async function shelf(name: string) {
  return openProject(admin, { name, media: 'image', questions: boxes }, await shelfImages(['shelf-001.jpg']))
}

test('a key is changed in the list of keys; a key that is taken is refused by name; both hold over a reload', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const project = await shelf('Keys')
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Kay Keys'))
  await openQueue(page, project.id)
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keys' })
  const change = help.getByRole('button', { name: 'Change the key of “Skip this task”' })
  await change.click()
  await page.keyboard.press('Control+z')
  await expect(help.getByRole('alert')).toContainText('is taken by “Undo”')
  await change.click()
  await page.keyboard.press('2')
  await expect(help.getByRole('alert')).toContainText('belongs to the labels')
  await change.click()
  await page.keyboard.press('F7')
  await expect(help.getByRole('alert')).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()

  await page.reload()
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
  await page.keyboard.press('F7')
  await expect(page.getByRole('dialog', { name: 'Skip this task' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await help.getByRole('button', { name: 'Back to its own key' }).click()
  await expect(help.getByRole('button', { name: 'Back to its own key' })).toBeHidden()
  await page.keyboard.press('Escape')
  await page.keyboard.press('F7')
  await expect(page.getByRole('dialog', { name: 'Skip this task' })).toBeHidden()
})

/** One key, two commands: the first is only there while something is half drawn or chosen, and then comes first. */
const IN_THE_MIDDLE = [
  'image.undo-point label.undo',
  'image.skip-point label.skip',
  'image.place label.submit',
  'image.cancel image.smart-let-go',
  'label.submit text.link-here text.tag',
  // Escape lets go of the link that is begun before the selection; Delete takes what is selected, of either kind.
  'text.cancel text.link-cancel',
  'text.delete text.unlink',
  // Escape leaves the text in which the caret is, else the difference that is open.
  'audio.leave audio.leaveDifference',
  'audio.leaveDifference segment.leave',
  'audio.leave audio.leaveDifference segment.leave',
]

/** Keys that two commands of the open page have, with the commands. Waits until the page has registered so many. */
async function clashesOn(page: Page, atLeast: number): Promise<string[]> {
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  const rows = await page
    .locator('.help-row')
    .evaluateAll((found) =>
      found.map((row) => ({ id: row.getAttribute('data-command') ?? '', keys: row.getAttribute('data-keys') ?? '' })),
    )
  expect(rows.length).toBeGreaterThan(atLeast)
  const byKey = new Map<string, string[]>()
  for (const { id, keys } of rows) {
    for (const key of keys.split(' ').filter(Boolean)) byKey.set(key, [...(byKey.get(key) ?? []), id])
  }
  return [...byKey].flatMap(([key, ids]) => {
    const names = ids.toSorted().join(' ')
    return ids.length > 1 && !IN_THE_MIDDLE.includes(names) ? [`${key}: ${names}`] : []
  })
}

test('IMG18: no two commands of the image page have one key', async ({ browser }) => {
  const project = await shelf('Own keys')
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Ona Own'))
  await openQueue(page, project.id)
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
  expect(await clashesOn(page, 60)).toEqual([])
})

for (const { medium, project, ready, atLeast, both = [] } of [
  {
    medium: 'a transcript',
    project: async () =>
      openProject(
        admin,
        { name: 'Transcripts', media: 'audio', questions: [{ id: 'said', kind: 'transcript', title: 'Said' }] },
        {
          'a.flac': await spoken(),
          'list.jsonl': '{"audio_filepath":"a.flac","text":"play it","alternatives":["play in"]}\n',
        },
      ),
    ready: '.transcript-sound[data-ready]',
    atLeast: 30,
  },
  {
    medium: 'segments with transcripts beside a taxonomy',
    project: async () =>
      openProject(
        admin,
        {
          name: 'Segments',
          media: 'audio',
          questions: [
            { id: 'turns', kind: 'segment', title: 'Turns', labels: boxes[0]?.labels, options: { transcript: true } },
            {
              id: 'topic',
              kind: 'single',
              title: 'Topic',
              labels: [
                { id: 'music', name: 'Music', colour: 3, key: null },
                { id: 'jazz', name: 'Jazz', colour: 4, key: null, parent: 'music' },
              ],
            },
          ],
        },
        { 'a.flac': await spoken(), 'turns.csv': 'path,id,start,end,speaker,text\na.flac,one,0.1,0.8,Can,play it\n' },
      ),
    ready: '.transcript-sound[data-ready]',
    atLeast: 40,
    both: ['segment.split', 'choice.find'],
  },
  {
    medium: 'a text',
    project: async () =>
      openProject(
        admin,
        {
          name: 'Texts',
          media: 'text',
          questions: [
            { id: 'names', kind: 'span', title: 'Names', labels: boxes[0]?.labels },
            {
              id: 'links',
              kind: 'relation',
              title: 'Links',
              labels: [{ id: 'knows', name: 'knows', colour: 2, key: '3' }],
            },
          ],
        },
        { 'a.jsonl': '{"text":"Ada Lovelace lives in Oslo"}\n' },
      ),
    ready: '.text-stage[data-relations]',
    atLeast: 25,
  },
]) {
  test(`no two commands of the page of ${medium} have one key`, async ({ browser }) => {
    const { id } = await project()
    const page = await enter(browser, server, await invite(server, admin, id, 'annotator', `Ona ${medium}`))
    await openQueue(page, id)
    await expect(page.locator(ready)).toBeVisible()
    expect(await clashesOn(page, atLeast)).toEqual([])
    for (const command of both) await expect(page.locator(`.help-row[data-command="${command}"]`)).toBeAttached()
  })
}

test('no two commands of the desk have one key where transcripts, segments or both are settled', async ({
  browser,
}) => {
  const words = { id: 'said', kind: 'transcript', title: 'Said' }
  const labels = boxes[0]?.labels
  const turns = { id: 'turns', kind: 'segment', title: 'Turns', labels, options: { transcript: true } }
  const mark = (question: string, kind: string, label: string | null, value: object) => ({
    id: `${question}-1`,
    question,
    kind,
    label,
    value,
    source: 'person',
    confidence: null,
  })
  const one = (text: string): Answers =>
    [
      mark('said', 'transcript', null, { text }),
      mark('turns', 'segment', 'can', { start: 0.2, end: 1, text }),
    ] as unknown as Answers
  for (const [name, questions] of Object.entries({ words: [words], turns: [turns], both: [turns, words] })) {
    const draft = { name: `Settle ${name}`, media: 'audio' as const, questions, overlap: 2 }
    const project = await openProject(admin, draft, { 'a.flac': await spoken() })
    const asked = new Set<string>(questions.map(({ id }) => id))
    for (const [person, text] of [
      [`Ona ${name}`, 'play it now'],
      [`Una ${name}`, 'play in now'],
    ] as const) {
      const answers = one(text).filter(({ question }) => asked.has(question))
      await answerAll(server, await invite(server, admin, project.id, 'annotator', person), project, () => answers)
    }
    const page = await enter(browser, server, admin)
    await page.goto(`/review/${project.id}`)
    await expect(page.locator('.transcript-sound[data-ready]')).toBeVisible()
    expect(await clashesOn(page, 50)).toEqual([])
    await page.context().close()
  }
})

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

interface Finger {
  readonly x: number
  readonly y: number
}

/** Fingers put down, moved in steps, and lifted. */
async function drag(session: CDPSession, from: readonly Finger[], to: readonly Finger[]): Promise<void> {
  const steps = 6
  const at = (share: number) =>
    from.map((finger, id) => ({
      id,
      x: finger.x + share * ((to[id]?.x ?? finger.x) - finger.x),
      y: finger.y + share * ((to[id]?.y ?? finger.y) - finger.y),
    }))
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
  for (let step = 1; step <= steps; step++)
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / steps) })
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('on a phone one finger draws a box and two fingers zoom, and the page itself stays as it is', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const project = await shelf('Fingers')
  const person = await invite(server, admin, project.id, 'annotator', 'Fay Fingers')
  const page = await enter(browser, server, person, phone)
  await openQueue(page, project.id)
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
  const canvas = await page.locator('canvas').first().boundingBox()
  if (!canvas) throw new Error('the stage has no place')
  const at = (x: number, y: number): Finger => ({ x: canvas.x + x * canvas.width, y: canvas.y + y * canvas.height })
  const session = await page.context().newCDPSession(page)
  await drag(session, [at(0.3, 0.3)], [at(0.6, 0.4)])
  await expect(marks(page)).toHaveCount(1)

  const zoom = page.getByRole('button', { name: 'Actual size, one pixel on one' })
  const before = Number.parseInt((await zoom.textContent()) ?? '', 10)
  await drag(session, [at(0.45, 0.35), at(0.55, 0.35)], [at(0.25, 0.35), at(0.75, 0.35)])
  // The fingers are five times as far apart as at first.
  await expect.poll(async () => Number.parseInt((await zoom.textContent()) ?? '', 10) / before).toBeGreaterThan(3)
  await expect(marks(page)).toHaveCount(1)
  expect(await page.evaluate(() => window.visualViewport?.scale)).toBe(1)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('on a phone two fingers zoom a recording without making a segment, and what the bar leaves out is a press away', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const questions = [{ id: 'turns', kind: 'segment', title: 'Turns', labels: boxes[0]?.labels }]
  const project = await openProject(admin, { name: 'Pinch', media: 'audio', questions }, { 'a.flac': await spoken() })
  const person = await invite(server, admin, project.id, 'annotator', 'Pia Pinch')
  const page = await enter(browser, server, person, phone)
  await openQueue(page, project.id)
  await expect(page.locator('.transcript-sound[data-ready]')).toBeVisible()
  const session = await page.context().newCDPSession(page)
  // The whole in small, which comes and goes, stands above it.
  const placed = async (...shares: number[]): Promise<Finger[]> => {
    const wave = await page.locator('.transcript-wave').boundingBox()
    if (!wave) throw new Error('the waveform has no place')
    return shares.map((x) => ({ x: wave.x + x * wave.width, y: wave.y + wave.height / 2 }))
  }
  await drag(session, await placed(0.45, 0.55), await placed(0.2, 0.8))
  // The whole in small is there while a part is in view.
  await expect(page.locator('.sound-minimap')).toBeVisible()
  await expect(page.locator('.region')).toHaveCount(0)
  expect(await page.evaluate(() => window.visualViewport?.scale)).toBe(1)
  await drag(session, await placed(0.1, 0.9), await placed(0.48, 0.52))
  await expect(page.locator('.sound-minimap')).toHaveCount(0)

  const sheet = page.getByRole('region', { name: 'More of playback' })
  await page.getByRole('button', { name: 'More of playback' }).click()
  await expect(sheet).toBeVisible()
  await sheet.getByRole('button', { name: 'Zoom in' }).click()
  await sheet.getByRole('button', { name: /^\+0 dB/ }).click()
  await expect(sheet.getByRole('button', { name: /^\+6 dB/ })).toHaveAttribute('aria-pressed', 'true')
  // A press beside the sheet closes it.
  await page.touchscreen.tap(195, 60)
  await expect(sheet).toBeHidden()
  await expect(page.locator('.sound-minimap')).toBeVisible()
  await expect(page.locator('.region')).toHaveCount(0)
})
