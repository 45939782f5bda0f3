// Bad days: the line is cut, the page reloaded, the server killed. Nothing is lost, nothing counted twice.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { everythingSaved, openQueue, submitButton } from '../pages/label.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'

const questions = [
  {
    id: 'mood',
    kind: 'single',
    title: 'Mood',
    required: true,
    labels: [
      { id: 'good', name: 'Good', colour: 2, key: '1' },
      { id: 'bad', name: 'Bad', colour: 7, key: '2' },
    ],
  },
]
const texts = (count: number): string =>
  Array.from({ length: count }, (_, n) => JSON.stringify({ id: `t${n}`, text: `Text ${n} of many` })).join('\n')

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

async function answersOf(project: Awaited<ReturnType<typeof openProject>>): Promise<number> {
  return (await admin.api.call('projects.get', { params: { project: project.id } })).progress.annotations
}

test('QUE8: the line is cut in mid-task, the page reloaded: nothing lost, nothing twice', async ({ browser }) => {
  const project = await openProject(
    admin,
    { name: 'Train', media: 'text', questions, overlap: 1 },
    { 'texts.jsonl': texts(6) },
  )
  const person = await invite(server, admin, project.id, 'annotator', 'Tess Train')
  const page = await enter(browser, server, person)
  await openQueue(page, project.id)
  await expect(page.getByText('Text 0 of many')).toBeVisible()
  await everythingSaved(page)
  await page.context().setOffline(true)
  await page.keyboard.press('1')
  await submitButton(page).click()
  // The next task was fetched ahead: it is there without a line.
  await expect(page.getByText('Text 1 of many')).toBeVisible()
  await page.keyboard.press('2')
  await submitButton(page).click()
  await expect(page.getByText(/Offline: \d+ kept on this device|not yet on the server/)).toBeVisible()
  expect(await answersOf(project)).toBe(0)
  await page.context().setOffline(false)
  await page.reload()
  await everythingSaved(page)
  await expect.poll(() => answersOf(project)).toBe(2)
  await page.reload()
  await everythingSaved(page)
  expect(await answersOf(project)).toBe(2)
  await expect(page.getByText('Text 2 of many')).toBeVisible()
})

test('QUE3, invariant 1: the server is killed while people work; what it acknowledged is there, and the draft too', async ({
  browser,
}) => {
  const project = await openProject(
    admin,
    { name: 'Crash', media: 'text', questions, overlap: 1 },
    { 'texts.jsonl': texts(12) },
  )
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Cal Crash'))
  await openQueue(page, project.id)
  for (let n = 0; n < 3; n++) {
    await expect(page.getByText(`Text ${n} of many`)).toBeVisible()
    await page.keyboard.press('1')
    await submitButton(page).click()
  }
  await everythingSaved(page)
  await expect(page.getByText('Text 3 of many')).toBeVisible()
  await page.keyboard.press('2')
  await server.kill()
  await submitButton(page).click()
  await expect(page.getByText(/kept on this device|not yet on the server/)).toBeVisible()
  await server.start()
  await expect.poll(() => answersOf(project), { timeout: 40_000 }).toBe(4)
  await everythingSaved(page)
  const { rows } = await admin.api.call('tasks.list', { params: { project: project.id } })
  expect(rows.filter((row) => row.annotations > 1)).toEqual([])
})

test('IMG2, QUE8: the session ends in mid-work; signing in again in place, the draft is still there', async ({
  browser,
}) => {
  const project = await openProject(
    admin,
    { name: 'Expired', media: 'text', questions, overlap: 1 },
    { 'texts.jsonl': texts(4) },
  )
  const person = await invite(server, admin, project.id, 'annotator', 'Pat Password')
  const page = await enter(browser, server, person)
  await openQueue(page, project.id)
  await expect(page.getByText('Text 0 of many')).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.getByText('Draft kept on this device')).toBeVisible()
  const sessions = await person.api.call('sessions.list')
  for (const session of sessions.rows.filter((row) => !row.current))
    await person.api.call('sessions.revoke', { params: { session: session.id } })
  await expect(page.getByRole('dialog').getByText('Sign in again')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('dialog').getByLabel('Password').fill(person.password)
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // The draft is still there: it is submitted without choosing again.
  await submitButton(page).click()
  await everythingSaved(page)
  await expect.poll(() => answersOf(project)).toBe(1)
})

test('QUE4: a second tab never shows a task that was submitted in the first', async ({ browser }) => {
  const project = await openProject(
    admin,
    { name: 'Tabs', media: 'text', questions, overlap: 1 },
    { 'texts.jsonl': texts(5) },
  )
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Tom Tabs'))
  await openQueue(page, project.id)
  await expect(page.getByText('Text 0 of many')).toBeVisible()
  await page.keyboard.press('1')
  await submitButton(page).click()
  await everythingSaved(page)
  const second = await page.context().newPage()
  await second.goto(`/label/${project.id}`)
  await expect(submitButton(second)).toBeVisible()
  await expect(second.getByText('Text 0 of many')).toHaveCount(0)
})
