// The review desk as a reviewer uses it.

import type { ProjectId } from '@etabli/schema'
import { expect, type Page } from '@playwright/test'

/** Opens the desk, checks which task comes first, and accepts its consensus. */
export async function settleWorst(page: Page, project: ProjectId, task: string): Promise<void> {
  await page.goto(`/review/${project}`)
  await expect(page.getByText(task).first()).toBeVisible()
  await page.getByRole('button', { name: /Accept the consensus/ }).click()
  await expect(page.getByText(new RegExp(`${task.replaceAll('.', '\\.')} accepted`))).toBeAttached()
}
