// How a person goes from one recording to the next: whether the next plays by itself, and whether they were writing.
import { keptOnDevice } from '@etabli/modality-kit'

export const playingNext = keptOnDevice('etabli.playingNext', playingNextFrom)

/** Whether the next plays by itself, from what was kept; at first it does not. */
export function playingNextFrom(kept: string | null): { readonly on: boolean } {
  return { on: kept === '{"on":true}' }
}

/** Browsers let a page make a sound only once the person has touched it; before, asking is an error in their console. */
export function maySound(browser: Pick<Navigator, 'userActivation'>): boolean {
  return browser.userActivation.hasBeenActive
}

/** Whoever wrote when a task ended writes on in the next, if that opens at once; kept no longer than that. */
const CARRIED_MS = 5_000
let wroteAt = Number.NEGATIVE_INFINITY

export function leftWriting(now: number): void {
  wroteAt = now
}

/** Whether the caret belongs into the text of the task that opens now; asked once. */
export function writesOn(now: number): boolean {
  const carried = now - wroteAt < CARRIED_MS
  wroteAt = Number.NEGATIVE_INFINITY
  return carried
}
