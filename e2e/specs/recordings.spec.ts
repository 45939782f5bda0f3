// Recordings from a list with a machine's words to a training set: heard, accepted or corrected, settled, exported.
import { readFile } from 'node:fs/promises'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { everythingSaved, openQueue } from '../pages/label.ts'
import { chosenVerdict, clockOf, heard, transcriptField, transcriptQuestions } from '../pages/recordings.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'
import { textIn } from '../zip.ts'

/** What the machine heard of the two recordings, and when. */
const MACHINE = [
  { text: 'play something quiet to kitchen please', starts: [0.59, 0.84, 1.38, 1.84, 2.19, 2.8] },
  { text: 'what will the weather be like', starts: [0.56, 0.76, 0.92, 0.98, 1.3, 1.48] },
] as const
const FILES = ['en-002.flac', 'en-003.flac'] as const

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

async function recordings(name: string, count: 1 | 2) {
  const files: Record<string, string | Uint8Array<ArrayBuffer>> = {}
  const lines: string[] = []
  for (const [index, file] of FILES.slice(0, count).entries()) {
    files[`audio/${file}`] = new Uint8Array(
      await readFile(new URL(`../../datasets/assistant/audio/${file}`, import.meta.url)),
    )
    const { text, starts } = MACHINE[index as 0 | 1]
    const words = text
      .split(' ')
      .map((word, at) => ({ word, start: starts[at], end: (starts[at] ?? 0) + 0.1, confidence: 0.8 }))
    lines.push(JSON.stringify({ audio_filepath: `audio/${file}`, machine: { text, words } }))
  }
  files['list.jsonl'] = `${lines.join('\n')}\n`
  return openProject(admin, { name, media: 'audio', questions: transcriptQuestions() }, files)
}

/** Signs a new annotator in and waits until the first recording can be heard. */
async function listening(browser: Browser, project: Awaited<ReturnType<typeof recordings>>, name: string) {
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', name))
  await openQueue(page, project.id)
  await heard(page)
  return page
}

const caret = (page: Page) =>
  transcriptField(page).evaluate((element) => {
    if (!(element instanceof HTMLTextAreaElement)) throw new Error('not a text field')
    return [element.selectionStart, element.selectionEnd]
  })

test('AUD5: from inside the text, play, back and speed work by keys, insert nothing and keep the caret; Space types', async ({
  browser,
}) => {
  const page = await listening(browser, await recordings('Keys', 1), 'Kim Keys')
  await page.keyboard.press('e')
  await expect(transcriptField(page)).toBeFocused()
  await transcriptField(page).evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(4, 4))

  await page.keyboard.press('Alt+k')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect.poll(() => clockOf(page)).toBeGreaterThan(0)
  await page.keyboard.press('Alt+k')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await page.keyboard.press('Alt+h')
  await expect.poll(() => clockOf(page)).toBe(0)
  await page.keyboard.press('Alt+l')
  await expect.poll(() => clockOf(page)).toBe(2)
  await page.keyboard.press('Alt+j')
  await expect.poll(() => clockOf(page)).toBe(0)
  const speed = page.locator('.transport-speed output')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(speed).toHaveText('1.25×')
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(speed).toHaveText('0.75×')
  expect(await transcriptField(page).inputValue()).toBe(MACHINE[0].text)
  expect(await caret(page)).toEqual([4, 4])

  // Plain keys type: neither the space bar nor `a`, `e` and the digits act from inside the text.
  await page.keyboard.type(' a1e')
  await expect(transcriptField(page)).toHaveValue('play a1e something quiet to kitchen please')
  expect(await caret(page)).toEqual([8, 8])
  await page.keyboard.press('ArrowLeft')
  expect(await caret(page)).toEqual([7, 7])
  expect(await clockOf(page)).toBe(0)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()

  // Outside the text they act.
  await page.keyboard.press('Escape')
  await page.keyboard.press('3')
  await expect(chosenVerdict(page)).toHaveAccessibleName(/Unintelligible/)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('AUD4: a tab killed in the middle of a sentence comes back with what was typed', async ({ browser }) => {
  const project = await recordings('Killed', 1)
  const page = await listening(browser, project, 'Kai Killed')
  await page.keyboard.press('e')
  await page.keyboard.press('Control+a')
  const typed = 'play something quiet in the kit'
  await page.keyboard.type(typed, { delay: 30 })
  await expect(transcriptField(page)).toHaveValue(typed)
  const context = page.context()
  await page.close({ runBeforeUnload: false })
  const again = await context.newPage()
  await again.goto(`/label/${project.id}`)
  await heard(again)
  // AUD4 allows two seconds of typing to be lost, which was all of it here; every stroke is kept but for those on their way.
  const kept = await transcriptField(again).inputValue()
  expect(typed.startsWith(kept), `"${kept}" is what was typed so far`).toBe(true)
  expect(kept.length).toBeGreaterThanOrEqual(typed.length - 2)
  await expect(chosenVerdict(again)).toHaveAccessibleName(/Corrected/)
  await again.keyboard.press('Control+z')
  await expect(transcriptField(again)).toHaveValue(MACHINE[0].text)
})

test('three people check two recordings by keys alone, a reviewer settles, NeMo and CSV hold what was written', async ({
  browser,
}) => {
  test.setTimeout(420_000)
  const project = await recordings('Assistant', 2)
  const written = [
    { name: 'Ana Annotator', texts: [null, null] },
    { name: 'Ben Annotator', texts: ['play something quiet in the kitchen please', null] },
    { name: 'Chloe Annotator', texts: ['play something quiet in kitchen please', null] },
  ]
  for (const { name, texts } of written) {
    const page = await listening(browser, project, name)
    for (const [task, text] of texts.entries()) {
      await expect(transcriptField(page)).toHaveValue(MACHINE[task as 0 | 1].text)
      await heard(page)
      if (text === null) {
        // AUD9: whoever wrote in the task before has the caret in this one's text.
        const writes = typeof texts[task - 1] === 'string'
        if (writes) await expect(transcriptField(page)).toBeFocused()
        await page.keyboard.press(writes ? 'Alt+a' : 'a')
      } else {
        await page.keyboard.press('e')
        await page.keyboard.press('Control+a')
        await page.keyboard.type(text)
        await expect(page.locator('.transcript-rates')).toContainText(/WER \d+% · CER \d/)
        await expect(chosenVerdict(page)).toHaveAccessibleName(/Corrected/)
        await page.keyboard.press('Control+Enter')
      }
    }
    await expect(page.getByText(/You did your share|Everything is labelled/)).toBeVisible()
    await everythingSaved(page)
    await page.context().close()
  }

  const reviewer = await invite(server, admin, project.id, 'reviewer', 'Rui Reviewer')
  const { rows } = await reviewer.api.call('tasks.list', { params: { project: project.id }, query: { order: 'worst' } })
  expect(rows.map((row) => row.task.name)).toEqual(FILES.map((file) => `audio/${file}`))
  const page = await enter(browser, server, reviewer)
  await page.goto(`/review/${project.id}`)
  await heard(page)
  const versions = page.getByRole('list', { name: 'Versions of the annotators' })
  for (const { name } of written) await expect(versions.getByRole('listitem').filter({ hasText: name })).toBeVisible()
  // Three wrote three different things: there is no majority, and nothing stands that nobody chose.
  await expect(transcriptField(page)).toHaveValue('')
  await versions
    .getByRole('listitem')
    .filter({ hasText: 'Ben Annotator' })
    .getByRole('button', { name: 'Use this' })
    .click()
  const right = written[1]?.texts[0] ?? ''
  await expect(transcriptField(page)).toHaveValue(right)
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await expect
    .poll(async () => (await admin.api.call('projects.get', { params: { project: project.id } })).progress.settled)
    .toBeGreaterThanOrEqual(1)

  const manager = await enter(browser, server, admin)
  const expected = [right, MACHINE[1].text]
  const nemo = await downloadExport(manager, project.id, /NeMo/)
  const lines = textIn(nemo, 'nemo_manifest.json')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { audio_filepath: string; duration: number; text: string; verdict: string })
  expect(lines.map(({ text }) => text)).toEqual(expected)
  expect(lines.map(({ verdict: said }) => said)).toEqual(['Corrected', 'Correct'])
  for (const [index, line] of lines.entries()) {
    expect(line.audio_filepath).toContain(FILES[index]?.replace('.flac', ''))
    expect(line.duration).toBeGreaterThan(2)
  }
  const csv = textIn(await downloadExport(manager, project.id, /CSV/), 'recordings.csv')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  expect(csv[0]).toEqual(['audio_filepath', 'duration', 'transcript', 'verdict', 'agreement'])
  expect(csv.slice(1).map((cells) => [cells[2], cells[3]])).toEqual([
    [right, 'Corrected'],
    [MACHINE[1].text, 'Correct'],
  ])
})
