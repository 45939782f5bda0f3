// The exports page: writes a training set and downloads it.

import type { ProjectId } from '@etabli/schema'
import { expect, type Page } from '@playwright/test'
import { readZip } from '../zip.ts'

/** Chooses a format by its name, writes it, downloads it and gives back its files. */
export async function downloadExport(
  page: Page,
  project: ProjectId,
  format: RegExp,
  whose = /^Consensus/,
): Promise<Map<string, Buffer>> {
  await page.goto(`/projects/${project}/exports`)
  await page.getByRole('radio', { name: format }).check({ force: true })
  await page.getByRole('radio', { name: whose }).check({ force: true })
  const before = await page.getByRole('link', { name: /Download/ }).count()
  await page.getByRole('button', { name: 'Write it' }).click()
  const links = page.getByRole('link', { name: /Download/ })
  await expect(links).toHaveCount(before + 1, { timeout: 30_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), links.first().click()])
  return readZip(await download.path())
}
