// Images too large to be shown whole: seen at once, sharp to the pixel, their coordinates those of the original; and
// images that cannot be shown at all.
import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { everythingSaved, marks, openQueue, submitButton } from '../pages/label.ts'
import { cameraOf } from '../pages/stage.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'
import { textIn } from '../zip.ts'

const questions = [
  { id: 'objects', kind: 'box', title: 'Objects', labels: [{ id: 'sign', name: 'Sign', colour: 0, key: '1' }] },
]
/** 12,000 × 9,000 pixels of grey, with one red rectangle in the middle. */
const SIZE = { width: 12_000, height: 9_000 }
const RED = { x: 5_961, y: 4_473, width: 83, height: 57 }

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

async function picture(): Promise<Uint8Array<ArrayBuffer>> {
  const red = { width: RED.width, height: RED.height, channels: 3 as const, background: '#e01010' }
  const bytes = await sharp({ create: { ...SIZE, channels: 3, background: '#808080' } })
    .composite([{ input: { create: red }, left: RED.x, top: RED.y }])
    .png({ compressionLevel: 1 })
    .toBuffer()
  return new Uint8Array(bytes)
}

/** The colour on the picture's canvas at a pixel of the original (its centre). */
async function colourAt(page: Page, x: number, y: number): Promise<number[]> {
  const camera = await cameraOf(page)
  return page.evaluate(
    ([left = 0, top = 0]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.image-stage canvas')
      const context = canvas?.getContext('2d')
      const density = window.devicePixelRatio
      return [...(context?.getImageData(left * density, top * density, 1, 1).data ?? [])].slice(0, 3)
    },
    [camera.x + (x + 0.5) * camera.scale, camera.y + (y + 0.5) * camera.scale],
  )
}

const RED_SHOWN = [0xe0, 0x10, 0x10]
const GREY_SHOWN = [0x80, 0x80, 0x80]

/** `red` or `grey`, as far as the ripples of a JPEG beside an edge leave it; else the colour itself. */
function named(colour: readonly number[]): string {
  const near = (wanted: readonly number[]) => wanted.every((value, i) => Math.abs(value - (colour[i] ?? 0)) <= 40)
  if (near(RED_SHOWN)) return 'red'
  return near(GREY_SHOWN) ? 'grey' : colour.join(' ')
}

test('IMG17: 12,000 × 9,000 is seen at once and zoomed to true pixels; a box is in pixels of the original', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const project = await openProject(
    admin,
    { name: 'Plan', media: 'image', questions, overlap: 1 },
    { 'plan.png': await picture() },
  )
  const person = await invite(server, admin, project.id, 'annotator', 'Ana Annotator')
  const page = await enter(browser, server, person)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await openQueue(page, project.id)
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')

  await page.locator('.image-stage-glass').focus()
  await page.keyboard.press('Shift+f')
  await expect.poll(async () => (await cameraOf(page)).scale).toBe(1)
  // Two pixels on either side of each edge: the overview, almost six times coarser, could not tell them apart.
  const { x, y, width, height } = RED
  await expect.poll(async () => named(await colourAt(page, x + 2, y + 2)), { timeout: 30_000 }).toBe('red')
  for (const [column, row] of [
    [x + 2, y + height - 3],
    [x + width - 3, y + 2],
    [x + width - 3, y + height - 3],
  ] as const) {
    expect(named(await colourAt(page, column, row))).toBe('red')
  }
  for (const [column, row] of [
    [x - 3, y + 20],
    [x + width + 2, y + 20],
    [x + 20, y - 3],
    [x + 20, y + height + 2],
  ] as const) {
    expect(named(await colourAt(page, column, row))).toBe('grey')
  }
  // The file itself was never asked for: what is on the graphics card is what is in view.
  expect(asked.filter((path) => /\/blobs\/[0-9a-f]{64}$/.test(path))).toEqual([])
  expect(asked.some((path) => path.includes('/tiles/5/'))).toBe(true)

  const stage = await page.locator('.image-stage-glass').boundingBox()
  const camera = await cameraOf(page)
  if (!stage) throw new Error('the stage has no place')
  const draw = async (left: number, top: number, right: number, bottom: number): Promise<void> => {
    await page.mouse.move(stage.x + camera.x + left, stage.y + camera.y + top)
    await page.mouse.down()
    await page.mouse.move(stage.x + camera.x + left + 30, stage.y + camera.y + top + 30)
    await page.mouse.move(stage.x + camera.x + right, stage.y + camera.y + bottom)
    await page.mouse.up()
    await expect(marks(page)).toHaveCount(1)
  }
  await page.keyboard.press('1')
  await test.step('smart help sees the tiles: a rough box is tightened to the pixels of the original', async () => {
    await draw(x - 5, y - 4, x + width + 6, y + height + 5)
    await page.keyboard.press('Shift+w')
    await page.keyboard.press('v')
    await marks(page).first().click()
    await page.keyboard.press('Shift+e')
    await expect(page.locator('.image-smart')).toContainText('1 box tightened')
    await expect(marks(page).first()).toContainText(new RegExp(`${width}(\\.\\d+)? × ${height}(\\.\\d+)?`))
    await page.keyboard.press('Delete')
    await expect(marks(page)).toHaveCount(0)
    await page.keyboard.press('1')
    await page.keyboard.press('b')
  })
  await draw(x, y, x + width, y + height)
  await submitButton(page).click()
  await everythingSaved(page)
  await page.context().close()

  const manager = await enter(browser, server, admin)
  const coco = await downloadExport(manager, project.id, /^COCO/)
  const document = JSON.parse(textIn(coco, 'annotations.json')) as {
    images: { width: number; height: number }[]
    annotations: { bbox: number[] }[]
  }
  expect(document.images.map((image) => [image.width, image.height])).toEqual([[SIZE.width, SIZE.height]])
  expect(document.annotations).toHaveLength(1)
  const wanted = [x, y, width, height]
  for (const [index, value] of (document.annotations[0]?.bbox ?? []).entries()) {
    expect(Math.abs(value - (wanted[index] ?? 0))).toBeLessThanOrEqual(1)
  }
  await manager.context().close()
})

test('a broken image says so, and is skipped for that reason in one press', async ({ browser }) => {
  const small = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  const project = await openProject(
    admin,
    { name: 'Torn', media: 'image', questions, overlap: 1 },
    { 'torn.png': new Uint8Array(small) },
  )
  const person = await invite(server, admin, project.id, 'annotator', 'Ben Annotator')
  const page = await enter(browser, server, person)
  await page.route('**/blobs/*', (route) => route.fulfill({ contentType: 'image/png', body: 'not an image' }))
  await openQueue(page, project.id)
  await expect(page.getByText('This image cannot be shown')).toBeVisible()
  await page.getByRole('button', { name: 'Skip as broken' }).click()
  await expect(page.getByText('torn.png')).toBeHidden()
  await expect
    .poll(async () => {
      const { rows } = await admin.api.call('tasks.list', { params: { project: project.id }, query: {} })
      const detail = await admin.api.call('tasks.get', { params: { task: rows[0]?.task.id ?? '' } as never })
      return JSON.stringify(detail)
    })
    .toContain('The image cannot be shown')
  await page.context().close()
})
