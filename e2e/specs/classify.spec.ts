// Classifying texts by keys alone: a class of 2,000, sentence by sentence, and model answers side by side.
import { expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { draftKept, everythingSaved, openQueue, submitButton } from '../pages/label.ts'
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

const jsonl = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')

/** The rows of the one file of that name in an export. */
async function exported(page: Page, project: Parameters<typeof downloadExport>[1], format: RegExp, name: string) {
  const files = await downloadExport(page, project, format, /^All annotators/)
  const path = [...files.keys()].find((one) => one.endsWith(name)) ?? ''
  return textIn(files, path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** 2,043 classes on four levels, "Kettles" and "Crème brûlée" among them. */
function manyClasses() {
  const label = (id: string, name: string, parent?: string) => ({
    id,
    name,
    colour: 0,
    key: null,
    ...(parent ? { parent } : {}),
  })
  const labels = [label('home', 'Home'), label('kitchen', 'Kitchen', 'home'), label('kettles', 'Kettles', 'kitchen')]
  labels.push(label('creme', 'Crème brûlée sets', 'kitchen'))
  for (let a = 1; a <= 39; a += 1) {
    labels.push(label(`a${a}`, `Section ${a}`))
    for (let b = 1; b <= 50; b += 1) labels.push(label(`a${a}b${b}`, `Part ${a}.${b}`, `a${a}`))
  }
  for (let c = 1; c <= 50; c += 1) labels.push(label(`c${c}`, `Piece ${c}`, 'a1b1'))
  return labels
}

test('a class among 2,000 is found by typing, by arrows and among the recent ones, without a mouse', async ({
  browser,
}) => {
  const labels = manyClasses()
  expect(labels.length).toBeGreaterThan(2_000)
  const questions = [
    { id: 'category', kind: 'single', title: 'Category', required: true, labels, options: { leafOnly: true } },
  ]
  const rows = ['a kettle', 'a dessert', 'a third'].map((text, index) => ({ id: `t${index + 1}`, text }))
  const project = await openProject(admin, { name: 'Shop', media: 'text', questions }, { 'r.jsonl': jsonl(rows) })
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Ana Classes'))
  await openQueue(page, project.id)
  const find = page.getByRole('combobox', { name: /^Category/ })
  await expect(find).toBeVisible()
  // Of two thousand rows only those in sight are on the page.
  expect(await page.getByRole('option').count()).toBeLessThan(60)

  await page.keyboard.press('/')
  await expect(find).toBeFocused()
  await page.keyboard.type('KETTL')
  await expect(page.getByRole('option').first()).toContainText('Kettles')
  await expect(page.getByRole('option').first().locator('mark')).toHaveText('Kettl')
  await page.keyboard.press('Enter')
  await expect(page.locator('.taxonomy-chip')).toHaveText(/Home › Kitchen › Kettles/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('a dessert')).toBeVisible()

  // The tree: recent first, then down, in, and in again; a class with others below it opens instead of being chosen.
  await page.keyboard.press('/')
  await expect(page.getByRole('option').first()).toContainText('Recent')
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('.taxonomy-row[data-at]')).toContainText('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('.taxonomy-row[data-at]')).toContainText('Kitchen')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option', { name: /Crème/ })).toBeVisible()
  await expect(page.locator('.taxonomy-chip')).toHaveCount(0)
  await page.keyboard.type('creme bru')
  await expect(page.getByRole('option').first()).toContainText('Crème brûlée sets')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByText('a third')).toBeVisible()

  await page.keyboard.press('/')
  await page.keyboard.press('Enter')
  await expect(page.locator('.taxonomy-chip')).toHaveText(/Crème brûlée sets/)
  await page.keyboard.press('Enter')
  await everythingSaved(page)
  const manager = await enter(browser, server, admin)
  const written = await exported(manager, project.id, /^JSON Lines/, '.jsonl')
  expect(written.map(({ classes }) => classes)).toEqual([
    { category: 'Kettles' },
    { category: 'Crème brûlée sets' },
    { category: 'Crème brûlée sets' },
  ])
})

test('sentences are answered one after the other by digits, all of them asked for, and go out with their bounds', async ({
  browser,
}) => {
  const questions = [
    {
      id: 'acts',
      kind: 'sentence',
      title: 'What does it do?',
      required: true,
      labels: [
        { id: 'asks', name: 'Asks', colour: 0, key: '1' },
        { id: 'tells', name: 'Tells', colour: 2, key: '2' },
      ],
      options: { all: true },
    },
  ]
  const text = 'Hello 👩‍👩‍👧! It never came.\r\nWhere is it? Thank you.'
  const project = await openProject(
    admin,
    { name: 'Acts', media: 'text', questions },
    { 'r.jsonl': jsonl([{ id: 't1', text }]) },
  )
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Ben Sentences'))
  await openQueue(page, project.id)
  const now = page.locator('.sentence-now')
  const count = page.locator('.sentence-count')
  await expect(now).toHaveText('Hello 👩‍👩‍👧!')
  await expect(count).toHaveText('0 of 4')
  await page.keyboard.press('2')
  await expect(now).toHaveText('It never came.')
  await page.keyboard.press('2')
  await expect(now).toHaveText('Where is it?')
  await page.keyboard.press('.')
  await expect(now).toHaveText('Thank you.')
  await page.keyboard.press('2')
  // The one that was passed over is what is left.
  await expect(now).toHaveText('Where is it?')
  await expect(count).toHaveText('3 of 4')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await draftKept(page)
  await page.reload()
  await expect(count).toHaveText('3 of 4')
  await expect(now).toHaveText('Where is it?')
  await page.keyboard.press('1')
  await expect(count).toHaveText('4 of 4')
  // The wash of the current one and the bars of the others are drawn over the text.
  const drawn = await page.evaluate(() =>
    [...CSS.highlights.keys()].filter((name) => name.startsWith('sentence-')).sort(),
  )
  expect(drawn).toEqual(['sentence-0', 'sentence-2', 'sentence-now'])
  await page.keyboard.press('Enter')
  await everythingSaved(page)
  const manager = await enter(browser, server, admin)
  const written = await exported(manager, project.id, /^Sentences/, 'sentences.jsonl')
  expect(written.map(({ start, end, label }) => [[...text].slice(Number(start), Number(end)).join(''), label])).toEqual(
    [
      ['Hello 👩‍👩‍👧!', 'Tells'],
      ['It never came.', 'Tells'],
      ['Where is it?', 'Asks'],
      ['Thank you.', 'Tells'],
    ],
  )
})

test('TXT15: answers are shuffled and the order kept; tie, both bad and partial ranks are given by keys alone', async ({
  browser,
}) => {
  const questions = [
    {
      id: 'better',
      kind: 'ranking',
      title: 'Which is better?',
      required: true,
      options: { reason: true, strength: true },
    },
  ]
  const two = (id: string) => ({
    id,
    prompt: `Prompt ${id}`,
    response_a: `First **answer** of ${id}`,
    response_b: `Second answer of ${id} <img src=x onerror="document.title='run'">`,
    model_a: 'model-one',
    model_b: 'model-two',
  })
  const rows = [two('p1'), two('p2'), two('p3'), { id: 'p4', prompt: 'Prompt p4', responses: ['w', 'x', 'y', 'z'] }]
  const project = await openProject(admin, { name: 'Answers', media: 'none', questions }, { 'r.jsonl': jsonl(rows) })
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Chloe Compares'))
  await openQueue(page, project.id)
  await expect(page.getByText('Prompt p1')).toBeVisible()
  // Nothing said is no answer.
  await submitButton(page).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await expect(page.getByText('model-one')).toHaveCount(0)
  await expect(page.locator('.ranking-card strong').first()).toHaveText('answer')
  await expect(page.locator('.ranking-card img')).toHaveCount(0)
  const cards = page.locator('.ranking-card .ranking-text')
  const shown = await cards.allInnerTexts()
  await page.keyboard.press('2')
  await page.keyboard.press('2')
  await expect(page.getByRole('button', { name: /^2 is clearly better/ })).toHaveAttribute('aria-pressed', 'true')
  await draftKept(page)
  await page.reload()
  await expect(page.getByRole('button', { name: /^2 is clearly better/ })).toHaveAttribute('aria-pressed', 'true')
  expect(await cards.allInnerTexts()).toEqual(shown)
  await page.keyboard.press('Enter')

  await expect(page.getByText('Prompt p2')).toBeVisible()
  await page.keyboard.press('0')
  await expect(page.getByRole('button', { name: /^A tie/ })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Prompt p3')).toBeVisible()
  await page.keyboard.press('9')
  await expect(page.getByRole('button', { name: /^Both bad/ })).toHaveAttribute('aria-pressed', 'true')
  // A reason is typed, and submitted from there; with the next task keys are keys again.
  await page.getByRole('textbox').focus()
  await page.keyboard.type('Neither is true.')
  await page.keyboard.press('Control+Enter')

  // Four: the third shown first, the first shown after it, the second tied with that, the last left open.
  await expect(page.getByText('Prompt p4')).toBeVisible()
  const four = await cards.allInnerTexts()
  for (const key of ['3', '1', '2', '0']) await page.keyboard.press(key)
  await expect(page.locator('.ranking-slot[data-slot="2"] .ranking-chip')).toHaveText(['1', '2'])
  await expect(page.locator('.ranking-slot[data-slot=""] .ranking-chip')).toHaveText(['4'])
  // What keys do a drag does too: the last into a rank of its own, and back out.
  await drag(page, '[data-slot=""] [data-answer="4"]', '[data-slot="3"]')
  await expect(page.locator('.ranking-slot[data-slot="3"] .ranking-chip')).toHaveText(['4'])
  await drag(page, '[data-answer="4"]', '[data-slot=""]')
  await expect(page.locator('.ranking-slot[data-slot=""] .ranking-chip')).toHaveText(['4'])
  await page.keyboard.press('Enter')
  await everythingSaved(page)

  const manager = await enter(browser, server, admin)
  const whole = await exported(manager, project.id, /^Preferences/, 'rankings/all.jsonl')
  const [first, tie, bad, ranked] = whole as { shown: number[]; ranks: (number | null)[]; responses: string[] }[]
  expect(shown.map((text) => text.slice(0, 5))).toEqual(first?.shown.map((place) => (place === 0 ? 'First' : 'Secon')))
  expect(first).toMatchObject({ strength: 2, models: ['model-one', 'model-two'] })
  expect(first?.ranks[first.shown[1] ?? 0]).toBe(1)
  expect(tie).toMatchObject({ ranks: [1, 1], all_bad: false })
  expect(bad).toMatchObject({ ranks: [null, null], all_bad: true, reason: 'Neither is true.' })
  expect(ranked?.shown.map((place) => ranked.responses[place])).toEqual(four)
  expect(ranked?.shown.map((place) => ranked.ranks[place])).toEqual([2, 2, 1, null])
  const pairs = await exported(manager, project.id, /^Preferences/, 'preferences.jsonl')
  expect(pairs.map(({ id }) => id)).toEqual(['p1', 'p4', 'p4'])
  expect(pairs[1]?.['chosen']).toBe(four[2])
})

/** Drags by the pointer from one element to another of the ranks. */
async function drag(page: Page, from: string, to: string): Promise<void> {
  const middle = async (selector: string) => {
    const box = await page.locator('.ranking-slots').locator(selector).boundingBox()
    if (!box) throw new Error(`${selector} is not on the page`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const [start, end] = [await middle(from), await middle(to)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, end.y)
  await page.mouse.move(end.x, end.y)
  await page.mouse.up()
}
