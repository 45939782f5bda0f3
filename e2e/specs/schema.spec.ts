// Questions that change while people work: attributes, a class above others, a class merged away, numbers that stay.
import { expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { downloadExport } from '../pages/exports.ts'
import { drawBox, everythingSaved, marks, openQueue, submitButton } from '../pages/label.ts'
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
      { id: 'tin', name: 'Tin', colour: 2, key: '3' },
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

async function shelf() {
  const files = await shelfImages(['shelf-001.jpg', 'shelf-002.jpg'])
  return openProject(admin, { name: 'Shelf', media: 'image', questions, overlap: 1 }, files)
}

async function ready(page: Page, name: string): Promise<void> {
  await expect(page.getByText(name)).toBeVisible()
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready')
}

async function drawWith(page: Page, key: string, x: number): Promise<void> {
  const before = await marks(page).count()
  await page.keyboard.press(key)
  await drawBox(page, { x, y: 0.4, width: 0.15, height: 0.25 })
  await expect(marks(page)).toHaveCount(before + 1)
}

test('IMG6, IMG13, IMG19, DAT6: a class in use is merged, attributes come, an open task follows, numbers stay', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const project = await shelf()
  const person = await invite(server, admin, project.id, 'annotator', 'Ana Annotator')
  const page = await enter(browser, server, person)
  await openQueue(page, project.id)
  await ready(page, 'shelf-001.jpg')
  await drawWith(page, '3', 0.2)
  await submitButton(page).click()
  await ready(page, 'shelf-002.jpg')
  await everythingSaved(page)
  await drawWith(page, '3', 0.2)

  const manager = await enter(browser, server, admin)
  await manager.goto(`/projects/${project.id}/questions`)
  await manager.getByRole('button', { name: 'Delete Tin' }).click()
  await expect(manager.getByText('1 mark in 1 annotations has this class.')).toBeVisible()
  await manager.getByRole('button', { name: 'Which class?' }).click()
  await manager.getByRole('option', { name: 'Can' }).click()
  await manager.getByRole('button', { name: 'Merge' }).click()
  await expect(manager.getByText('Tin: its marks count as Can')).toBeVisible()

  await manager.getByLabel('New label').fill('Vessel')
  await manager.getByLabel('New label').press('Enter')
  await manager.getByLabel('Name of label 2').press('Alt+ArrowDown')
  // Can stands under Vessel now: moved up above it, then Can put below.
  await manager.getByLabel('Name of label 3').press('Alt+ArrowRight')

  await manager.getByRole('button', { name: 'Occluded' }).click()
  await manager.getByLabel('Key of Occluded').fill('1')
  await expect(manager.getByText('1 is the key of “Bottle”. Choose another.')).toBeVisible()
  await manager.getByLabel('Key of Occluded').fill('q')
  await manager.getByRole('button', { name: 'Add an attribute' }).click()
  await manager.getByRole('menuitem', { name: 'Choice' }).click()
  const colour = manager.locator('.attribute-row').nth(1)
  await colour.getByLabel('Name of the attribute').fill('Colour')
  await colour.getByLabel('Choices, one a line').fill('red\ngreen')
  await colour.getByLabel('Key of Colour').fill('w')
  await colour.getByText('Required').click()
  await manager.getByRole('button', { name: 'Save' }).click()
  await expect(manager.getByRole('button', { name: 'Save' })).toBeHidden()

  // The open task follows without a reload: its tin is a can, and what is asked of it is shown.
  await expect(marks(page).first()).toContainText('Can')
  await marks(page).first().click()
  await expect(page.getByText('not set · required')).toBeVisible()
  await submitButton(page).click()
  await expect(page.getByText('Must be set').first()).toBeVisible()
  await expect(page.locator('[data-attribute="choice"] button').first()).toBeFocused()
  await page.keyboard.press('q')
  await page.keyboard.press('w')
  await page.keyboard.press('w')
  await expect(marks(page).first()).toContainText('Occluded · Colour: green')
  await submitButton(page).click()
  await expect(page.getByText(/You did your share|Everything is labelled/)).toBeVisible()
  await everythingSaved(page)

  const { project: after } = await admin.api.call('projects.get', { params: { project: project.id } })
  const [objects] = after.questions
  const numbers = Object.fromEntries(objects?.labels.map(({ id, number }) => [id, number]) ?? [])
  expect(numbers).toEqual({ bottle: 0, can: 1, vessel: 3 })
  expect(objects?.labels.find(({ id }) => id === 'can')?.parent).toBe('vessel')
  const coco = JSON.parse(textIn(await downloadExport(manager, project.id, /^COCO/), 'annotations.json')) as {
    categories: { id: number; name: string }[]
    annotations: { category_id: number }[]
  }
  const can = coco.categories.find(({ name }) => name === 'Can')
  expect(coco.annotations.map(({ category_id }) => category_id)).toEqual([can?.id, can?.id])
})
