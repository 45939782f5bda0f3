// Images from import to training set: three people draw, a reviewer settles, COCO and YOLO hold what was drawn.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { draftKept, drawBox, everythingSaved, marks, openQueue, submitButton } from '../pages/label.ts'
import { settleWorst } from '../pages/review.ts'
import { invite, setUpAdmin, type TestPerson } from '../people.ts'
import { openProject, shelfImages } from '../project.ts'
import { type RunningServer, startServer } from '../server.ts'
import { textIn } from '../zip.ts'

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

async function shelf(name: string, images: readonly string[]) {
  return openProject(admin, { name, media: 'image', questions }, await shelfImages(images))
}

interface Drawn {
  readonly label: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** `Bottle, 120 × 340 at 33, 210` as numbers. */
function boxOf(row: string): Drawn {
  const found = /(Bottle|Can), ([\d.]+) × ([\d.]+) at ([\d.]+), ([\d.]+)/.exec(row.replaceAll(/[\u202f\u00a0]/g, ''))
  if (!found) throw new Error(`no box in "${row}"`)
  const [, label = '', width, height, x, y] = found
  return { label, x: Number(x), y: Number(y), width: Number(width), height: Number(height) }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

test('three people draw, a reviewer settles, COCO and YOLO hold what was drawn', async ({ browser }) => {
  test.setTimeout(300_000)
  const project = await shelf('Shelf', ['shelf-001.jpg', 'shelf-002.jpg'])
  const drawn: Drawn[][] = [[], []]
  for (const [index, name] of ['Ana Annotator', 'Ben Annotator', 'Chloe Annotator'].entries()) {
    const person = await invite(server, admin, project.id, 'annotator', name)
    const page = await enter(browser, server, person)
    await openQueue(page, project.id)
    for (const task of [0, 1]) {
      await expect(page.getByText(`shelf-00${task + 1}.jpg`)).toBeVisible()
      await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
      // All draw nearly the same box; on the second image the third gives it another label.
      await page.keyboard.press(index === 2 && task === 1 ? '2' : '1')
      await drawBox(page, { x: 0.4 + index * 0.002, y: 0.4, width: 0.2, height: 0.25 })
      await expect(marks(page)).toHaveCount(1)
      drawn[task]?.push(boxOf((await marks(page).first().textContent()) ?? ''))
      await submitButton(page).click()
    }
    await expect(page.getByText(/You did your share|Everything is labelled/)).toBeVisible()
    await everythingSaved(page)
    await page.context().close()
  }
  expect(drawn[1]?.map((box) => box.label)).toEqual(['Bottle', 'Bottle', 'Can'])

  const reviewer = await invite(server, admin, project.id, 'reviewer', 'Rui Reviewer')
  const { rows } = await reviewer.api.call('tasks.list', { params: { project: project.id }, query: { order: 'worst' } })
  expect(rows.map((row) => row.task.name)).toEqual(['shelf-002.jpg', 'shelf-001.jpg'])
  await settleWorst(await enter(browser, server, reviewer), project.id, 'shelf-002.jpg')
  await expect
    .poll(async () => (await admin.api.call('projects.get', { params: { project: project.id } })).progress.settled)
    .toBe(1)

  const manager = await enter(browser, server, admin)
  const coco = await downloadExport(manager, project.id, /^COCO/)
  const document = JSON.parse(textIn(coco, 'annotations.json')) as {
    images: { id: number; file_name: string; width: number; height: number }[]
    categories: { id: number; name: string }[]
    annotations: { image_id: number; category_id: number; bbox: [number, number, number, number] }[]
  }
  expect(document.categories.map(({ id, name }) => [id, name])).toEqual([
    [1, 'Bottle'],
    [2, 'Can'],
  ])
  expect(document.images.map(({ width, height }) => [width, height])).toEqual([
    [1280, 960],
    [1280, 960],
  ])
  expect(document.annotations).toHaveLength(2)
  for (const [task, boxes] of drawn.entries()) {
    const behind = boxes.filter((box) => box.label === 'Bottle')
    const annotation = document.annotations.find(({ image_id }) => image_id === document.images[task]?.id)
    expect(annotation?.category_id).toBe(1)
    const [x = 0, y = 0, width = 0, height = 0] = annotation?.bbox ?? []
    // The list shows whole pixels; the consensus is the mean of the matched boxes.
    expect(Math.abs(x - mean(behind.map((box) => box.x)))).toBeLessThan(1)
    expect(Math.abs(y - mean(behind.map((box) => box.y)))).toBeLessThan(1)
    expect(Math.abs(width - mean(behind.map((box) => box.width)))).toBeLessThan(1)
    expect(Math.abs(height - mean(behind.map((box) => box.height)))).toBeLessThan(1)
  }
  const manifest = JSON.parse(textIn(coco, 'manifest.json')) as { tasks: number; tally: Record<string, number> }
  expect(manifest.tally['exported']).toBe(2)

  const yolo = await downloadExport(manager, project.id, /^YOLO(?!,)/)
  const [path] = [...yolo.keys()].filter((name) => name.endsWith('shelf-001.txt'))
  const [category, x, y, width] = textIn(yolo, path ?? '')
    .trim()
    .split(' ')
    .map(Number)
  const first = drawn[0] ?? []
  // YOLO: class from 0, then centre and size in shares of the image.
  expect(category).toBe(0)
  expect(x).toBeCloseTo(mean(first.map((box) => box.x + box.width / 2)) / 1280, 2)
  expect(y).toBeCloseTo(mean(first.map((box) => box.y + box.height / 2)) / 960, 2)
  expect(width).toBeCloseTo(mean(first.map((box) => box.width)) / 1280, 2)
})

test('IMG11, IMG12: a press with the drawing tool draws inside a box too; undo and redo survive a reload', async ({
  browser,
}) => {
  const project = await shelf('Undo', ['shelf-003.jpg'])
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Uma Undo'))
  await openQueue(page, project.id)
  await page.keyboard.press('1')
  await drawBox(page, { x: 0.3, y: 0.3, width: 0.4, height: 0.4 })
  await drawBox(page, { x: 0.4, y: 0.4, width: 0.1, height: 0.1 })
  await expect(marks(page)).toHaveCount(2)
  const two = await marks(page).allTextContents()
  await page.keyboard.press('Control+z')
  await expect(marks(page)).toHaveCount(1)
  await draftKept(page)
  await page.reload()
  await expect(marks(page)).toHaveCount(1)
  await page.keyboard.press('Control+Shift+z')
  await expect(marks(page)).toHaveCount(2)
  expect(await marks(page).allTextContents()).toEqual(two)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(marks(page)).toHaveCount(0)
})

test('IMG1: a tab killed 2 s after the last edit comes back with every box', async ({ browser }) => {
  const project = await shelf('Killed', ['shelf-003.jpg'])
  const person = await invite(server, admin, project.id, 'annotator', 'Kai Killed')
  const page = await enter(browser, server, person)
  await openQueue(page, project.id)
  await page.keyboard.press('1')
  await drawBox(page, { x: 0.3, y: 0.3, width: 0.1, height: 0.2 })
  await drawBox(page, { x: 0.6, y: 0.3, width: 0.1, height: 0.2 })
  await expect(page.getByText('Draft kept on this device')).toBeVisible()
  await page.waitForTimeout(2_000)
  const context = page.context()
  await page.close({ runBeforeUnload: false })
  const again = await context.newPage()
  await again.goto(`/label/${project.id}`)
  await expect(marks(again)).toHaveCount(2)
})

test('an image is labelled and passed on by keys alone', async ({ browser }) => {
  const project = await shelf('Keys', ['shelf-001.jpg'])
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Kim Keys'))
  await openQueue(page, project.id)
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
  for (const key of ['2', 'n', 'ArrowRight', 'ArrowRight', 'Shift+ArrowDown', 'Enter']) await page.keyboard.press(key)
  await expect(marks(page)).toHaveCount(1)
  await expect(marks(page).first()).toContainText('Can')
  await page.keyboard.press('Control+Enter')
  await everythingSaved(page)
  await expect(page.getByText(/You did your share/)).toBeVisible()
})
