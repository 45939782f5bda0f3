// Relations between spans: made, turned round, refused and taken along by keys alone; by mouse; and out as brat's standoff.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { press } from '../pages/keys.ts'
import { everythingSaved, openQueue, submitButton } from '../pages/label.ts'
import { expectMarks, placesOf, tagWord } from '../pages/passage.ts'
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
      { id: 'firm', name: 'Firm', colour: 2, key: '2' },
    ],
  },
  {
    id: 'relations',
    kind: 'relation',
    title: 'Relations',
    labels: [
      { id: 'works-for', name: 'works for', colour: 4, key: '3' },
      { id: 'knows', name: 'knows', colour: 6, key: '4' },
    ],
    options: { spans: 'mentions', form: 'directed', ends: { 'works-for': { from: ['person'], to: ['firm'] } } },
  },
  {
    id: 'same',
    kind: 'relation',
    title: 'Same',
    labels: [{ id: 'same', name: 'same', colour: 8, key: '5' }],
    options: { spans: 'mentions', form: 'chain' },
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

test('TXT10: relations by keys alone, by mouse, and in brat', async ({ browser }) => {
  test.setTimeout(180_000)
  const project = await openProject(
    admin,
    { name: 'Relations', media: 'text', questions, overlap: 1 },
    { 'two.jsonl': '{"id":"a","text":"Ada met Bob at Acme"}\n{"id":"b","text":"Eve met Dan"}\n' },
  )
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Rel Annotator'))
  await openQueue(page, project.id)
  await expect(page.locator('.text-stage[data-relations]')).toBeVisible()
  await press(page, '1', 'ArrowRight', 'Enter', 'ArrowRight', 'ArrowRight', 'Enter')
  await press(page, '2', 'ArrowRight', 'ArrowRight', 'Enter')
  await expectMarks(page, ['Ada', 'Bob', 'Acme'])

  // From the selected span by the type's key, to the next by Tab, made by Enter.
  await press(page, 'Tab', '4')
  const link = page.getByRole('group', { name: 'The link that is begun' })
  await expect(link).toContainText('Ada')
  await press(page, 'Tab', 'Enter')
  await expectMarks(page, ['Ada', 'Bob', 'Acme', 'Ada → Bob: knows'])
  await expect(link).toBeHidden()

  await press(page, 'Alt+ArrowDown', 'Alt+r')
  await expectMarks(page, ['Ada', 'Bob', 'Acme', 'Bob → Ada: knows'])

  // A wrong class is refused in words; the second press of the type's key is Enter too.
  await press(page, 'Tab', '3')
  await expect(link).toContainText('works for')
  await press(page, 'Tab', '3')
  await expect(link.getByRole('alert')).toHaveText('“works for” goes from Person to Firm, not from Person to Person.')
  await press(page, 'Tab', '3')
  const four = ['Ada', 'Bob', 'Acme', 'Bob → Ada: knows', 'Ada → Acme: works for']
  await expectMarks(page, four)
  await press(page, '4')
  await expect(link).toBeVisible()
  await press(page, 'Escape')
  await expect(link).toBeHidden()
  await expectMarks(page, four)

  await press(page, 'Shift+Tab', 'Alt+l')
  await expectMarks(page, [...four, 'Bob – Ada: same'])

  // A span takes its relations along; undo brings all of it back.
  await press(page, 'Delete')
  await expectMarks(page, ['Ada', 'Acme', 'Ada → Acme: works for'])
  await press(page, 'Control+z')
  await expectMarks(page, [...four, 'Bob – Ada: same'])
  await submitButton(page).click()

  await expect(page.getByText('Eve met')).toBeVisible()
  await tagWord(page, 'Eve', '1')
  await tagWord(page, 'Dan', '1')
  await expectMarks(page, ['Eve', 'Dan'])
  await press(page, '4')
  for (const word of ['Eve', 'Dan']) {
    const [box] = await placesOf(page, word)
    if (box) await page.mouse.click(box.x + box.width / 2, box.y + 10)
    if (word === 'Eve') await expect(link).toBeVisible()
  }
  await expectMarks(page, ['Eve', 'Dan', 'Eve → Dan: knows'])
  // Dragged from the one's name to the other's words; a second time it is refused.
  await expect(page.locator('[data-arc]')).toHaveCount(1)
  const drag = async () => {
    const name = await page.locator('[data-chip]').last().boundingBox()
    const [words] = await placesOf(page, 'Eve')
    if (!name || !words) return
    await page.mouse.move(name.x + 5, name.y + 5)
    await page.mouse.down()
    await page.mouse.move(name.x - 20, name.y - 5, { steps: 3 })
    await page.mouse.move(words.x + 5, words.y + 10, { steps: 3 })
    // A line to the pointer; both ends are lit.
    await expect(page.locator('.text-rubber path')).toBeVisible()
    await expect(page.locator('.text-rubber rect')).toHaveCount(2)
    await page.mouse.up()
    await expect(page.locator('.text-rubber')).toHaveCount(0)
  }
  await drag()
  await expectMarks(page, ['Eve', 'Dan', 'Eve → Dan: knows', 'Dan → Eve: knows'])
  await drag()
  await expect(page.getByRole('alert')).toHaveText('“knows” is there already between these two.')
  await press(page, 'Alt+Shift+a')
  await expect(page.locator('[data-arc]')).toHaveCount(0)
  await submitButton(page).click()
  await everythingSaved(page)

  const files = await downloadExport(await enter(browser, server, admin), project.id, /brat/)
  const standoff = [...files.keys()].filter((name) => name.endsWith('.ann')).map((name) => textIn(files, name))
  const all = standoff.join('\n')
  expect(all).toMatch(/^R\d+\tknows Arg1:T\d+ Arg2:T\d+/m)
  expect(all).toMatch(/^R\d+\tworks-for Arg1:T\d+ Arg2:T\d+/m)
})

test('on a phone a relation is made by two taps, or drawn by a finger from name to name; crowded lines fold', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const names = ['Ada', 'Bob', 'Cy', 'Dee', 'Eve']
  const text = `${names.join(' ')}\nand Zoe`
  const entities = names.map((name, id) => ({ id, start: text.indexOf(name), end: text.indexOf(name) + name.length }))
  const pairs = names.flatMap((_, a) => names.flatMap((_, b) => (a === b || a + b < 2 ? [] : [[a, b] as const])))
  const row = {
    text,
    entities: entities.map((entity) => ({ ...entity, label: 'person' })),
    relations: pairs.map(([a, b], n) => ({ id: 50 + n, from_id: a, to_id: b, type: 'knows' })),
  }
  const project = await openProject(
    admin,
    { name: 'Fingers', media: 'text', questions: questions.slice(0, 2), overlap: 1 },
    { 'one.jsonl': `${JSON.stringify(row)}\n` },
  )
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const person = await invite(server, admin, project.id, 'annotator', 'Phone Annotator')
  const page = await enter(browser, server, person, phone)
  await openQueue(page, project.id)
  await expect(page.locator('.text-stage[data-relations]')).toBeVisible()
  const relations = page.locator('.mark-list-words', { hasText: '→' })
  // All pairs but Ada and Bob: eighteen. In a line five have room; pressed, all of them.
  await expect(relations).toHaveCount(18)
  const arcs = page.locator('[data-arc]')
  const fold = page.getByRole('button', { name: /relations more in this line/ })
  await expect(fold).toBeVisible()
  const shown = await arcs.count()
  expect(shown).toBeGreaterThan(4)
  expect(Number((await fold.textContent())?.slice(1))).toBe(18 - shown)
  await fold.tap()
  await expect(arcs).toHaveCount(18)
  await page.getByRole('button', { name: 'Show fewer relations here' }).tap()
  await expect(arcs).toHaveCount(shown)

  await page.locator('[data-chip]').first().tap()
  await page.getByRole('button', { name: 'Relate' }).tap()
  await page.getByRole('group', { name: 'Which relation?' }).getByRole('button', { name: 'knows' }).tap()
  await expect(page.getByRole('group', { name: 'The link that is begun' })).toContainText('Ada')
  await page.locator('[data-chip]').nth(1).tap()
  await expect(page.locator('.mark-list-words', { hasText: 'Ada → Bob: knows' })).toHaveCount(1)

  // With a type in hand, from the one's name to the other's.
  await press(page, 'Escape', '4')
  const session = await page.context().newCDPSession(page)
  const [from, to] = await Promise.all([1, 0].map((n) => page.locator('[data-chip]').nth(n).boundingBox()))
  if (!from || !to) throw new Error('there are no names')
  const touch = (type: 'touchStart' | 'touchMove', x: number, y: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] })
  await touch('touchStart', from.x + 8, from.y + 6)
  for (const share of [0.3, 0.6, 1]) {
    await touch('touchMove', from.x + 8 + share * (to.x - from.x), from.y + 6 + share * (to.y - from.y))
  }
  await expect(page.locator('.text-rubber path')).toBeVisible()
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(page.locator('.text-rubber')).toHaveCount(0)
  await expect(page.locator('.mark-list-words', { hasText: 'Bob → Ada: knows' })).toHaveCount(1)
})
