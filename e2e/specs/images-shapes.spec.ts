// Outlines and poses from drawing to COCO: by mouse, by keys alone, a corner moved, and what the file holds of it.
import { crc32, deflateSync } from 'node:zlib'
import { expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { everythingSaved, marks, openQueue, submitButton } from '../pages/label.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'
import { textIn } from '../zip.ts'

const label = (id: string, name: string, colour: number, key: string) => ({ id, name, colour, key })
const questions = [
  { id: 'outlines', kind: 'polygon', title: 'Outlines', labels: [label('road', 'Road', 0, '1')] },
  {
    id: 'poses',
    kind: 'keypoints',
    title: 'Poses',
    labels: [label('person', 'Person', 1, '2')],
    options: {
      names: ['nose', 'left hand', 'right hand'],
      bones: [
        [0, 1],
        [0, 2],
      ],
    },
  },
]
const size = { width: 640, height: 480 }

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

/** A grey PNG. */
function grey(): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc32(body), body.length + 4)
    return out
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size.width, 0)
  head.writeUInt32BE(size.height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  // Each row begins with its filter: none.
  const rows = Buffer.alloc((size.width + 1) * size.height, 150)
  for (let row = 0; row < size.height; row += 1) rows[row * (size.width + 1)] = 0
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat(parts))
}

type Point = readonly [x: number, y: number]

/** Where a point of the image is on the page. */
async function onPage(page: Page, [x, y]: Point): Promise<{ x: number; y: number }> {
  const stage = page.locator('.image-stage')
  const box = await stage.boundingBox()
  const [left = 0, top = 0, scale = 1] = ((await stage.getAttribute('data-camera')) ?? '').split(' ').map(Number)
  return { x: (box?.x ?? 0) + left + x * scale, y: (box?.y ?? 0) + top + y * scale }
}

async function press(page: Page, ...points: readonly Point[]): Promise<void> {
  for (const point of points) {
    const at = await onPage(page, point)
    await page.mouse.click(at.x, at.y)
  }
}

async function times(page: Page, key: string, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await page.keyboard.press(key)
}

interface Annotation {
  readonly category_id: number
  readonly segmentation: readonly (readonly number[])[]
  readonly keypoints?: readonly number[]
  readonly num_keypoints?: number
}

test('IMG3, IMG18: outlines and poses by mouse and by keys alone, a corner moved, and COCO holds them', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const project = await openProject(
    admin,
    { name: 'Streets', media: 'image', questions, overlap: 1 },
    { 'a.png': grey() },
  )
  const person = await invite(server, admin, project.id, 'annotator', 'Ana Annotator')
  const page = await enter(browser, server, person)
  await openQueue(page, project.id)
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')

  await test.step('an outline by mouse: undo takes one corner, Enter closes', async () => {
    await page.keyboard.press('1')
    await press(page, [100, 100], [300, 100], [300, 250], [500, 400])
    await page.keyboard.press('ControlOrMeta+z')
    await press(page, [100, 250])
    await page.keyboard.press('Enter')
    await expect(marks(page)).toHaveCount(1)
  })

  await test.step('an outline by keys: arrows move the cross, Enter sets, Enter again ends', async () => {
    await page.keyboard.press('n')
    await page.keyboard.press('Enter')
    await times(page, 'Shift+ArrowRight', 1)
    await page.keyboard.press('Enter')
    await times(page, 'Shift+ArrowDown', 1)
    await times(page, 'ArrowDown', 2)
    await page.keyboard.press('Enter')
    await expect(marks(page)).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(marks(page)).toHaveCount(2)
    await page.keyboard.press('Escape')
  })

  await test.step('a pose by mouse: the next point is named, Alt hides, S skips', async () => {
    await page.keyboard.press('2')
    await press(page, [420, 120])
    await expect(page.locator('.point-hint')).toContainText('left hand')
    await expect(page.locator('.point-hint')).toContainText('2/3')
    await page.keyboard.down('Alt')
    await press(page, [400, 200])
    await page.keyboard.up('Alt')
    await expect(page.locator('.point-hint')).toContainText('right hand')
    await page.screenshot({ path: test.info().outputPath('placing.png') })
    await page.keyboard.press('s')
    await expect(marks(page)).toHaveCount(3)
    await expect(page.locator('.point-hint')).toHaveCount(0)
  })

  await test.step('a pose by keys', async () => {
    await page.keyboard.press('n')
    await page.keyboard.press('Enter')
    await times(page, 'Shift+ArrowLeft', 1)
    await page.keyboard.press('Enter')
    await times(page, 'Shift+ArrowDown', 1)
    await page.keyboard.press('Enter')
    await expect(marks(page)).toHaveCount(4)
    await page.keyboard.press('Escape')
  })

  await test.step('a corner of the first outline is dragged', async () => {
    await page.keyboard.press('v')
    await press(page, [150, 110])
    const [from, to] = [await onPage(page, [100, 250]), await onPage(page, [60, 300])]
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
    await page.mouse.move(to.x, to.y)
    await page.mouse.up()
    await page.screenshot({ path: test.info().outputPath('drawn.png') })
  })

  await submitButton(page).click()
  await everythingSaved(page)

  const manager = await enter(browser, server, admin)
  const files = await downloadExport(manager, project.id, /^COCO/)
  const { categories, annotations } = JSON.parse(textIn(files, 'annotations.json')) as {
    categories: { id: number; name: string; keypoints?: string[]; skeleton?: number[][] }[]
    annotations: Annotation[]
  }
  expect(categories.map(({ id, name }) => [id, name])).toEqual([
    [1, 'Road'],
    [2, 'Person'],
  ])
  expect(categories[1]).toMatchObject({
    keypoints: ['nose', 'left hand', 'right hand'],
    skeleton: [
      [1, 2],
      [1, 3],
    ],
  })
  const [mouse, keys, pose, keyed] = annotations
  expect(annotations.map(({ category_id }) => category_id)).toEqual([1, 1, 2, 2])
  near(mouse?.segmentation[0], [100, 100, 300, 100, 300, 250, 60, 300])
  const [x = 0, y = 0, right = 0, , , low = 0] = keys?.segmentation[0] ?? []
  expect(keys?.segmentation[0]).toHaveLength(6)
  expect(right - x).toBeGreaterThan(0)
  // Ten steps to the right, twelve down.
  expect((low - y) / (right - x)).toBeCloseTo(1.2, 6)
  near(pose?.keypoints, [420, 120, 2, 400, 200, 1, 0, 0, 0])
  expect(pose?.num_keypoints).toBe(2)
  expect(keyed?.keypoints?.filter((_, at) => at % 3 === 2)).toEqual([2, 2, 2])
})

/** Within two pixels of the image: the mouse stands on whole pixels of the page. */
function near(found: readonly number[] | undefined, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length)
  for (const [at, value] of expected.entries()) expect(Math.abs((found?.[at] ?? 0) - value)).toBeLessThan(2)
}
