// The text stage as a person uses it: spans over one another, keys alone, right to left, fingers, and a book at once.
import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { everythingSaved, marks, openQueue } from '../pages/label.ts'
import { chips, dragOver, expectMarks, placesOf, tagWord } from '../pages/passage.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'

const questions = [
  {
    id: 'entities',
    kind: 'span',
    title: 'Entities',
    labels: ['Person', 'Place', 'Thing'].map((name, index) => ({
      id: name.toLowerCase(),
      name,
      colour: index,
      key: String(index + 1),
    })),
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

async function textProject(name: string, ...rows: readonly object[]) {
  const file = rows.map((row, index) => JSON.stringify({ id: `t${index}`, ...row })).join('\n')
  return openProject(admin, { name, media: 'text', questions, overlap: 1 }, { 'texts.jsonl': file })
}

async function labelPage(
  browser: Parameters<typeof enter>[0],
  project: Awaited<ReturnType<typeof textProject>>,
  options: Parameters<typeof enter>[3] = {},
): Promise<Page> {
  const person = await invite(server, admin, project.id, 'annotator', `Annotator of ${project.name}`)
  const page = await enter(browser, server, person, options)
  await openQueue(page, project.id)
  await expect(page.locator('.text-line').first()).toBeVisible()
  return page
}

/** The spans that were submitted for the only task: label, start and end. */
async function submitted(project: Awaited<ReturnType<typeof textProject>>) {
  const [row] = (await admin.api.call('tasks.list', { params: { project: project.id } })).rows
  const detail = await admin.api.call('tasks.get', { params: { task: row?.task.id as never } })
  return (detail.annotations[0]?.annotation.answers ?? []).map(({ label, value }) => ({ label, ...(value as object) }))
}

test('TXT8, TXT9: spans on one range, nested, crossing and over lines are drawn, chosen and deleted alone', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const project = await textProject('Overlaps', { text: 'The Royal Society of London met Ada\nin Oslo and\nleft Lyon' })
  const page = await labelPage(browser, project)
  const drags = [
    ['1', 'London'],
    ['2', 'London'],
    ['2', 'Society of London'],
    ['1', 'Royal Society of London met'],
    ['3', 'Royal Society'],
    ['3', 'Ada\nin Oslo and\nleft'],
    ['2', 'Lyon'],
  ] as const
  for (const [n, [key, words]] of drags.entries()) {
    await page.keyboard.press(key)
    await dragOver(page, words)
    await expect(marks(page)).toHaveCount(n + 1)
  }
  await expect(chips(page)).toHaveCount(drags.length)
  // No name lies over another: each span has a lane of its own.
  const boxes = await chips(page).evaluateAll((all) => all.map((chip) => chip.getBoundingClientRect().toJSON()))
  for (const [n, a] of boxes.entries()) {
    for (const b of boxes.slice(n + 1)) {
      const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1
      expect(apart, JSON.stringify([a, b])).toBe(true)
    }
  }
  for (let n = drags.length; n > 0; n -= 1) {
    const chip = chips(page).nth((n * 3) % n)
    const id = await chip.getAttribute('data-chip')
    await chip.click()
    await expect(page.locator(`.mark-list-row[data-mark="${id}"]`)).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Delete')
    await expect(page.locator(`[data-chip="${id}"]`)).toHaveCount(0)
    await expect(marks(page)).toHaveCount(n - 1)
  }
  for (let n = 1; n <= drags.length; n += 1) {
    await page.keyboard.press('Control+z')
    await expect(marks(page)).toHaveCount(n)
  }
  await expect(chips(page)).toHaveCount(drags.length)
})

test('TXT7, TXT10: by keys alone words are walked, tagged, lengthened, parted, joined, searched and tagged everywhere', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const text = 'Ada met Ben. Later Ada left for Oslo!\nOslo, oslo and Oslofjord; Ada stayed in 👩‍👩‍👧 Oslo.'
  const project = await textProject('By keys', { text })
  const page = await labelPage(browser, project)
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  // The text has the focus from the beginning, with a frame only for those who come to it by keys.
  await expect(page.locator('.text-passage')).toBeFocused()
  await expect(page.locator('.text-stage')).toHaveCSS('box-shadow', 'none')
  await press('Tab', 'Shift+Tab')
  await expect(page.locator('.text-passage')).toBeFocused()
  await expect(page.locator('.text-stage')).not.toHaveCSS('box-shadow', 'none')
  // The second sentence, then to its end: tagged whole; its end a character earlier, then a word, and back.
  await press('ArrowRight', 'Control+ArrowRight', 'Control+Shift+ArrowRight', '3')
  await expectMarks(page, ['Later Ada left for Oslo!'])
  await press('Tab', 'Alt+ArrowLeft')
  await expectMarks(page, ['Later Ada left for Oslo'])
  await press('[', ']', 'Alt+Shift+ArrowRight')
  await expectMarks(page, ['ater Ada left for Oslo'])
  await press('Alt+Shift+ArrowLeft', 'Alt+s')
  await expectMarks(page, ['Later', 'Ada left for Oslo'])
  await press('Alt+m')
  await expectMarks(page, ['Later Ada left for Oslo'])
  const first = await page.locator('.mark-list-row').getAttribute('data-mark')
  await press('+', 'Control+ArrowDown', 'Enter')
  await expectMarks(page, ['Later Ada left for Oslo … Oslo'])
  await expect(page.locator('.mark-list-row')).toHaveAttribute('data-mark', first ?? '')
  // A boundary of either part moves alone: of the one just taken by its key, of the first by its handle.
  await press('Alt+Shift+ArrowLeft')
  await expectMarks(page, ['Later Ada left for Oslo … \nOslo'])
  await press('Control+z')
  const inner = await page.locator('.text-handle-end').first().boundingBox()
  const [left] = await placesOf(page, 'left')
  if (!inner || !left) throw new Error('there is no handle')
  await page.mouse.move(inner.x + inner.width / 2, inner.y + inner.height / 2)
  await page.mouse.down()
  await page.mouse.move(left.x + left.width, left.y + 10, { steps: 4 })
  await page.mouse.up()
  await expectMarks(page, ['Later Ada left … Oslo'])
  await expect(page.locator('.mark-list-row')).toHaveAttribute('data-mark', first ?? '')
  await press('Control+z', 'Control+z', 'Escape')
  await expectMarks(page, ['Later Ada left for Oslo'])

  // Search: the hit at hand becomes the chosen words.
  await press('Control+f')
  const field = page.getByRole('searchbox', { name: 'Search the text' })
  await field.fill('os[')
  await page.getByRole('button', { name: /Regular expression/ }).click()
  await expect(page.getByText(/This expression is not complete/)).toBeVisible()
  await field.fill('\\bOslo\\b')
  await page.getByRole('button', { name: 'Same case' }).click()
  await expect(page.getByText('1 of 3')).toBeVisible()
  await field.press('Enter')
  await expect(page.getByText('2 of 3')).toBeVisible()
  await field.press('Escape')
  await expect(field).toBeHidden()
  await press('2')
  await expectMarks(page, ['Later Ada left for Oslo', 'Oslo'])

  // Everywhere: the one within the long span stays as it is; whole words, same case: one more place.
  await press('Tab', 'Tab')
  await expect(page.locator('.mark-list-row[aria-selected="true"]')).toContainText('Oslo')
  await press('e')
  const bar = page.getByRole('group', { name: 'The same words everywhere' })
  await expect(bar).toContainText('1 place more · 1 has a span and stays')
  await bar.getByLabel('Same case').uncheck()
  await expect(bar).toContainText('2 places more')
  await bar.getByLabel('Whole words').uncheck()
  await expect(bar).toContainText('3 places more')
  await bar.getByRole('button', { name: 'Tag 3 as Place' }).click()
  await expect(marks(page)).toHaveCount(5)
  await press('Control+z')
  await expect(marks(page)).toHaveCount(2)
  await press('Control+Shift+z', 'Control+Enter')
  await everythingSaved(page)
  // By hand: the family is five code points, so the last Oslo is 84 to 88.
  expect(await submitted(project)).toEqual([
    { label: 'thing', start: 13, end: 36 },
    { label: 'place', start: 38, end: 42 },
    { label: 'place', start: 44, end: 48 },
    { label: 'place', start: 53, end: 57 },
    { label: 'place', start: 84, end: 88 },
  ])
})

test('an expression that goes back over itself without end leaves the page answering, and says that it took too long', async ({
  browser,
}) => {
  const project = await textProject('Without end', { text: `Ada wrote ${'a'.repeat(60)}!\nBen read it.` })
  const page = await labelPage(browser, project)
  await page.keyboard.press('Control+f')
  const search = page.getByRole('search', { name: 'Search the text' })
  const field = search.getByRole('searchbox')
  await search.getByRole('button', { name: /Regular expression/ }).click()
  // 2⁶⁰ ways to part the letters. What is typed meanwhile is looked for at once.
  await field.fill('(a+)+$')
  await expect(search.getByRole('status')).toHaveText('Searching…')
  await field.fill('B.n')
  await expect(search.getByRole('status')).toHaveText('1 of 1')
  // What was found before it came to that line is kept, and what is tagged meanwhile is tagged.
  await field.fill('(a|aa)+$|Ada|Ben')
  await dragOver(page, 'Ben')
  await expectMarks(page, ['Ben'])
  await expect(search.getByRole('status')).toHaveText(/took too long/)
  await field.fill('(a+)+$')
  await expect(search.getByRole('status')).toHaveText('This took too long and was stopped: try a simpler expression.')
  await dragOver(page, 'Ada')
  await expectMarks(page, ['Ben', 'Ada'])
  await field.fill('Ben')
  await field.press('Enter')
  await expect(search.getByRole('status')).toHaveText('1 of 1')
})

test('TXT14: in a line of Hebrew and Latin, labelling moves no word and colours exactly what was chosen', async ({
  browser,
}) => {
  const text = 'שלום Dana Cohen, הזמנה 12345 לא הגיעה אל Lyon'
  const project = await textProject('Both ways', { text })
  const page = await labelPage(browser, project)
  const words = ['שלום', 'Dana', 'Cohen', 'הזמנה', '12345', 'לא', 'הגיעה', 'Lyon']
  const places = async () => {
    const found = await Promise.all(words.map((word) => placesOf(page, word)))
    return found.map(([box]) => [Math.round(box?.x ?? 0), Math.round(box?.width ?? 0)])
  }
  const before = await places()
  // From Hebrew into Latin, and from a number into Hebrew: each crosses a change of direction.
  const chosen = ['הזמנה 12345 לא', 'Dana Cohen']
  const wanted = await Promise.all(chosen.map((stretch) => placesOf(page, stretch)))
  await page.keyboard.press('1')
  await dragOver(page, 'Dana Cohen')
  await page.keyboard.press('2')
  const [start] = await placesOf(page, 'הזמנה')
  const [end] = await placesOf(page, 'לא')
  if (!start || !end) throw new Error('the words are not there')
  await page.mouse.move(start.x + start.width - 3, start.y + 10)
  await page.mouse.down()
  await page.mouse.move(start.x + 3, start.y + 10)
  await page.mouse.move(end.x + 3, end.y + 10)
  await page.mouse.up()
  await expectMarks(page, ['Dana Cohen', 'הזמנה 12345 לא'])
  expect(await places()).toEqual(before)
  // The pieces that are coloured stand where the chosen words stood, and nowhere else.
  const painted = await page.locator('.text-piece-marked').evaluateAll((pieces) =>
    pieces.map((piece) => {
      const rects = [...piece.getClientRects()].filter(({ width }) => width > 0)
      return [Math.min(...rects.map(({ left }) => left)), Math.max(...rects.map(({ right }) => right))]
    }),
  )
  const spans = wanted.map((rects) => [
    Math.min(...rects.map(({ x }) => x)),
    Math.max(...rects.map(({ x, width }) => x + width)),
  ])
  expect(painted.map((edges) => edges.map(Math.round)).toSorted()).toEqual(
    spans.map((edges) => edges.map(Math.round)).toSorted(),
  )
  // An arrow goes where it points: to the left is on.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('.text-chosen-words')).toHaveText('Dana')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('.text-chosen-words')).toHaveText('שלום')
})

test('TXT11: shown as Markdown and as a dialogue, spans are slices of the raw text', async ({ browser }) => {
  const text = '# On **Ada**\n\nAna: I met *Ada Lovelace* in [Oslo](https://x.no).\nBen: Oslo?'
  const project = await textProject('Dressed', { text })
  // As the manager wants it, for whoever has chosen nothing else.
  const manager = await enter(browser, server, admin)
  await manager.goto(`/projects/${project.id}/brief`)
  await manager.getByRole('button', { name: /Texts are shown as/ }).click()
  await manager.getByRole('option', { name: 'Markdown' }).click()
  await manager.getByRole('button', { name: 'Save' }).click()
  await expect(manager.getByRole('button', { name: 'Save' })).toBeHidden()
  const page = await labelPage(browser, project)
  await expect(page.locator('.md-heading')).toBeVisible()
  await page.keyboard.press('v')
  await page.getByLabel('Plain text').check()
  await expect(page.locator('.md-heading')).toHaveCount(0)
  await page.getByLabel('Markdown').check()
  await expect(page.locator('.md-heading')).toBeVisible()
  await page.keyboard.press('Escape')
  await tagWord(page, 'Oslo](', '2')
  await page.keyboard.press('1')
  await dragOver(page, 'Ada Lovelace')
  await page.keyboard.press('Shift+v')
  await expect(page.locator('.turn')).toHaveCount(2)
  await tagWord(page, 'Ben', '1')
  await expectMarks(page, ['Oslo', 'Ada Lovelace', 'Ben'])
  await page.keyboard.press('Control+Enter')
  await everythingSaved(page)
  expect(await submitted(project)).toEqual(
    [
      ['place', 'Oslo'],
      ['person', 'Ada Lovelace'],
      ['person', 'Ben'],
    ].map(([label, words = '']) => ({ label, start: text.indexOf(words), end: text.indexOf(words) + words.length })),
  )
})

test('TXT12: on a phone a long press takes a word, a handle takes more, and a class is touched', async ({
  browser,
}) => {
  const project = await textProject('Fingers', { text: '我在上海买了手机。Ada Lovelace wrote from Oslo, then left.' })
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const page = await labelPage(browser, project, phone)
  const session = await page.context().newCDPSession(page)
  const [shanghai] = await placesOf(page, '上海')
  if (!shanghai) throw new Error('the words are not there')
  await longPress(session, page, shanghai.x + shanghai.width / 2, shanghai.y + 10)
  await expect(page.locator('.text-chosen-words')).toHaveText('上海')
  await page.getByRole('button', { name: 'Place', exact: true }).first().click()
  await expect(chips(page)).toHaveCount(1)

  const [ada] = await placesOf(page, 'Ada')
  const [lovelace] = await placesOf(page, 'Lovelace')
  if (!ada || !lovelace) throw new Error('the words are not there')
  await longPress(session, page, ada.x + ada.width / 2, ada.y + 10)
  await expect(page.locator('.text-chosen-words')).toHaveText('Ada')
  const handle = await page.locator('.text-draft-handle-end').boundingBox()
  if (!handle) throw new Error('there is no handle')
  const from = { x: handle.x + handle.width / 2, y: handle.y + 10 }
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] })
  for (const share of [0.3, 0.6, 1]) {
    const x = from.x + share * (lovelace.x + lovelace.width - 6 - from.x)
    const y = from.y + share * (lovelace.y + 10 - from.y)
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(page.locator('.text-chosen-words')).toHaveText('Ada Lovelace')
  await page.getByRole('button', { name: 'Person', exact: true }).first().click()
  await expect(chips(page)).toHaveText(['Place', 'Person'])
})

/** A finger that rests until the page takes the word under it. */
async function longPress(session: CDPSession, page: Page, x: number, y: number): Promise<void> {
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
  await expect(page.locator('.text-chosen-words')).toBeVisible()
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('TXT4: 200,000 words with 5,000 spans, and a megabyte in one line, are opened, walked, tagged and submitted', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const sentence = 'Ada met Ben in Oslo and wrote a long letter about it. '
  const words = `${Array.from({ length: 18_200 }, (_, n) => `${n} ${sentence}`).join('\n')}\nThe End`
  const entities = Array.from({ length: 5_000 }, (_, n) => {
    const start = words.indexOf('Oslo', Math.floor((n / 5_000) * (words.length - 200)))
    return { start, end: start + 4, label: 'Place' }
  })
  const project = await textProject('A book', { text: words, entities }, { text: sentence.repeat(19_000) })
  const page = await labelPage(browser, project)
  const count = page.locator('.label-list-row', { hasText: 'Place' }).locator('.label-list-count')
  await expect(count).toHaveText('5000')
  // As much as a screen or three is on the page, however long the text.
  expect(await page.locator('[data-row]').count()).toBeLessThan(120)
  await page.keyboard.press('Control+End')
  await expect(page.locator('.text-chosen-words')).toHaveText('End')
  await expect(page.getByText('The End')).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.locator('.text-chip', { hasText: 'Person' })).toBeVisible()
  await page.keyboard.press('Control+Home')
  await expect(page.locator('[data-row="0"]')).toBeInViewport()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.text-chip')).toHaveCount(0)
  // The second: a line without an end is cut into rows.
  expect(await page.locator('[data-row]').count()).toBeLessThan(20)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await page.keyboard.press('3')
  await expectMarks(page, ['Ada met Ben in Oslo and wrote a long letter about it.'])
  await page.keyboard.press('Control+Enter')
  await everythingSaved(page)
  const spans = await submitted(project)
  expect(spans).toHaveLength(5_001)
  expect(spans.at(-1)).toEqual({ label: 'person', start: words.length - 3, end: words.length })
})
