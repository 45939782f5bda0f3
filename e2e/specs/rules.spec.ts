// Rules as a manager uses them: written, tried on a sample, let loose, met by an annotator, taken back.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { everythingSaved, marks, openQueue, submitButton } from '../pages/label.ts'
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

test('a word list, a pattern and the model propose; people meet the proposals; all are taken back', async ({
  browser,
}) => {
  const rows = [
    { id: 'a', text: '👩‍🔬 left Rome on March 3, 2024 with ticket AB-12.' },
    { id: 'b', text: 'Nothing of New\n York here, nor in rome.' },
  ]
  const labels = [
    { id: 'town', name: 'Town', colour: 0, key: '1' },
    { id: 'when', name: 'When', colour: 2, key: '2' },
    { id: 'code', name: 'Code', colour: 4, key: '3' },
  ]
  const project = await openProject(
    admin,
    {
      name: 'Trips',
      media: 'text',
      questions: [{ id: 'entities', kind: 'span', title: 'Entities', labels }],
      overlap: 1,
    },
    { 'trips.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') },
  )
  const manager = await enter(browser, server, admin)
  await manager.goto(`/projects/${project.id}`)
  await manager.getByRole('link', { name: 'Rules', exact: true }).click()
  await expect(manager.getByText('No rules yet')).toBeVisible()

  await manager.getByRole('button', { name: 'Add a word list' }).press('Enter')
  await manager.getByLabel('Words, one a line').fill('Rome\nNew York\n\n')
  await manager.getByRole('button', { name: 'Add a pattern' }).press('Enter')
  const second = manager.getByRole('listitem', { name: 'Rule 2' })
  await second.getByRole('button', { name: /Class/ }).click()
  await manager.getByRole('option', { name: 'Code' }).click()
  await second.getByLabel('Regular expression').fill('ticket ((?<span>[A-Z]+')
  await expect(second.getByText(/Not a regular expression/)).toBeVisible()
  await expect(manager.getByRole('button', { name: 'Try on a sample' })).toBeDisabled()
  await second.getByLabel('Regular expression').fill('ticket (?<span>[A-Z]+-\\d+)')
  await manager.getByRole('button', { name: 'Use the English model' }).press('Enter')
  const third = manager.getByRole('listitem', { name: 'Rule 3' })
  await third.getByRole('button', { name: /Class/ }).click()
  await manager.getByRole('option', { name: 'When' }).click()

  await manager.getByRole('button', { name: 'Try on a sample' }).click()
  await expect(manager.getByText('3 proposals')).toBeVisible()
  await expect(third.getByText('March 3, 2024')).toBeVisible()
  await expect(second.locator('mark')).toHaveText('AB-12')
  // Another part of the project and back: what is not saved is still there.
  await manager.getByRole('link', { name: 'Brief', exact: true }).click()
  await manager.getByRole('link', { name: 'Rules', exact: true }).click()
  await expect(second.getByLabel('Regular expression')).toHaveValue('ticket (?<span>[A-Z]+-\\d+)')

  await manager.getByRole('button', { name: 'Save and propose' }).click()
  await manager.getByRole('dialog').getByRole('button', { name: 'Save and propose' }).click()
  await expect(manager.getByText('Done: 5 proposals on 2 changed tasks.')).toBeVisible()

  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Ana'))
  await openQueue(page, project.id)
  await expect(marks(page).filter({ hasText: 'by model' })).toHaveCount(3)
  await page.keyboard.press('Alt+a')
  await expect(marks(page).filter({ hasText: 'by model' })).toHaveCount(0)
  await submitButton(page).click()
  await everythingSaved(page)
  const { rows: tasks } = await admin.api.call('tasks.list', { params: { project: project.id }, query: {} })
  const done = tasks.find(({ task }) => task.name === 'a')?.task.id
  if (!done) throw new Error('the task is not listed')
  const { annotations } = await admin.api.call('tasks.get', { params: { task: done } })
  const quote = ({ start, end }: { start: number; end: number }) =>
    [...(rows[0]?.text ?? '')].slice(start, end).join('')
  const sent = annotations[0]?.annotation.answers.map((mark) => [
    mark.label,
    quote(mark.value as { start: number; end: number }),
    mark.source,
  ])
  expect(sent).toEqual([
    ['town', 'Rome', 'person'],
    ['when', 'March 3, 2024', 'person'],
    ['code', 'AB-12', 'person'],
  ])
  await page.context().close()

  await manager.getByRole('button', { name: 'Take back all proposals of rules' }).click()
  await manager.getByRole('dialog').getByRole('button', { name: 'Take back all proposals of rules' }).click()
  // The other task is in somebody's hands, or was given back with the page that closed: both are told apart in words.
  await expect(manager.getByText(/Taken back from \d tasks\./)).toBeVisible()
  const remove = manager.getByRole('listitem', { name: 'Rule 1' }).getByRole('button', { name: 'Remove this rule' })
  await remove.click()
  await expect(manager.getByRole('listitem', { name: /Rule \d/ })).toHaveCount(2)
  await manager.getByRole('button', { name: 'Undo' }).click()
  await expect(manager.getByRole('listitem', { name: /Rule \d/ })).toHaveCount(3)
})
