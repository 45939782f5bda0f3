// The review desk on the sample data: unanimous tasks settled in one go, a consensus edited with the tools, side by side.
import type { ProjectId } from '@etabli/schema'
import { expect, type Page, test } from '@playwright/test'
import { drawBox, marks } from '../pages/label.ts'
import { apiOf } from '../people.ts'
import { type RunningServer, startServer } from '../server.ts'

let server: RunningServer
const rui = { email: 'rui@demo.etabli', password: 'try-it-out-here' }

test.beforeAll(async () => {
  server = await startServer({ demo: true })
})
test.afterAll(() => server.destroy())

async function projects() {
  const api = apiOf(server.url)
  await api.call('session.start', { body: rui })
  const { rows } = await api.call('projects.list')
  const of = (media: string) => rows.find(({ project }) => project.media === media)?.project.id as ProjectId
  return { api, image: of('image'), audio: of('audio'), text: of('text') }
}

async function enterDemo(page: Page): Promise<void> {
  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('button', { name: /Rui Reviewer/ }).click()
  await page.waitForURL((url) => url.pathname === '/')
}

test('QLT7: the tasks on which all agree are settled in one go, and no others', async ({ page }) => {
  const { api, text } = await projects()
  const before = await api.call('projects.get', { params: { project: text } })
  // A server that has just loaded its samples is still computing what they agree on: until the number stays.
  let count = 0
  await expect
    .poll(async () => {
      const last = count
      const reply = await api.call('reviews.accept-unanimous', { params: { project: text }, body: { dryRun: true } })
      count = reply.settled
      return count > 0 && count === last
    })
    .toBe(true)
  await enterDemo(page)
  await page.goto(`${server.url}/review/${text}`)
  await page.getByRole('button', { name: `Settle ${count} on which all agree` }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Settle \d+ tasks?$/ })
    .click()
  await expect(page.getByText(`${count} tasks settled.`)).toBeVisible()
  await expect(page.getByRole('button', { name: /on which all agree/ })).toBeHidden()
  const after = await api.call('projects.get', { params: { project: text } })
  expect(after.progress.settled - before.progress.settled).toBe(count)
  expect(before.progress.done - after.progress.done).toBe(count)
})

test('a reviewer fixes the consensus with the tools, and the correction is what counts', async ({ page }) => {
  const { api, image } = await projects()
  await enterDemo(page)
  await page.goto(`${server.url}/review/${image}`)
  await expect(page.locator('.image-stage')).toHaveAttribute('data-picture', 'ready', { timeout: 30_000 })
  const before = await marks(page).count()
  await page.getByRole('button', { name: 'Draw boxes' }).click()
  await drawBox(page, { x: 0.2, y: 0.3, width: 0.06, height: 0.08 })
  await expect(marks(page)).toHaveCount(before + 1)
  const name = (await page.locator('.review-task').textContent()) ?? ''
  await page.getByRole('textbox', { name: /Why, for the annotators/ }).fill('One was missing.')
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await expect
    .poll(async () => (await api.call('projects.get', { params: { project: image } })).progress.settled)
    .toBe(1)
  const { rows } = await api.call('tasks.list', { params: { project: image }, query: { state: 'settled' } })
  expect(rows.map(({ task }) => task.name)).toEqual([name])
  const [row] = rows
  if (!row) throw new Error('no settled task')
  const detail = await api.call('tasks.get', { params: { task: row.task.id } })
  expect(detail.reviews.at(-1)).toMatchObject({ verdict: 'correct', reason: 'One was missing.' })
  expect(detail.reviews.at(-1)?.answers).toHaveLength(before + 1)
})

for (const media of ['image', 'audio', 'text'] as const) {
  test(`side by side, each annotator of the ${media} sample has a stage of their own`, async ({ page }) => {
    test.setTimeout(120_000)
    const of = await projects()
    await enterDemo(page)
    await page.goto(`${server.url}/review/${of[media]}`)
    await expect(page.getByRole('heading', { name: '3 annotators' })).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Side by side' }).click()
    const columns = page.locator('.review-column')
    await expect(columns).toHaveCount(3)
    const stage = { image: '.image-stage', audio: '.transcript-stage', text: '[role=group]' }[media]
    await expect(columns.locator(stage).first()).toBeVisible()
    for (const index of [0, 1, 2]) {
      const box = await columns.nth(index).boundingBox()
      expect(box?.width).toBeGreaterThan(200)
    }
    await page.screenshot({ path: test.info().outputPath(`beside-${media}.png`) })
    await page.keyboard.press('Shift+Digit1')
    await expect(columns).toHaveCount(2)
  })
}
