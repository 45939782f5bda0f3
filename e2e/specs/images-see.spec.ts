// Seeing on an image: zoom to single pixels, the overview, adjustments of the picture, what is locked or out of sight.
import { expect, type Page, test } from '@playwright/test'
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

async function opened(browser: Parameters<typeof enter>[0], name: string): Promise<Page> {
  const project = await openProject(admin, { name, media: 'image', questions }, await shelfImages(['shelf-001.jpg']))
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', `Ana ${name}`))
  await openQueue(page, project.id)
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
  return page
}

async function camera(page: Page): Promise<{ readonly x: number; readonly y: number; readonly scale: number }> {
  const [x = 0, y = 0, scale = 0] = ((await page.locator('.image-stage').getAttribute('data-camera')) ?? '')
    .split(' ')
    .map(Number)
  return { x, y, scale }
}

test('the wheel zooms to 40 times and keeps what is under the pointer; the overview moves the view and folds', async ({
  browser,
}) => {
  const page = await opened(browser, 'Zoom')
  const stage = await page.locator('.image-stage-glass').boundingBox()
  if (!stage) throw new Error('the stage has no place')
  const at = { x: 400, y: 300 }
  const under = (now: Awaited<ReturnType<typeof camera>>) => ({
    x: (at.x - now.x) / now.scale,
    y: (at.y - now.y) / now.scale,
  })
  const overview = page.locator('.image-minimap-map')
  await expect(overview).toBeHidden()
  const before = under(await camera(page))
  await page.mouse.move(stage.x + at.x, stage.y + at.y)
  for (let notch = 0; notch < 40 && (await camera(page)).scale < 40; notch++) await page.mouse.wheel(0, -240)
  const near = await camera(page)
  expect(near.scale).toBeGreaterThanOrEqual(40)
  expect(under(near).x).toBeCloseTo(before.x, 3)
  expect(under(near).y).toBeCloseTo(before.y, 3)

  // A press on the overview brings that place of the image into the middle of the window.
  await expect(overview).toBeVisible()
  const map = await overview.boundingBox()
  if (!map) throw new Error('the overview has no place')
  await page.mouse.click(map.x + map.width / 4, map.y + map.height / 2)
  const moved = await camera(page)
  expect(moved.scale).toBe(near.scale)
  expect((stage.width / 2 - moved.x) / moved.scale).toBeCloseTo(1280 / 4, -1)
  expect((stage.height / 2 - moved.y) / moved.scale).toBeCloseTo(960 / 2, -1)
  await page.getByRole('button', { name: 'Fold the overview' }).click()
  await expect(overview).toBeHidden()
  await page.getByRole('button', { name: 'Unfold the overview' }).click()
  await page.locator('.image-stage-glass').focus()
  await page.keyboard.press('f')
  await expect(overview).toBeHidden()
})

test('brightness, gamma and colours change the screen and no answer; one key puts the picture right', async ({
  browser,
}) => {
  const page = await opened(browser, 'Adjust')
  await page.keyboard.press('1')
  await drawBox(page, { x: 0.3, y: 0.3, width: 0.2, height: 0.2 })
  const before = await marks(page).allTextContents()
  const picture = page.locator('.image-stage canvas').first()
  const filter = () => picture.evaluate((element) => element.style.filter)
  expect(await filter()).toMatch(/^(none)?$/)

  await page.keyboard.press('Shift+v')
  const panel = page.getByRole('dialog', { name: 'View' })
  await expect(panel).toBeVisible()
  await panel.getByLabel('Brightness').fill('1.5')
  await panel.getByLabel('Gamma').fill('2')
  await panel.getByLabel('Invert colours').check()
  await expect.poll(filter).toMatch(/^url\(.+\) brightness\(1\.5\) invert\(1\)$/)
  await panel.getByLabel('Confidence').check()
  await expect(page.getByRole('list', { name: /shown|mean/ })).toContainText('By a person')
  await panel.getByLabel('Class').check()
  await panel.getByLabel('Names').uncheck()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button', { name: 'View', exact: true })).toBeFocused()

  expect(await marks(page).allTextContents()).toEqual(before)
  await page.keyboard.press('Shift+r')
  await expect.poll(filter).toMatch(/^(none)?$/)

  // What concerns the marks is remembered on the device; what was done to the picture is not.
  await page.reload()
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
  await page.keyboard.press('Shift+v')
  await expect(panel.getByLabel('Names')).not.toBeChecked()
  await expect(panel.getByLabel('Brightness')).toHaveValue('1')
  expect(await marks(page).allTextContents()).toEqual(before)
})

test('a hidden box is not drawn, a locked one cannot be moved, and both stay in the answers', async ({ browser }) => {
  const page = await opened(browser, 'Hide')
  await page.keyboard.press('1')
  await drawBox(page, { x: 0.3, y: 0.3, width: 0.3, height: 0.3 })
  const before = await marks(page).allTextContents()
  const canvas = page.locator('.image-stage canvas').nth(1)
  const painted = () =>
    canvas.evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement
      const pixels = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? []
      let count = 0
      for (let i = 3; i < pixels.length; i += 4) if ((pixels[i] ?? 0) > 0) count += 1
      return count
    })
  await expect.poll(painted).toBeGreaterThan(1_000)
  // Pointing at the box lights its row.
  await page.keyboard.press('v')
  const glass = await page.locator('.image-stage-glass').boundingBox()
  if (!glass) throw new Error('the stage has no place')
  await page.mouse.move(glass.x + 0.4 * glass.width, glass.y + 0.4 * glass.height)
  await expect(marks(page).first()).toHaveAttribute('data-hovered', 'true')
  await marks(page).first().click()
  await page.keyboard.press('Shift+h')
  await expect.poll(painted).toBe(0)
  await page.keyboard.press('Shift+a')
  await expect.poll(painted).toBeGreaterThan(1_000)

  await marks(page).first().click()
  await page.keyboard.press('Shift+l')
  const stage = await page.locator('.image-stage-glass').boundingBox()
  if (!stage) throw new Error('the stage has no place')
  await page.mouse.move(stage.x + 0.45 * stage.width, stage.y + 0.45 * stage.height)
  await page.mouse.down()
  await page.mouse.move(stage.x + 0.6 * stage.width, stage.y + 0.6 * stage.height)
  await page.mouse.up()
  // The row says that it is locked, after the same words as before.
  expect(await marks(page).allTextContents()).toEqual(before.map((words) => `${words}Locked`))
})
