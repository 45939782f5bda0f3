// Outlines and poses from drawing to COCO: by mouse, by keys alone, a corner moved, and what the file holds of it.
import { crc32, deflateSync } from 'node:zlib'
import { expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { everythingSaved, marks, openQueue, submitButton } from '../pages/label.ts'
import { dragIn, pictureReady, placeIn, pressIn } from '../pages/stage.ts'
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
  const project = await openProject(
    admin,
    { name: 'Streets', media: 'image', questions, overlap: 1 },
    { 'a.png': grey() },
  )
  const person = await invite(server, admin, project.id, 'annotator', 'Ana Annotator')
  const page = await enter(browser, server, person)
  await openQueue(page, project.id)
  await pictureReady(page)

  await test.step('an outline by mouse: undo takes one corner, Enter closes', async () => {
    await page.keyboard.press('1')
    await pressIn(page, [100, 100], [300, 100], [300, 250], [500, 400])
    await page.keyboard.press('ControlOrMeta+z')
    await pressIn(page, [100, 250])
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
    await pressIn(page, [420, 120])
    await expect(page.locator('.point-hint')).toContainText('left hand')
    await expect(page.locator('.point-hint')).toContainText('2/3')
    await page.keyboard.down('Alt')
    await pressIn(page, [400, 200])
    await page.keyboard.up('Alt')
    await expect(page.locator('.point-hint')).toContainText('right hand')
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
    await pressIn(page, [150, 110])
    await dragIn(page, [100, 250], [60, 300])
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

test('IMG18, IMG20: outlines and poses as numbers; points hidden and not there by menu and keys; locked fields say why', async ({
  browser,
}) => {
  const project = await openProject(
    admin,
    { name: 'Numbers', media: 'image', questions, overlap: 1 },
    { 'a.png': grey() },
  )
  const page = await enter(browser, server, await invite(server, admin, project.id, 'annotator', 'Nia Numbers'))
  await openQueue(page, project.id)
  await pictureReady(page)
  const fields = page.getByRole('group', { name: 'Place and size in pixels' })
  const type = async (name: string, value: string) => {
    const field = fields.getByRole('textbox', { name, exact: true })
    await field.fill(value)
    await field.press('Enter')
  }

  await test.step('an outline is sized by its box, and a corner is typed', async () => {
    await page.keyboard.press('1')
    await pressIn(page, [100, 100], [300, 100], [300, 200])
    await page.keyboard.press('Enter')
    await page.keyboard.press('v')
    await pressIn(page, [280, 120])
    await type('Left', '100')
    await type('Top', '100')
    await type('Width', '100')
    await type('Height', '200')
    await type('Corner, of 3', '3')
    await expect(fields.getByRole('textbox', { name: 'Corner 3, y', exact: true })).toHaveValue('300')
    await type('Corner 3, x', '150')
    await expect(fields.getByRole('textbox', { name: 'Width', exact: true })).toHaveValue('100')
    await type('Corner 3, x', '900')
    await expect(fields.getByRole('textbox', { name: 'Corner 3, x', exact: true })).toHaveAttribute(
      'aria-invalid',
      'true',
    )
    // What is half typed goes first, then the field is left and keys are the stage's again.
    await page.keyboard.press('Escape')
    await expect(fields.getByRole('textbox', { name: 'Corner 3, x', exact: true })).toHaveValue('150')
    await page.keyboard.press('Escape')
  })

  const stateOf = (name: string) => fields.getByRole('combobox', { name: `${name}: seen, hidden or not there` })
  await test.step('a point of a pose is hidden by the menu at the pointer', async () => {
    await page.keyboard.press('b')
    await page.keyboard.press('2')
    await pressIn(page, [420, 120], [400, 200], [460, 210])
    await expect(marks(page)).toHaveCount(2)
    await page.keyboard.press('v')
    await pressIn(page, [430, 160])
    const at = await placeIn(page, [400, 200])
    await page.mouse.click(at.x, at.y, { button: 'right' })
    await page.getByRole('menuitem', { name: /Point hidden or seen/ }).click()
    await expect(stateOf('left hand')).toHaveValue('hidden')
    await page.mouse.click(at.x, at.y, { button: 'right' })
    await page.getByRole('menuitem', { name: /Point not there/ }).click()
    await expect(stateOf('left hand')).toHaveValue('absent')
  })

  await test.step('keys go from point to point, hide and take out', async () => {
    await page.locator('.image-stage-glass').focus()
    // From the left hand, which is not there any more, back to the nose and round to the right hand.
    await page.keyboard.press('Alt+Shift+n')
    await page.keyboard.press('Shift+o')
    await expect(stateOf('nose')).toHaveValue('hidden')
    await page.keyboard.press('Alt+n')
    await page.keyboard.press('Shift+q')
    await expect(stateOf('right hand')).toHaveValue('absent')
    // One point stays: a pose without any is none.
    await page.keyboard.press('Alt+n')
    await page.keyboard.press('Shift+q')
    await expect(stateOf('nose')).toHaveValue('hidden')
  })

  await test.step('the panel brings a point back and places it', async () => {
    await stateOf('right hand').selectOption('seen')
    await type('right hand x', '461.5')
    await type('right hand y', '211.25')
    await expect(fields.getByRole('textbox', { name: 'right hand y' })).toHaveValue('211.25')
  })

  await test.step('a locked mark has no fields to type in, and says why', async () => {
    await page.locator('.image-stage-glass').focus()
    await page.keyboard.press('Shift+l')
    await expect(fields.getByText('Locked: unlock it to change it.')).toBeVisible()
    await expect(fields.getByRole('textbox', { name: 'right hand y' })).toBeDisabled()
    await expect(stateOf('nose')).toBeDisabled()
  })
})

/** Within two pixels of the image: the mouse stands on whole pixels of the page. */
function near(found: readonly number[] | undefined, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length)
  for (const [at, value] of expected.entries()) expect(Math.abs((found?.[at] ?? 0) - value)).toBeLessThan(2)
}
