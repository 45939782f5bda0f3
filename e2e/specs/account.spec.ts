// One's own account: the password, the sessions on other devices, the tokens of one's programs.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, type Page, test } from '@playwright/test'
import { enter, leaveAll } from '../pages/enter.ts'
import { setUpAdmin, type TestPerson } from '../people.ts'
import { type RunningServer, startServer } from '../server.ts'

const NEXT = 'a quite different one'
const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
const run = promisify(execFile)

let server: RunningServer
let ada: TestPerson

test.beforeEach(async () => {
  server = await startServer({ demo: false })
  ada = await setUpAdmin(server)
})
test.afterEach(leaveAll)
test.afterEach(() => server.destroy())

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ada Admin' }).click()
  await page.getByRole('menuitem', { name: 'Account, sessions and tokens' }).click()
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible()
}

const devices = (page: Page) => page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem')
const statusOf = (token: string): Promise<number> =>
  fetch(`${server.url}/api/session`, { headers: { authorization: `Bearer ${token}` } }).then((reply) => reply.status)

test('SEC5: a new password ends the session on the other device, and the old one opens nothing', async ({
  browser,
}) => {
  const here = await enter(browser, server, ada)
  const there = await enter(browser, server, ada)
  await openAccount(here)
  // Set-up's own session, this one and the other.
  await expect(devices(here)).toHaveCount(3)
  await expect(devices(here).first()).toContainText('Chrome, Linux')
  await expect(devices(here).filter({ hasText: 'This device' })).toHaveCount(1)

  await here.getByLabel('Current password').fill('not my password')
  await here.getByLabel('New password').fill(NEXT)
  await here.getByRole('button', { name: 'Change the password' }).click()
  await expect(here.getByText('That is not your current password.')).toBeVisible()
  await here.getByLabel('Current password').fill(ada.password)
  await here.getByRole('button', { name: 'Change the password' }).click()
  await expect(here.getByText('Your password is changed.')).toBeVisible()
  await expect(devices(here)).toHaveCount(1)

  // The other page is told at once; it keeps what is on it and asks to sign in again.
  const again = there.getByRole('dialog', { name: 'Sign in again' })
  await again.getByLabel('Password').fill(ada.password)
  await again.getByRole('button', { name: 'Sign in' }).click()
  await expect(again.getByText('do not belong together')).toBeVisible()
  await again.getByLabel('Password').fill(NEXT)
  await again.getByRole('button', { name: 'Sign in' }).click()
  await expect(again).toBeHidden()
})

test('a token is shown once, opens the server to the command line, and is revoked', async ({ browser }) => {
  const page = await enter(browser, server, ada)
  await openAccount(page)
  await page.getByLabel('What the token is for').fill('Nightly export')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const token = await page.getByLabel('Token', { exact: true }).inputValue()
  expect(token).toMatch(/^etabli_[\w-]{43}$/)

  const env = { ...process.env, ETABLI_URL: server.url, ETABLI_TOKEN: token }
  const etabli = (...args: string[]) => run(process.execPath, ['--conditions=@etabli/source', main, ...args], { env })
  // The token is good: the command gets as far as finding that there is no such project.
  await expect(etabli('agreement', '--project', 'No such project')).rejects.toThrow(/no project/i)
  expect(await statusOf(token)).toBe(200)

  await page.reload()
  await expect(page.getByText('Nightly export')).toBeVisible()
  await expect(page.getByLabel('Token', { exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByText('No tokens.')).toBeVisible()
  expect(await statusOf(token)).toBe(401)
})

test('signs out one other device, then all of them; a name changes for everyone', async ({ browser }) => {
  const here = await enter(browser, server, ada)
  await enter(browser, server, ada)
  await openAccount(here)
  await expect(devices(here)).toHaveCount(3)
  await devices(here)
    .nth(1)
    .getByRole('button', { name: /^Sign out/ })
    .click()
  await expect(devices(here)).toHaveCount(2)
  await here.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await here.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(devices(here)).toHaveCount(1)
  await here.getByLabel('Name', { exact: true }).fill('Ada Lovelace')
  await here.getByRole('button', { name: 'Save' }).click()
  await expect(here.getByRole('button', { name: 'Ada Lovelace' })).toBeVisible()
})
