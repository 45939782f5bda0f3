// Personal data in speech, by keys alone: flagged by who hears it, a tone for who comes next, lifted by a reviewer.
import { writePcmWav } from '@etabli/formats'
import { expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { everythingSaved, openQueue, submitButton } from '../pages/label.ts'
import { heard, transcriptField, transcriptQuestions } from '../pages/recordings.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

/** 440 Hz for three seconds: WAV, 16 bit, mono, 16 kHz. */
function tone(): Uint8Array<ArrayBuffer> {
  const sample = (n: number) => Math.round(12_000 * Math.sin((2 * Math.PI * 440 * n) / 16_000))
  const samples = Int16Array.from({ length: 48_000 }, (_, n) => sample(n))
  return writePcmWav(samples, 16_000)
}

/** The loudest frequency (Hz) around a second of the recording that the page plays, as the browser decodes it. */
async function loudestAt(page: Page, address: string, seconds: number): Promise<number> {
  return page.evaluate(
    async ([url, at]) => {
      const bytes = await (await fetch(url)).arrayBuffer()
      const context = new OfflineAudioContext(1, 16_000, 16_000)
      const decoded = await context.decodeAudioData(bytes)
      const source = context.createBufferSource()
      const analyser = context.createAnalyser()
      analyser.fftSize = 4_096
      source.buffer = decoded
      source.connect(analyser).connect(context.destination)
      // A quarter of a second, after which the analyser holds only what was heard around that time.
      source.start(0, at - 0.15)
      const data = new Float32Array(analyser.frequencyBinCount)
      const read = context.suspend(0.3).then(() => {
        analyser.getFloatFrequencyData(data)
        return context.resume()
      })
      await Promise.all([context.startRendering(), read])
      return (data.indexOf(Math.max(...data)) * 16_000) / 4_096
    },
    [address, seconds] as const,
  )
}

/** Opens the queue; gives the address of the recording that the page asks for. */
async function listening(page: Page, project: Parameters<typeof openQueue>[1]): Promise<string> {
  const asked = page.waitForRequest((request) => /\/blobs\/[0-9a-f]{64}$/.test(new URL(request.url()).pathname))
  await openQueue(page, project)
  await heard(page)
  return (await asked).url()
}

test('personal data is flagged by a key, beeped for the next person, and lifted by a reviewer with a reason', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const words = [
    { word: 'call', start: 0.2, end: 0.6, confidence: 0.9 },
    { word: '0612', start: 1.2, end: 2, confidence: 0.9 },
  ]
  const list = JSON.stringify({ audio_filepath: 'audio/1.wav', machine: { text: 'call 0612', words } })
  const project = await openProject(
    admin,
    { name: 'Calls', media: 'audio', questions: transcriptQuestions(), overlap: 2 },
    { 'audio/1.wav': tone(), 'list.jsonl': `${list}\n` },
  )

  const ann = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Ann'))
  const original = await listening(ann, project.id)
  expect(Math.abs((await loudestAt(ann, original, 1.6)) - 440)).toBeLessThan(10)
  // The caret stands at the last word: the number.
  await ann.keyboard.press('F2')
  await expect(transcriptField(ann)).toBeFocused()
  await ann.keyboard.press('Alt+i')
  const flag = ann.locator('fieldset.personal-row')
  await expect(flag.getByLabel('Start in seconds')).toHaveValue('1.2')
  await expect(flag.getByLabel('End in seconds')).toHaveValue('2')
  await ann.keyboard.press('Alt+i')
  await ann.keyboard.press('Alt+i')
  await expect(flag.getByLabel('Sort')).toHaveValue('phone')
  await expect(transcriptField(ann)).toHaveValue('call 0612')
  await ann.keyboard.press('Alt+Shift+u')
  await expect(flag).toHaveCount(0)
  await ann.keyboard.press('Escape')
  await ann.keyboard.press('Control+z')
  await expect(flag.getByLabel('Sort')).toHaveValue('phone')
  await expect(ann.locator('.personal-flag')).toHaveText('Phone number')
  await ann.keyboard.press('1')
  await ann.keyboard.press('Control+Enter')
  await expect(submitButton(ann)).toBeDisabled()
  await everythingSaved(ann)

  const bob = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Bob'))
  const beeped = await listening(bob, project.id)
  expect(beeped).not.toBe(original)
  await expect(bob.locator('.personal-beeped')).toHaveText('Beeped')
  await expect(bob.getByText('personal data was heard here')).toBeVisible()
  await expect(transcriptField(bob)).toHaveValue('call [personal]')
  expect(Math.abs((await loudestAt(bob, beeped, 1.6)) - 1_000)).toBeLessThan(10)
  expect(Math.abs((await loudestAt(bob, beeped, 0.6)) - 440)).toBeLessThan(10)
  expect(await bob.evaluate(async (url) => (await fetch(url, { cache: 'no-store' })).status, original)).toBe(404)

  const rita = await enter(browser, server, await invite(server, admin, project.id, 'reviewer', 'Rita'))
  const [row] = (await admin.api.call('tasks.list', { params: { project: project.id }, query: {} })).rows
  await rita.goto(`/review/${project.id}/${row?.task.id}`)
  await heard(rita)
  await expect(rita.locator('.personal-beeped')).toBeVisible()
  await expect(rita.getByRole('button', { name: /Personal data \(1\)/ })).toBeVisible()
  await rita.keyboard.press('Shift+b')
  const dialog = rita.getByRole('dialog', { name: 'Personal data' })
  await expect(dialog).toContainText('Phone number, 1.2–2.0 s, flagged by Ann')
  await dialog.getByRole('textbox', { name: 'Why it is false' }).focus()
  await rita.keyboard.type('It is a test tone.')
  await rita.keyboard.press('Tab')
  await rita.keyboard.press('Enter')
  await expect(dialog).toContainText('lifted by Rita: It is a test tone.')
  await rita.keyboard.press('Escape')
  await expect(rita.locator('.personal-beeped')).toHaveCount(0)

  await bob.reload()
  await heard(bob)
  await expect(bob.locator('.personal-beeped')).toHaveCount(0)
  expect(await bob.evaluate(async (url) => (await fetch(url, { cache: 'no-store' })).status, original)).toBe(200)
})
