// The people of a project change while they work: another role, and out of it; what they had not sent stays with them.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { openQueue } from '../pages/label.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'

const questions = [{ id: 'words', kind: 'words', title: 'In your words', required: true, labels: [] }]

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

const letters = (name: string) =>
  openProject(
    admin,
    { name, media: 'text', questions, overlap: 1 },
    { 'letters.jsonl': '{"id":"l1","text":"The bin was not emptied."}\n{"id":"l2","text":"Thank you."}\n' },
  )

test('a person removed from the project is told so, keeps what they wrote, and lets go of the task', async ({
  browser,
}) => {
  const project = await letters('Letters')
  const person = await invite(server, admin, project.id, 'annotator', 'Rae Removed')
  const page = await enter(browser, server, person)
  await openQueue(page, project.id)
  await page.getByRole('textbox', { name: /In your words/ }).fill('Somebody waits for the bin lorry.')
  await expect(page.getByText('Draft kept on this device')).toBeVisible()
  await expect
    .poll(async () => (await admin.api.call('projects.get', { params: { project: project.id } })).progress.leased)
    .toBeGreaterThan(0)

  const manager = await enter(browser, server, admin)
  await manager.goto(`/projects/${project.id}/people`)
  await manager.getByRole('button', { name: 'Remove Rae Removed' }).click()
  await manager.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(manager.getByText('rae.removed@example.org')).toBeHidden()

  await expect(page.getByText('You are no longer in this project')).toBeVisible()
  await expect(page.getByText(/what you had not sent stays on this device/)).toBeVisible()
  await expect(page.getByRole('textbox', { name: /In your words/ })).toHaveValue('Somebody waits for the bin lorry.')
  await expect
    .poll(async () => (await admin.api.call('projects.get', { params: { project: project.id } })).progress.leased)
    .toBe(0)

  // Sent all the same, it is refused, and kept.
  await page.getByRole('button', { name: /Submit and next/ }).click()
  await page.getByRole('button', { name: /1 refused by the server/ }).click()
  await expect(page.getByRole('dialog').getByText('l1')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('You are no longer in this project')).toBeVisible()
  await page.reload()
  await expect(page.getByText('You are no longer in this project')).toBeVisible()
  await expect(page.getByRole('button', { name: /1 refused by the server/ })).toBeVisible()
})

test('a new role is said by name, and opens the pages that go with it', async ({ browser }) => {
  const project = await letters('Notes')
  const person = await invite(server, admin, project.id, 'annotator', 'Pia Promoted')
  const page = await enter(browser, server, person)
  await expect(page.getByRole('link', { name: 'Label' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Projects', exact: true })).toBeHidden()

  const manager = await enter(browser, server, admin)
  await manager.goto(`/projects/${project.id}/people`)
  await manager.getByRole('button', { name: /Role of Pia Promoted/ }).click()
  await manager.getByRole('option', { name: /Reviewer/ }).click()
  await expect(manager.getByText('Pia Promoted is now reviewer.')).toBeVisible()

  await page.reload()
  await page.getByRole('link', { name: 'Projects', exact: true }).click()
  await page.getByRole('link', { name: 'Notes' }).click()
  await page.getByRole('link', { name: 'Review' }).click()
  await expect(page.getByRole('main').getByRole('heading', { name: 'Nothing here' })).toBeVisible()
})
