// What comes back: a reviewer sends work back with a reason; its author sees it, does it again, and the reviewer decides.
import type { Project } from '@etabli/schema'
import { expect, type Page, test } from '@playwright/test'
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
      { id: 'glad', name: 'Glad', colour: 0, key: '1' },
      { id: 'cross', name: 'Cross', colour: 1, key: '2' },
    ],
  },
]

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

const letters = (name: string, overlap: number, lines: string): Promise<Project> =>
  openProject(admin, { name, media: 'text', questions, overlap }, { 'letters.jsonl': lines })

/** Chooses an answer once its task is on the page. */
async function choose(page: Page, label: string): Promise<void> {
  await page.getByText(label, { exact: true }).click()
  await expect(page.getByRole('radio', { name: label })).toBeChecked()
}

test('QLT6: sent back with a reason, done again from My work, back at the same reviewer with both versions', async ({
  browser,
}) => {
  const project = await letters('Letters', 1, '{"id":"l1","text":"The bin was not emptied."}\n')
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Rhea Rework'))
  await openQueue(page, project.id)
  await choose(page, 'Glad')
  await submitButton(page).click()
  await expect(page.getByText(/Everything is labelled|You did your share/)).toBeVisible()
  await everythingSaved(page)

  const desk = await enter(browser, server, await invite(server, admin, project.id, 'reviewer', 'Rui Reviewer'))
  const [row] = (await admin.api.call('tasks.list', { params: { project: project.id } })).rows
  if (!row) throw new Error('no task')
  // By its address: one answer alone is no disagreement, so the desk's first list leaves it out.
  const address = `/review/${project.id}/${row.task.id}`
  await desk.goto(address)
  await desk.getByRole('button', { name: 'Send back…' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('button', { name: /What is the matter/ }).click()
  await desk.getByRole('option', { name: 'A wrong label' }).click()
  await dialog.getByRole('textbox').fill('An unemptied bin makes nobody glad.')
  await dialog.getByRole('button', { name: 'Send back', exact: true }).click()
  await expect(dialog).toBeHidden()

  await page.goto('/work')
  const back = page.getByRole('region', { name: 'Came back' })
  await expect(back.getByText('An unemptied bin makes nobody glad.')).toBeVisible()
  await expect(back.getByText('A wrong label')).toBeVisible()
  await back.getByRole('link', { name: 'Do it again' }).click()
  await expect(page.getByText('Sent back to you: A wrong label')).toBeVisible()
  await expect(page.getByText('An unemptied bin makes nobody glad.')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Glad' })).toBeChecked()
  expect(new URL(page.url()).search).toBe('')
  await choose(page, 'Cross')
  await submitButton(page).click()
  await expect(page.getByText(/Everything is labelled|You did your share/)).toBeVisible()
  await everythingSaved(page)

  const other = await enter(browser, server, await invite(server, admin, project.id, 'reviewer', 'Otto Other'))
  await other.goto(address)
  await other.getByRole('button', { name: /Accept the consensus/ }).click()
  await expect(other.getByText(/Another reviewer sent this back/).first()).toBeVisible()

  await desk.goto(address)
  await expect(desk.getByText(/An unemptied bin makes nobody glad/)).toBeVisible()
  const detail = await admin.api.call('tasks.get', { params: { task: row.task.id } })
  const said = [...detail.annotations, ...detail.history].map(({ annotation }) => annotation.answers[0]?.label)
  expect(said.toSorted()).toEqual(['cross', 'glad'])
  expect(detail.annotations).toHaveLength(1)
  await desk.getByRole('button', { name: /Accept the consensus/ }).click()
  await expect
    .poll(async () => (await admin.api.call('projects.get', { params: { project: project.id } })).progress.settled)
    .toBe(1)
  await page.goto('/work')
  await expect(page.getByRole('region', { name: 'Came back' })).toBeHidden()
})

test('an answer is corrected from My work while its task is open, and is one annotation', async ({ browser }) => {
  const project = await letters('Notes', 2, '{"id":"n1","text":"Thank you!"}\n{"id":"n2","text":"Never again."}\n')
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Cora Correct'))
  await openQueue(page, project.id)
  await choose(page, 'Cross')
  await submitButton(page).click()
  await everythingSaved(page)
  await expect(page.getByText('Never again.')).toBeVisible()

  await page.goto('/work')
  await page.getByRole('link', { name: 'Correct' }).click()
  await expect(page.getByText('You are correcting your last answer.')).toBeVisible()
  await expect(page.getByText('Thank you!')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Cross' })).toBeChecked()
  await choose(page, 'Glad')
  await submitButton(page).click()
  await everythingSaved(page)
  // The task that was in the hand before comes back.
  await expect(page.getByText('Never again.')).toBeVisible()
  const { rows } = await admin.api.call('tasks.list', { params: { project: project.id } })
  const first = rows.find(({ task }) => task.name === 'n1')
  if (!first) throw new Error('no task')
  const detail = await admin.api.call('tasks.get', { params: { task: first.task.id } })
  expect(detail.annotations).toHaveLength(1)
  await page.reload()
  await expect(page.getByText('You are correcting your last answer.')).toBeHidden()
})
