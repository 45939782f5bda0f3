// Enters the page as a person: a browser context of their own with their session.
import type { Browser, Page } from '@playwright/test'
import type { TestPerson } from '../people.ts'
import type { RunningServer } from '../server.ts'

/** A page of a new context, signed in by the form. */
export async function enter(browser: Browser, server: RunningServer, person: TestPerson): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  return page
}
