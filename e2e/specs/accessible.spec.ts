// What a machine can tell of accessibility: axe on the screens that people use most, in both themes.
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { apiOf, type TestPerson } from '../people.ts'
import { type RunningServer, startServer } from '../server.ts'

const themes = ['light', 'dark'] as const
const media = ['image', 'audio', 'text'] as const

let server: RunningServer
let maya: TestPerson
let ben: TestPerson

test.beforeAll(async () => {
  test.setTimeout(240_000)
  server = await startServer({ demo: true })
  const person = async (name: string): Promise<TestPerson> => {
    const demo = { name, email: `${name}@demo.etabli`, password: 'try-it-out-here', api: apiOf(server.url) }
    await demo.api.call('session.start', { body: { email: demo.email, password: demo.password } })
    return demo
  }
  maya = await person('maya')
  ben = await person('ben')
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

/** Serious and critical violations of WCAG 2.2 A and AA: rule, how grave, and where. */
async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  // Entering screens fade in: half-transparent words have another contrast.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  const found = await new AxeBuilder({ page }).withTags(tags).analyze()
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(({ target, any }) => `${id} (${impact}) ${target.join(' ')} — ${any[0]?.message ?? ''}`),
    )
}

async function holds(page: Page, screen: string): Promise<void> {
  for (const theme of themes) {
    await page.evaluate((name) => localStorage.setItem('etabli.theme', name), theme)
    await page.reload()
    await page.waitForLoadState('networkidle')
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await ready(page)
    expect.soft(await violations(page), `${screen}, ${theme}`).toEqual([])
  }
}

/** The screen's own content is there, not its skeleton; of labelling the task, not the brief before it. */
async function ready(page: Page): Promise<void> {
  await expect(page.locator('h1, h2, .workbench, form').first()).toBeVisible()
  if (!page.url().includes('/label/')) return
  const start = page.getByRole('button', { name: 'Start' })
  const submit = page.getByRole('button', { name: /Submit and next/ })
  await expect(start.or(submit).first()).toBeVisible()
  if (await start.isVisible()) await start.click()
  await expect(submit).toBeVisible()
}

async function projectOf(person: TestPerson, medium: string): Promise<string> {
  const { rows } = await person.api.call('projects.list')
  const found = rows.find(({ project }) => project.media === medium)
  if (!found) throw new Error(`no project of ${medium}`)
  return found.project.id
}

async function open(browser: Browser, person: TestPerson, path: string): Promise<Page> {
  const page = await enter(browser, server, person)
  await page.goto(path)
  return page
}

test('sign-in has no serious violation', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: server.url })).newPage()
  await page.goto('/sign-in')
  await holds(page, 'sign-in')
})

test('home has no serious violation', async ({ browser }) => {
  await holds(await open(browser, maya, '/'), 'home of a manager')
  await holds(await open(browser, ben, '/'), 'home of an annotator')
})

for (const medium of media) {
  test(`labelling ${medium} has no serious violation`, async ({ browser }) => {
    await holds(await open(browser, ben, `/label/${await projectOf(ben, medium)}`), `label, ${medium}`)
  })
}

test('review has no serious violation', async ({ browser }) => {
  await holds(await open(browser, maya, `/review/${await projectOf(maya, 'image')}`), 'review')
})

for (const part of ['questions', 'agreement', 'tasks', 'people']) {
  test(`${part} of a project has no serious violation`, async ({ browser }) => {
    await holds(await open(browser, maya, `/projects/${await projectOf(maya, 'image')}/${part}`), part)
  })
}
