// Rows of a table and questions about them: a survey from template to file, while its manager watches.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { everythingSaved, openQueue, submitButton } from '../pages/label.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
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

test('a task with several questions is answered by keys alone; what is missing is named and gets the focus', async ({
  browser,
}) => {
  const labels = (...names: string[]) =>
    names.map((name, index) => ({ id: name.toLowerCase(), name, colour: index, key: String(index + 1) }))
  const questions = [
    { id: 'names', kind: 'span', title: 'Names', required: true, labels: labels('Person', 'Place') },
    { id: 'clear', kind: 'rating', title: 'How clear?', required: true, options: { levels: 10 } },
    { id: 'why', kind: 'words', title: 'Why?', required: true, options: { long: true, min: 5, max: 200 } },
    {
      id: 'acts',
      kind: 'sentence',
      title: 'Acts',
      required: true,
      labels: labels('Asks', 'Tells'),
      options: { all: true },
    },
  ]
  const rows = ['Ada came. Where is she?', 'Second. Third.'].map((text, index) => ({ id: `t${index + 1}`, text }))
  const project = await openProject(
    admin,
    { name: 'Several', media: 'text', questions },
    { 'r.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') },
  )
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Ana Several'))
  await openQueue(page, project.id)
  const part = (id: string) => page.locator(`.panel-part[data-question="${id}"]`)
  const elsewhere = page.locator('.panel-part[data-keys="elsewhere"]')
  const chosen = part('clear').locator('label:has(input:checked)')
  await expect(elsewhere).toHaveCount(2)
  await expect(part('names')).toHaveAttribute('data-current', '')

  await page.keyboard.press('Enter')
  await expect(page.getByText('“How clear?” needs an answer.')).toBeVisible()
  await expect(part('names').getByRole('button', { name: 'Person' })).toBeFocused()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('1')
  await expect(page.locator('.mark-list-words')).toHaveText(['Ada'])

  await page.keyboard.press('Enter')
  await expect(part('clear').locator('input').first()).toBeFocused()
  await page.keyboard.press('0')
  await expect(chosen).toHaveText('10')
  await page.keyboard.press('7')
  await expect(chosen).toHaveText('7')

  await page.keyboard.press('F6')
  await expect(part('why').getByRole('textbox')).toBeFocused()
  await page.keyboard.type('1234')
  await expect(part('why')).toContainText('4 characters; at least 5.')
  await page.keyboard.press('F6')
  await expect(elsewhere).toHaveCount(2)
  await expect(part('acts')).toHaveAttribute('data-current', '')
  await page.keyboard.press('2')
  await page.keyboard.press('1')
  await expect(page.locator('.sentence-count')).toHaveText('2 of 2')
  // What was chosen beside it is as it was.
  await expect(chosen).toHaveText('7')
  await expect(page.locator('.mark-list-words')).toHaveText(['Ada'])

  await page.keyboard.press('Control+Enter')
  await expect(part('why').getByRole('textbox')).toBeFocused()
  await page.keyboard.type('5')
  await page.keyboard.press('Control+Enter')
  // The next task begins at its first question.
  await expect(page.locator('.sentence-count')).toHaveText('0 of 2')
  await page.keyboard.press('2')
  await expect(part('names').getByRole('button', { name: 'Place' })).toHaveAttribute('aria-pressed', 'true')
  await expect(part('why').getByRole('textbox')).toHaveValue('')
  // Skipped by keys too: a reason by arrows, what it lacks gets the focus.
  await page.keyboard.press('s')
  const skip = page.getByRole('dialog', { name: 'Skip this task' })
  await expect(skip.getByRole('radio', { name: /Later/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(skip.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('Cut off')
  await page.keyboard.press('Control+Enter')
  await expect(skip).toBeHidden()
  await everythingSaved(page)
})
