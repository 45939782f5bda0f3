// Enters the page as a person: a browser context of their own with their session.
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { TestPerson } from '../people.ts'
import type { RunningServer } from '../server.ts'

/** A page of a new context, signed in by the form; the options may make it a phone or a browser of another language. */
export async function enter(
  browser: Browser,
  server: RunningServer,
  person: TestPerson,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, ...options })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.locator('input[type=email]').fill(person.email)
  await page.locator('input[type=password]').fill(person.password)
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
  return page
}

/** Closes every page that a test opened: a page left open goes on working, and slows the tests after it. */
export async function leaveAll({ browser }: { readonly browser: Browser }): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()))
}
