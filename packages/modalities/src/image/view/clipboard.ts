// What was copied: kept in the page from task to task, and put on the system's clipboard where the browser allows it.

import type { Mark } from '@etabli/schema'
import { type Clip, clipsIn, clipText } from '../core/clip.ts'

let carried: readonly Clip[] = []

/** Marks to carry; also as JSON text for other tabs and programs. */
export function carry(marks: readonly Mark[]): void {
  const text = clipText(marks)
  carried = clipsIn(text) ?? []
  // Refused without a secure page or the permission: the page's own clipboard works all the same.
  systemClipboard()
    ?.writeText(text)
    .then(undefined, () => undefined)
}

export function carriedNow(): readonly Clip[] {
  return carried
}

/** The marks on the system's clipboard; none where there are none or it may not be read. */
export async function readSystem(): Promise<readonly Clip[]> {
  const text = await systemClipboard()
    ?.readText()
    .then(
      (words) => words,
      () => '',
    )
  return clipsIn(text ?? '') ?? []
}

function systemClipboard(): Clipboard | undefined {
  // Absent on pages that are not secure, and where there is no browser.
  return globalThis.navigator?.clipboard
}
