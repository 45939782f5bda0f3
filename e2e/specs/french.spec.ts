// French by the menu: the page turns at once, stays so, and says refusals and bad rows in French too.
import { expect, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { setUpAdmin, type TestPerson } from '../people.ts'
import { type RunningServer, startServer } from '../server.ts'

let server: RunningServer
let admin: TestPerson

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterAll(() => server.destroy())

test('French is chosen in the menu, and bad rows, lost parts and refusals are said in French', async ({ browser }) => {
  const brief = { who: 'Us', why: 'To try', use: 'None', sensitive: null, pay: null }
  const body = { name: 'Lettres', media: 'text' as const, guidelines: '', brief, questions: [] }
  const project = await admin.api.call('projects.create', { body })
  const page = await enter(browser, server, admin)
  await page.getByRole('button', { name: 'Ada Admin' }).click()
  await page
    .getByRole('menuitemradio', { name: 'Français' })
    .or(page.getByRole('menuitem', { name: 'Français' }))
    .click()
  await expect(page.getByRole('link', { name: 'Mon travail' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')

  await page.goto(`/projects/${project.id}/import`)
  await expect(page.getByText('Choisir des fichiers')).toBeVisible()
  const lines = '{"id":"ok","text":"Bien."}\nnot json\n{"id":"no-text"}\n{"id":"vide","text":""}\n'
  await page
    .locator('input[type=file]:not([webkitdirectory])')
    .setInputFiles([{ name: 'lettres.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(lines) }])
  await expect(page.getByText(/Cette ligne n’est pas du JSON/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/La ligne n’a pas de texte utilisable/).first()).toBeVisible()
  await expect(page.getByText(/This line is not JSON|a row needs a "text"|the text is empty/)).toHaveCount(0)

  await page.goto(`/projects/${project.id}/exports`)
  await expect(page.getByText('Ce projet n’a pas de question qui demande des passages.').first()).toBeVisible()

  await page.goto('/label/01M00000000000000000000000')
  await expect(page.getByText(/Il n’y a rien ici sous ce nom/)).toBeVisible()
})

test('a page whose words cannot be fetched is in the other language, or says that the server is not reached', async ({
  browser,
}) => {
  const other = await (await browser.newContext({ serviceWorkers: 'block', locale: 'fr-FR' })).newPage()
  await other.route(/assets\/fr-[^/]+\.js$/, (route) => route.abort())
  await other.goto(server.url)
  await expect(other.locator('html')).toHaveAttribute('lang', 'en')
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await other.route(/assets\/en-[^/]+\.js$/, (route) => route.abort())
  await other.goto(server.url)
  await expect(other.getByRole('alert')).toContainText('Le serveur ne répond pas.')
  await other.unroute(/assets\/en-[^/]+\.js$/)
  await other.getByRole('button', { name: /Réessayer/ }).click()
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await other.context().close()
})
