// The image tools in a browser: by mouse, by keys alone and by touch; every gesture is one undo step.
import { type CDPSession, expect, type Locator, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { drawBox, marks, openQueue } from '../pages/label.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject, shelfImages } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'

const questions = [
  {
    id: 'objects',
    kind: 'box',
    title: 'Objects',
    labels: [
      { id: 'bottle', name: 'Bottle', colour: 0, key: '1' },
      { id: 'can', name: 'Can', colour: 1, key: '2' },
    ],
    options: { rotated: true },
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

async function shelf(name: string, images: readonly string[]) {
  return openProject(admin, { name, media: 'image', questions }, await shelfImages(images))
}

interface Numbers {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** `Bottle, 120 × 340 at 33, 210` as numbers. */
async function numbersOf(row: Locator): Promise<Numbers> {
  const words = ((await row.textContent()) ?? '').replaceAll(/[\u202f\u00a0]/g, '')
  const found = /([\d.]+) × ([\d.]+) at (-?[\d.]+), (-?[\d.]+)/.exec(words)
  if (!found) throw new Error(`no box in "${words}"`)
  const [, width, height, x, y] = found.map(Number)
  return { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 }
}

/** A place of the stage in shares of its size, in pixels of the page. */
async function placeIn(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const stage = await page.locator('.image-stage-glass').boundingBox()
  if (!stage) throw new Error('the stage has no place')
  return { x: stage.x + x * stage.width, y: stage.y + y * stage.height }
}

async function ready(page: Page): Promise<void> {
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
}

const undo = (page: Page) => page.keyboard.press('Control+z')

test('by mouse: two clicks, extreme points, moving, multi-select, the menu, copies on the next image', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const project = await shelf('Mouse', ['shelf-001.jpg', 'shelf-002.jpg'])
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Mia Mouse'))
  await openQueue(page, project.id)
  await ready(page)
  await page.keyboard.press('1')

  // Two clicks on opposite corners.
  for (const [x, y] of [
    [0.3, 0.3],
    [0.4, 0.45],
  ] as const) {
    const at = await placeIn(page, x, y)
    await page.mouse.click(at.x, at.y)
  }
  await expect(marks(page)).toHaveCount(1)

  // Four outermost points; the key of undo takes one of them back.
  await page.keyboard.press('e')
  for (const [x, y] of [
    [0.6, 0.3],
    [0.55, 0.4],
    [0.9, 0.9],
  ] as const) {
    const at = await placeIn(page, x, y)
    await page.mouse.click(at.x, at.y)
  }
  await undo(page)
  await expect(marks(page)).toHaveCount(1)
  for (const [x, y] of [
    [0.62, 0.5],
    [0.66, 0.38],
  ] as const) {
    const at = await placeIn(page, x, y)
    await page.mouse.click(at.x, at.y)
  }
  await expect(marks(page)).toHaveCount(2)
  await page.keyboard.press('e')
  const drawn = [await numbersOf(marks(page).nth(0)), await numbersOf(marks(page).nth(1))]

  // A band around both, a class for both in one step, a move of both in one step.
  await page.keyboard.press('v')
  const [from, to] = [await placeIn(page, 0.25, 0.25), await placeIn(page, 0.7, 0.6)]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.press('2')
  await expect(marks(page).filter({ hasText: 'Can' })).toHaveCount(2)
  const middle = await placeIn(page, 0.35, 0.37)
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.down()
  await page.keyboard.down('Alt')
  await page.mouse.move(middle.x + 60, middle.y + 20, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.up('Alt')
  const moved = [await numbersOf(marks(page).nth(0)), await numbersOf(marks(page).nth(1))]
  expect(moved[0]?.x).toBeGreaterThan((drawn[0]?.x ?? 0) + 10)
  // The list says whole pixels: rounding may differ by one.
  expect(
    Math.abs((moved[0]?.x ?? 0) - (drawn[0]?.x ?? 0) - ((moved[1]?.x ?? 0) - (drawn[1]?.x ?? 0))),
  ).toBeLessThanOrEqual(1)
  await undo(page)
  expect([await numbersOf(marks(page).nth(0)), await numbersOf(marks(page).nth(1))]).toEqual(drawn)
  await undo(page)
  await expect(marks(page).filter({ hasText: 'Bottle' })).toHaveCount(2)

  // The menu at the pointer acts on what lies there, and its items say their keys.
  await page.keyboard.press('Escape')
  await page.mouse.click(middle.x, middle.y, { button: 'right' })
  const menu = page.getByRole('menu')
  await expect(menu).toBeVisible()
  await expect(menu.getByRole('menuitem', { name: /Duplicate/ })).toContainText('Ctrl D')
  await menu.getByRole('menuitem', { name: /Duplicate/ }).click()
  await expect(marks(page)).toHaveCount(3)
  await expect(menu).toBeHidden()

  // Copied here, pasted on the next image in one step.
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('shelf-002.jpg')).toBeVisible()
  await ready(page)
  await expect(marks(page)).toHaveCount(0)
  await page.keyboard.press('Control+v')
  await expect(marks(page)).toHaveCount(3)
  expect(await numbersOf(marks(page).nth(0))).toEqual(drawn[0])
  await undo(page)
  await expect(marks(page)).toHaveCount(0)
})

test('by mouse: a box is turned by its handle, and locked and hidden ones are passed through', async ({ browser }) => {
  const project = await shelf('Turned', ['shelf-003.jpg'])
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Tom Turner'))
  await openQueue(page, project.id)
  await ready(page)
  await page.keyboard.press('1')
  await drawBox(page, { x: 0.35, y: 0.4, width: 0.2, height: 0.1 })
  const before = await numbersOf(marks(page).first())
  await page.keyboard.press('v')
  const [centre, top] = [await placeIn(page, 0.45, 0.45), await placeIn(page, 0.45, 0.4)]
  await page.mouse.click(centre.x, centre.y)
  // The turner stands 26 pixels above the upper side; a quarter to the right of the centre is 90°.
  await page.mouse.move(top.x, top.y - 26)
  await page.mouse.down()
  await page.mouse.move(centre.x + 40, centre.y - 40, { steps: 3 })
  await page.mouse.move(centre.x + 90, centre.y, { steps: 3 })
  await page.mouse.up()
  await expect(marks(page).first()).toContainText('90°')
  await undo(page)
  expect(await numbersOf(marks(page).first())).toEqual(before)

  await page.mouse.click(centre.x, centre.y)
  await page.keyboard.press('Shift+L')
  await page.keyboard.press('Delete')
  await expect(marks(page)).toHaveCount(1)
  await page.keyboard.press('Control+Shift+L')
  await page.keyboard.press('Delete')
  await expect(marks(page)).toHaveCount(0)
})

test('IMG18: by keys alone: two boxes are made, grouped, moved, duplicated and merged; the menu opens by a key', async ({
  browser,
}) => {
  const project = await shelf('Keys', ['shelf-001.jpg'])
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Kim Keys'))
  await openQueue(page, project.id)
  await ready(page)
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await press('1', 'n', 'Enter', 'n', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter')
  await expect(marks(page)).toHaveCount(2)
  const one = await numbersOf(marks(page).nth(0))
  await press('Control+a', 'Control+g', 'ArrowLeft', 'ArrowLeft')
  const nudged = await numbersOf(marks(page).nth(0))
  expect(one.x - nudged.x).toBeGreaterThanOrEqual(1)
  // A run of presses is one step.
  await press('Control+z')
  expect(await numbersOf(marks(page).nth(0))).toEqual(one)
  await press('Control+d')
  await expect(marks(page)).toHaveCount(4)
  await press('Control+a', 'Shift+M')
  await expect(marks(page)).toHaveCount(1)
  await press('Control+z')
  await expect(marks(page)).toHaveCount(4)

  await press('Shift+F10')
  const menu = page.getByRole('menu')
  await expect(menu).toBeVisible()
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  await press('ArrowDown', 'ArrowDown')
  await expect(menu.getByRole('menuitem').nth(2)).toBeFocused()
  await press('Escape')
  await expect(menu).toBeHidden()
  await press('Escape', 'Control+a', 'Delete')
  await expect(marks(page)).toHaveCount(0)
})

/** Fingers, as the browser itself hears them. */
function fingers(session: CDPSession) {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map((point, id) => ({ ...point, id })),
    })
  return {
    async drag(from: { x: number; y: number }, to: { x: number; y: number }) {
      await send('touchStart', from)
      await send('touchMove', { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })
      await send('touchMove', to)
      await send('touchEnd')
    },
    async pinch(at: { x: number; y: number }, apart: number, wide: number) {
      const pair = (by: number) => [
        { x: at.x - by, y: at.y },
        { x: at.x + by, y: at.y },
      ]
      await send('touchStart', ...pair(apart))
      await send('touchMove', ...pair((apart + wide) / 2))
      await send('touchMove', ...pair(wide))
      await send('touchEnd')
    },
    async hold(at: { x: number; y: number }, until: () => Promise<void>) {
      await send('touchStart', at)
      await until()
      await send('touchEnd')
    },
  }
}

test('by touch: one finger draws, two zoom, a finger held still opens the menu', async ({ browser }) => {
  const project = await shelf('Touch', ['shelf-001.jpg'])
  const person = await invite(server, admin, project.id, 'annotator', 'Tia Touch')
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const page = await enter(browser, server, person, phone)
  await openQueue(page, project.id)
  await ready(page)
  const hand = fingers(await page.context().newCDPSession(page))
  const stage = page.locator('.image-stage')
  const scale = async () => Number(((await stage.getAttribute('data-camera')) ?? '').split(' ')[2])

  const [from, to] = [await placeIn(page, 0.35, 0.42), await placeIn(page, 0.6, 0.55)]
  await hand.drag(from, to)
  // The list lies in the sheet, folded away on a phone: the draft is on the device all the same.
  await expect(
    page
      .getByText(/Draft kept|On this device/)
      .or(page.locator('[data-draft]'))
      .first(),
  ).toBeAttached()

  const before = await scale()
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  await hand.pinch(middle, 30, 90)
  expect((await scale()) / before).toBeGreaterThan(2)

  const menu = page.getByRole('menu')
  await hand.hold(middle, () => expect(menu).toBeVisible())
  await expect(menu).toBeVisible()
  const item = menu.getByRole('menuitem', { name: /Delete/ })
  expect((await item.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await item.tap()
  await expect(menu).toBeHidden()
  await page.getByRole('button', { name: /Undo/ }).first().tap()
  // Undone: the box is there again, and a held finger finds it.
  await hand.hold(middle, () => expect(menu).toBeVisible())
  await expect(menu.getByRole('menuitem', { name: /Delete/ })).toBeVisible()
})

test('a pen draws while a finger pans', async ({ browser }) => {
  const project = await shelf('Pen', ['shelf-001.jpg'])
  const person = await invite(server, admin, project.id, 'annotator', 'Pia Pen')
  const page = await enter(browser, server, person, { hasTouch: true })
  await openQueue(page, project.id)
  await ready(page)
  const session = await page.context().newCDPSession(page)
  const hand = fingers(session)
  const stroke = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    const pen = { pointerType: 'pen', button: 'left', clickCount: 1 } as const
    await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...pen, ...from, buttons: 1 })
    await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...pen, ...to, buttons: 1 })
    await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...pen, ...to })
  }
  const [from, to] = [await placeIn(page, 0.3, 0.3), await placeIn(page, 0.5, 0.5)]
  await stroke(from, to)
  await expect(marks(page)).toHaveCount(1)
  const camera = await page.locator('.image-stage').getAttribute('data-camera')
  await hand.drag(to, from)
  expect(await page.locator('.image-stage').getAttribute('data-camera')).not.toBe(camera)
  await expect(marks(page)).toHaveCount(1)
})
