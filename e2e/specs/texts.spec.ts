// Texts from import to training set: three people tag by mouse and by keyboard, a reviewer settles, CoNLL and JSONL hold it.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { everythingSaved, marks, openQueue, submitButton } from '../pages/label.ts'
import { tagWord } from '../pages/passage.ts'
import { settleWorst } from '../pages/review.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'
import { textIn } from '../zip.ts'

const questions = [
  {
    id: 'entities',
    kind: 'span',
    title: 'Entities',
    labels: [
      { id: 'person', name: 'Person', colour: 0, key: '1' },
      { id: 'place', name: 'Place', colour: 2, key: '2' },
    ],
  },
  {
    id: 'intent',
    kind: 'single',
    title: 'What is wanted',
    required: true,
    labels: [
      { id: 'help', name: 'Help', colour: 1, key: 'q' },
      { id: 'praise', name: 'Praise', colour: 3, key: 'w' },
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

test('three people tag, a reviewer settles, CoNLL and JSONL hold it', async ({ browser }) => {
  test.setTimeout(300_000)
  const rows = [
    { id: 'a', text: 'Zoë 👩‍👩‍👧 wrote from Oslo.' },
    { id: 'b', text: 'Please help Léa in Lyon.' },
  ]
  const project = await openProject(
    admin,
    { name: 'Letters', media: 'text', questions },
    { 'letters.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') },
  )
  for (const [index, name] of ['Ana Annotator', 'Ben Annotator', 'Chloe Annotator'].entries()) {
    const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', name))
    await openQueue(page, project.id)
    await expect(page.getByText('wrote from')).toBeVisible()
    await tagWord(page, 'Zoë', '1')
    await tagWord(page, 'Oslo', '2')
    await expect(marks(page)).toHaveCount(2)
    await page.keyboard.press('w')
    await submitButton(page).click()
    await expect(page.getByText('Please help')).toBeVisible()
    // Two tag the person; the third does not, and reads it as praise: a disagreement on two questions.
    if (index < 2) await tagWord(page, 'Léa', '1')
    await page.keyboard.press(index < 2 ? 'q' : 'w')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(/You did your share|Everything is labelled/)).toBeVisible()
    await everythingSaved(page)
    await page.context().close()
  }

  const reviewer = await invite(server, admin, project.id, 'reviewer', 'Rui Reviewer')
  const queue = await reviewer.api.call('tasks.list', { params: { project: project.id }, query: { order: 'worst' } })
  expect(queue.rows.map((row) => [row.task.name, row.unanimous])).toEqual([
    ['b', false],
    ['a', true],
  ])
  await settleWorst(await enter(browser, server, reviewer), project.id, 'b')

  const manager = await enter(browser, server, admin)
  const jsonl = await downloadExport(manager, project.id, /^JSON Lines/)
  const [path] = [...jsonl.keys()].filter((name) => name.endsWith('.jsonl'))
  const lines = textIn(jsonl, path ?? '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  // TXT1, by hand: "Zoë " is 4 code points; the family emoji is 5 (three people, two joiners); " wrote from " is 12.
  expect(lines[0]).toMatchObject({
    id: 'a',
    text: rows[0]?.text,
    entities: [
      { start: 0, end: 3, label: 'Person', quote: 'Zoë' },
      { start: 21, end: 25, label: 'Place', quote: 'Oslo' },
    ],
  })
  expect(lines[1]).toMatchObject({ id: 'b', entities: [{ start: 12, end: 15, label: 'Person', quote: 'Léa' }] })
  expect(JSON.stringify(lines[1])).toContain('Help')

  const conll = await downloadExport(manager, project.id, /^CoNLL-2003 \(IOB2\)/)
  const [file] = [...conll.keys()].filter((name) => /conll|iob/i.test(name))
  const tags = textIn(conll, file ?? '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('-DOCSTART-'))
    .map((line) => [line.split(/\s/)[0], line.split(/\s/).at(-1)])
  expect(tags).toContainEqual(['Zoë', 'B-Person'])
  expect(tags).toContainEqual(['Oslo', 'B-Place'])
  expect(tags).toContainEqual(['Léa', 'B-Person'])
  expect(tags.filter(([, tag]) => tag !== 'O')).toHaveLength(3)
})

test('a text is tagged and passed on by keys alone', async ({ browser }) => {
  const project = await openProject(
    admin,
    { name: 'Keys', media: 'text', questions },
    { 'one.jsonl': '{"id":"k","text":"Ada Lovelace lives in Oslo"}' },
  )
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Kim Keys'))
  await openQueue(page, project.id)
  await expect(page.getByText('Lovelace')).toBeVisible()
  for (const key of ['1', 'ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key)
  await expect(marks(page)).toHaveCount(1)
  await expect(marks(page).first()).toContainText('Ada Lovelace')
  // TXT13: one key labels, submits and moves on, where the person wants it so.
  await page.keyboard.press('Alt+Shift+Enter')
  await expect(page.getByText('A label’s key now labels, submits and goes on')).toBeVisible()
  await page.keyboard.press('q')
  await expect(page.getByText(/You did your share|Everything is labelled/)).toBeVisible()
  await everythingSaved(page)
  const [row] = (await admin.api.call('tasks.list', { params: { project: project.id } })).rows
  const detail = await admin.api.call('tasks.get', { params: { task: row?.task.id as never } })
  const span = detail.annotations[0]?.annotation.answers.find((mark) => mark.kind === 'span')
  expect(span).toMatchObject({ label: 'person', value: { start: 0, end: 12 } })
})

test('TXT9: spans after a newline and at the last character are made, seen and clicked', async ({ browser }) => {
  const project = await openProject(
    admin,
    { name: 'Edges', media: 'text', questions },
    { 'one.jsonl': JSON.stringify({ id: 'e', text: 'First line\nOslo second\nlast Lyon' }) },
  )
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Eve Edges'))
  await openQueue(page, project.id)
  await expect(page.getByText('First line')).toBeVisible()
  await tagWord(page, 'Oslo', '2')
  await tagWord(page, 'Lyon', '2')
  await expect(marks(page)).toHaveCount(2)
  await expect(marks(page).nth(0)).toContainText('Oslo')
  await expect(marks(page).nth(1)).toContainText('Lyon')
})
