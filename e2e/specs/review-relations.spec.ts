// Relations under review: three annotators differ in a boundary, a label and a relation; a reviewer sees where, settles all
// of it by keys alone, and what was settled is what goes out.
import type { Answers, Project } from '@etabli/schema'
import { expect, test } from '@playwright/test'
import { answerAll } from '../answering.ts'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { press } from '../pages/keys.ts'
import { chips, expectMarks } from '../pages/passage.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'
import { textIn } from '../zip.ts'

const questions = [
  {
    id: 'mentions',
    kind: 'span',
    title: 'Mentions',
    labels: [
      { id: 'person', name: 'Person', colour: 0, key: '1' },
      { id: 'place', name: 'Place', colour: 2, key: '2' },
      { id: 'firm', name: 'Firm', colour: 4, key: '3' },
    ],
  },
  {
    id: 'links',
    kind: 'relation',
    title: 'Links',
    labels: [
      { id: 'works-for', name: 'works for', colour: 5, key: '4' },
      { id: 'knows', name: 'knows', colour: 6, key: '5' },
    ],
    options: { spans: 'mentions', form: 'directed' },
  },
]

const text = 'Ada Lovelace met Bob Stone at Acme Works.'

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

let made = 0
const newId = () => `01ARZ3NDEKTSV4RRFFQ7${String(++made).padStart(6, '0')}`

interface Said {
  /** Where the first person's name ends. */
  readonly ada: string
  readonly acme: 'firm' | 'place'
  readonly links: readonly ('works-for' | 'knows')[]
}

function answersOf({ ada, acme, links }: Said): Answers {
  const said = { source: 'person', confidence: null }
  const span = (quote: string, label: string) => {
    const start = text.indexOf(quote)
    const value = { start, end: start + quote.length }
    return { id: newId(), question: 'mentions', kind: 'span', label, value, ...said }
  }
  const [first, second, works] = [span(ada, 'person'), span('Bob Stone', 'person'), span('Acme Works', acme)]
  const ends = { 'works-for': { from: second.id, to: works.id }, knows: { from: first.id, to: second.id } }
  const relations = links.map((label) => ({
    id: newId(),
    question: 'links',
    kind: 'relation',
    label,
    value: ends[label],
    ...said,
  }))
  return [first, second, works, ...relations] as unknown as Answers
}

async function answered(): Promise<Project> {
  const project = await openProject(
    admin,
    { name: 'Letters', media: 'text', questions, overlap: 3 },
    { 'one.jsonl': JSON.stringify({ id: 'letter', text }) },
  )
  const people: readonly [string, Said][] = [
    ['Nora', { ada: 'Ada Lovelace', acme: 'firm', links: ['works-for', 'knows'] }],
    ['Omar', { ada: 'Ada', acme: 'firm', links: ['works-for'] }],
    ['Pia', { ada: 'Ada Lovelace', acme: 'place', links: [] }],
  ]
  for (const [name, said] of people) {
    const person = await invite(server, admin, project.id, 'annotator', `${name} Annotator`)
    await answerAll(server, person, project, () => answersOf(said))
  }
  await expect
    .poll(async () => (await admin.api.call('projects.get', { params: { project: project.id } })).progress.done)
    .toBe(1)
  return project
}

test('TXT8, QLT4, QLT7: a boundary, a label and a relation are settled by keys alone, and go out as settled', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const project = await answered()
  const page = await enter(browser, server, await invite(server, admin, project.id, 'reviewer', 'Rita Reviewer'))
  await page.goto(`/review/${project.id}`)
  await expect(page.getByRole('heading', { name: '3 annotators' })).toBeVisible({ timeout: 30_000 })
  const settled = ['Ada Lovelace', 'Bob Stone', 'Acme Works', 'Bob Stone → Acme Works: works for']
  await expectMarks(page, settled)
  await expect(page.locator('.text-stage[data-relations]')).toBeVisible()

  // Every mark of the three; then those that differ, with the ends that differing relations stand on: Pia's agreed span
  // alone goes, as she drew no relation from it.
  const offered = page.getByRole('region', { name: /without a majority/ })
  await expect(offered).toContainText('Ada')
  const all = await chips(page).count()
  await press(page, 'Shift+U')
  await expect(chips(page)).toHaveCount(all - 1)
  await expect(page.locator('[data-arc]')).toHaveCount(4)
  await press(page, 'Shift+S')
  const columns = page.locator('.review-column')
  await expect(columns).toHaveCount(3)
  await expect(columns.nth(0).locator('.text-chip')).toHaveCount(3)
  await press(page, 'Shift+U', 'Shift+S')
  await expect(columns).toHaveCount(0)
  await expectMarks(page, settled)

  // The boundary is left as most drew it, the relation that one saw is added, taken back and added again.
  await expect(offered).toContainText('1 of 3 said so')
  await press(page, 'Shift+X')
  await expect(offered).toContainText('Ada Lovelace → Bob Stone: knows')
  await press(page, 'Shift+A')
  const five = [...settled, 'Ada Lovelace → Bob Stone: knows']
  await expectMarks(page, five)
  await expect(offered).toBeHidden()
  await press(page, 'Control+z')
  await expect(offered).toContainText('knows')
  await press(page, 'Shift+A')
  await expectMarks(page, five)

  // The label that two of three gave is not what the reviewer reads.
  await press(page, 'Tab', 'Tab', 'Tab', '2')
  await expect(chips(page).filter({ hasText: /^Place/ })).toHaveCount(1)
  await press(page, 'Control+Enter')
  await expect
    .poll(async () => (await admin.api.call('projects.get', { params: { project: project.id } })).progress.settled)
    .toBe(1)

  const files = await downloadExport(await enter(browser, server, admin), project.id, /brat/, /^Reviewed/)
  const [name] = [...files.keys()].filter((file) => file.endsWith('.ann'))
  const lines = textIn(files, name ?? '').split('\n')
  const spans = lines.filter((line) => line.startsWith('T')).map((line) => line.replace(/^T\d+\t/, ''))
  expect(spans.toSorted()).toEqual(['Person 0 12\tAda Lovelace', 'Person 17 26\tBob Stone', 'Place 30 40\tAcme Works'])
  const idOf = (words: string) => lines.find((line) => line.endsWith(`\t${words}`))?.split('\t')[0]
  expect(
    lines
      .filter((line) => line.startsWith('R'))
      .map((line) => line.replace(/^R\d+\t/, ''))
      .toSorted(),
  ).toEqual([
    `knows Arg1:${idOf('Ada Lovelace')} Arg2:${idOf('Bob Stone')}`,
    `works-for Arg1:${idOf('Bob Stone')} Arg2:${idOf('Acme Works')}`,
  ])
})
