// The keyboard, a key after another.
import type { Page } from '@playwright/test'

export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}
