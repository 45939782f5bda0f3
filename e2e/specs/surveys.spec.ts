// Rows of a table and questions about them: a survey from template to file, while its manager watches.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { everythingSaved, openQueue, submitButton } from '../pages/label.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { type RunningServer, startServer } from '../server.ts'
import { textIn } from '../zip.ts'

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

const ROWS = 'id,Parcel,City\np1,"Small, blue",Lyon\np2,Large,Brest\n'

test('a survey is made, filled from a table, answered by keys on a phone, seen live and exported', async ({
  browser,
}) => {
  const manager = await enter(browser, server, admin)
  await manager.goto('/projects/new')
  await manager.getByText('Survey', { exact: true }).click()
  await manager.getByRole('textbox', { name: 'Name' }).fill('Parcels')
  await manager.getByRole('button', { name: 'Create project' }).click()
  await manager.getByRole('link', { name: 'Import', exact: true }).click()
  await manager
    .locator('input[type=file]')
    .first()
    .setInputFiles([{ name: 'parcels.csv', mimeType: 'text/csv', buffer: Buffer.from(ROWS) }])
  await expect(manager.getByRole('cell', { name: 'Small, blue' })).toBeVisible()
  await expect(manager.getByRole('columnheader', { name: 'Content' })).toHaveCount(0)
  await manager.getByRole('button', { name: 'Add 2 tasks' }).click()
  await expect(manager.getByText('2 tasks added')).toBeVisible()
  await manager.getByRole('button', { name: 'Open the queue' }).click()
  await manager.getByRole('link', { name: 'Overview', exact: true }).click()
  await expect(manager.getByText('0 of 6')).toBeVisible()

  const { rows } = await admin.api.call('projects.list')
  const project = rows[0]?.project
  if (!project) throw new Error('no project')
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Ana Annotator'))
  await page.setViewportSize({ width: 390, height: 844 })
  await openQueue(page, project.id)
  await expect(page.getByText('Small, blue')).toBeVisible()
  await submitButton(page).click()
  await expect(page.getByText('How useful is it?').first()).toBeVisible()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await page.getByRole('radio', { name: '4' }).check({ force: true })
  await page.getByRole('checkbox', { name: /Clear/ }).check()
  await page.getByRole('checkbox', { name: /Polite/ }).check()
  await page.getByRole('textbox', { name: 'Anything else?' }).fill('Arrived a day early.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Large')).toBeVisible()
  // Nobody touches the manager's page: it is told.
  await expect(manager.getByText('1 of 6')).toBeVisible()
  await page.getByRole('radio', { name: '2' }).check({ force: true })
  await page.keyboard.press('Control+Enter')
  await everythingSaved(page)
  await expect(manager.getByText('2 of 6')).toBeVisible()

  const files = await downloadExport(manager, project.id, /^JSON Lines/, /^All annotators/)
  const [path] = [...files.keys()].filter((name) => name.endsWith('.jsonl'))
  const lines = textIn(files, path ?? '')
    .trim()
    .split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      id: 'p1',
      fields: { Parcel: 'Small, blue', City: 'Lyon' },
      classes: { overall: 4, reasons: ['Clear', 'Polite'], comment: 'Arrived a day early.' },
    },
    { id: 'p2', fields: { Parcel: 'Large', City: 'Brest' }, classes: { overall: 2 } },
  ])
})
