// A project is made from nothing through the page alone: template, labels, brief, files, people, queue, first label.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { openQueue, submitButton } from '../pages/label.ts'
import { setUpAdmin, type TestPerson } from '../people.ts'
import { type RunningServer, startServer } from '../server.ts'

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

test('OPS1: from an empty server to a first saved label, by the page alone', async ({ browser }) => {
  test.setTimeout(420_000)
  const page = await enter(browser, server, admin)
  await page.goto('/projects')
  await page.getByRole('link', { name: 'New project' }).first().click()
  await page.getByText('Text classification', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Letters to the editor')
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { name: 'Letters to the editor' })).toBeVisible()
  await expect(page.getByText('Draft').first()).toBeVisible()

  await page.getByRole('link', { name: 'Questions', exact: true }).click()
  await page.getByRole('textbox', { name: 'New label' }).first().fill('Poetry')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved').first()).toBeVisible()

  await page.getByRole('link', { name: 'Import', exact: true }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      {
        name: 'letters.jsonl',
        mimeType: 'application/jsonl',
        buffer: Buffer.from('{"id":"l1","text":"Roses are red."}\n{"id":"l2","text":"The bin was not emptied."}\n'),
      },
    ])
  await page.getByRole('button', { name: 'Add 2 tasks' }).click()
  await expect(page.getByText('2 tasks added')).toBeVisible()

  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  expect(link).toContain('/join/')
  await page.getByRole('button', { name: 'Open the queue' }).click()
  await expect(page.getByText('Open', { exact: true }).first()).toBeVisible()

  const guest = await (await browser.newContext({ baseURL: server.url })).newPage()
  await guest.goto(new URL(link).pathname)
  await guest.getByLabel('Your name').fill('Nia New')
  await guest.getByLabel('E-mail address').fill('nia@example.org')
  await guest.getByLabel('Password').fill('a long enough password')
  await guest.getByRole('button', { name: 'Join the project' }).click()
  // The page of the invitation names the project too.
  await guest.waitForURL((url) => !url.pathname.startsWith('/join/'))
  await expect(guest.getByText('Letters to the editor').first()).toBeVisible()
  const { rows } = await admin.api.call('projects.list')
  const project = rows[0]?.project
  if (!project) throw new Error('no project')
  await openQueue(guest, project.id)
  await guest.getByText('Poetry').click()
  await submitButton(guest).click()
  await expect
    .poll(async () => (await admin.api.call('projects.get', { params: { project: project.id } })).progress.annotations)
    .toBe(1)
})

test('a bad file is refused with its lines named, and lands nothing', async ({ browser }) => {
  const project = await admin.api.call('projects.create', {
    body: {
      name: 'Bad lines',
      media: 'text',
      questions: [],
      guidelines: '',
      brief: { who: '', why: '', use: '', sensitive: null, pay: null },
    },
  })
  const page = await enter(browser, server, admin)
  await page.goto(`/projects/${project.id}/import`)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      {
        name: 'bad.jsonl',
        mimeType: 'application/jsonl',
        buffer: Buffer.from('{"id":"ok","text":"Fine."}\nnot json\n{"id":"no-text"}\n'),
      },
    ])
  await expect(page.getByText('2 rows or marks cannot be taken.')).toBeVisible()
  await expect(page.getByText(/bad\.jsonl/).first()).toBeVisible()
  expect((await admin.api.call('tasks.list', { params: { project: project.id } })).rows).toEqual([])
})
