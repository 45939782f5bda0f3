// Transcripts checked by keys alone: doubts, suggestions, tokens, the next by itself; and settled word by word.
import type { Mark, ProjectId } from '@etabli/schema'
import { expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { everythingSaved, openQueue } from '../pages/label.ts'
import {
  chosenVerdict,
  type HeardRow,
  heard,
  openTranscripts,
  selectedIn,
  transcriptField,
} from '../pages/recordings.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { type RunningServer, startServer } from '../server.ts'

const KITCHEN: HeardRow = {
  words: [
    ['play', 0.6, 0.9],
    ['something', 0.84, 0.9],
    ['quiet', 1.38, 0.9],
    ['to', 1.84, 0.2],
    ['kitchen', 2.19, 0.9],
    ['please', 2.8, 0.3],
  ],
  alternatives: ['play something quiet in the kitchen please', 'play something quiet to kitchen peas'],
}

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

/** The transcript of the first annotation of a project's first task, as soon as it is there. */
async function saved(project: ProjectId): Promise<Mark> {
  const { rows } = await admin.api.call('tasks.list', { params: { project }, query: {} })
  const task = rows[0]?.task.id
  if (task === undefined) throw new Error('there is no task')
  const said = async (): Promise<Mark | undefined> => {
    const { annotations } = await admin.api.call('tasks.get', { params: { task } })
    return annotations[0]?.annotation.answers.find(({ kind }) => kind === 'transcript')
  }
  await expect.poll(said).toBeDefined()
  const mark = await said()
  if (!mark) throw new Error('there is no transcript')
  return mark
}

const playing = (page: Page) => page.getByRole('button', { name: 'Pause' })

test('AUD12: a doubtful word is found, replaced by what was also heard and sent by keys; no other word changes its time', async ({
  browser,
}) => {
  const options = {
    tokens: ['<unk>', '[laugh]'],
    characters: 'a-z',
    normalise: { case: true, punctuation: false, numbers: null },
  }
  const attributes = [{ id: 'accent', name: 'Accent', type: 'choice', choices: ['none', 'strong'], key: 'q' }]
  const project = await openTranscripts(admin, 'By keys', [KITCHEN], { options, attributes })
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Kit Keys'))
  await openQueue(page, project.id)
  await heard(page)
  const field = transcriptField(page)

  // From doubt to doubt and round again, each played.
  await page.keyboard.press('n')
  expect(await selectedIn(field)).toBe('to')
  await expect(playing(page)).toBeVisible()
  await page.keyboard.press('Alt+n')
  expect(await selectedIn(field)).toBe('please')
  await page.keyboard.press('Alt+n')
  expect(await selectedIn(field)).toBe('to')

  await page.keyboard.press('Alt+s')
  await expect(page.getByRole('menuitem')).toHaveText(['1in the'])
  await page.keyboard.press('1')
  await expect(field).toHaveValue('play something quiet in the kitchen please')
  await expect(field).toBeFocused()
  await expect(chosenVerdict(page)).toHaveAccessibleName(/Corrected/)
  // to → in, and "the" added: 2 of 7 words.
  await expect(page.locator('.transcript-rates')).toContainText('WER 29%')
  await expect(page.locator('.transcript-rates')).toContainText('1 word replaced, 1 added')
  await expect(page.locator('.transcript-rates')).toContainText('Makes no difference: case')

  // Characters that the project does not write are underlined, named and counted as they are typed; tokens are not.
  await page.keyboard.press('End')
  await page.keyboard.press('Alt+2')
  await expect(field).toHaveValue('play something quiet in the kitchen please [laugh]')
  await page.keyboard.type(' 7!7')
  await expect(page.getByText('3 characters that this project does not write: “7” × 2, “!”')).toBeVisible()
  await expect(page.locator('.transcript-underlines u')).toHaveText(['7', '!', '7'])
  const place = await page.locator('.transcript-underlines').evaluate((over) => {
    const under = document.querySelector('.transcript-input')
    if (!(under instanceof HTMLElement)) throw new Error('no field')
    return [over.clientWidth - under.clientWidth, over.clientHeight - under.clientHeight]
  })
  expect(place).toEqual([0, 0])
  for (let index = 0; index < 4; index += 1) await page.keyboard.press('Backspace')
  await expect(page.locator('.transcript-underlines')).toHaveCount(0)

  // What is said of the recording beside its text, by its key.
  await page.keyboard.press('Escape')
  await page.keyboard.press('q')
  await expect(page.getByRole('button', { name: 'none', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/You did your share|Everything is labelled/)).toBeVisible()
  await everythingSaved(page)

  const mark = await saved(project.id)
  expect(mark.attributes).toEqual({ accent: 'none' })
  const { words } = mark.value as { words: { word: string; start: number; end: number; estimated?: boolean }[] }
  const kept = KITCHEN.words.filter(([word]) => word !== 'to').map(([word, start]) => [word, start, start + 0.2])
  expect(words.filter(({ estimated }) => !estimated).map(({ word, start, end }) => [word, start, end])).toEqual(kept)
  expect(words.filter(({ estimated }) => estimated).map(({ word }) => word)).toEqual(['in', 'the', '[laugh]'])
})

test('AUD9: one key saves, goes to the next, plays it and has the caret in its text', async ({ browser }) => {
  const project = await openTranscripts(admin, 'Going on', [KITCHEN, KITCHEN, KITCHEN])
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Gus Going'))
  await openQueue(page, project.id)
  await heard(page)
  await page.keyboard.press('Alt+Shift+g')
  await expect(page.getByRole('checkbox', { name: 'Play the next by itself' })).toBeChecked()
  await expect(playing(page)).toHaveCount(0)
  // Accepted from outside the text: the next plays, and keys stay keys.
  await page.keyboard.press('a')
  await expect(page.getByText('audio/02.flac').first()).toBeVisible()
  await expect(playing(page)).toBeVisible()
  await expect(transcriptField(page)).not.toBeFocused()
  // Sent from inside the text: the next plays and is written in.
  await page.keyboard.press('e')
  await page.keyboard.type(' now')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('audio/03.flac').first()).toBeVisible()
  await expect(playing(page)).toBeVisible()
  await expect(transcriptField(page)).toBeFocused()
  await page.keyboard.press('Alt+a')
  await expect(page.getByText(/You did your share|Everything is labelled/)).toBeVisible()
})

test('a reviewer settles word by word with keys: to the difference, the version, a word of their own', async ({
  browser,
}) => {
  const project = await openTranscripts(admin, 'Settled', [KITCHEN], { overlap: 3 })
  const texts = [
    'play something quiet in the kitchen please',
    'play something quite in kitchen please',
    'Play something quiet on the kitchen, please.',
  ]
  for (const [index, name] of ['Ana One', 'Ben Two', 'Cleo Three'].entries()) {
    const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', name))
    await openQueue(page, project.id)
    await heard(page)
    await page.keyboard.press('e')
    await page.keyboard.press('Control+a')
    await page.keyboard.type(texts[index] ?? '')
    await page.keyboard.press('Control+Enter')
    await everythingSaved(page)
    await page.context().close()
  }
  const page = await enter(browser, server, await invite(server, admin, project.id, 'reviewer', 'Rui Reviewer'))
  await page.goto(`/review/${project.id}`)
  await heard(page)
  const field = transcriptField(page)
  const open = page.locator('.settle-column[data-open]')
  await expect(page.getByText('3 differences')).toBeVisible()
  await expect(page.locator('.settle-column')).toHaveCount(7)

  await page.keyboard.press('n')
  await expect(open.locator('.settle-cell')).toHaveText(['quiet', 'quite', 'quiet', 'quiet'])
  await expect(open.locator('.settle-votes')).toHaveText('2/3')
  await expect(page.locator('.settle-here')).toHaveText('2 of 3 say so. The vote is 67% sure of its word')
  await expect(playing(page)).toBeVisible()
  await page.keyboard.press('2')
  await expect(field).toHaveValue('play something quite in the kitchen please')
  // The next is open by itself; the digits do not reach the verdict.
  await expect(open.locator('.settle-cell').nth(2)).toHaveText('on')
  await page.keyboard.press('3')
  await expect(field).toHaveValue('play something quite on the kitchen please')
  await expect(chosenVerdict(page)).toHaveAccessibleName(/Corrected/)
  await page.keyboard.press('b')
  await expect(open.locator('.settle-cell').nth(2)).toHaveText('on')
  await page.keyboard.press('f')
  expect(await selectedIn(field)).toBe('on')
  await page.keyboard.type('inside')
  await expect(field).toHaveValue('play something quite inside the kitchen please')
  await page.keyboard.press('Control+Enter')
  await expect
    .poll(async () => (await admin.api.call('projects.get', { params: { project: project.id } })).progress.settled)
    .toBe(1)
})
