// How a person goes from one recording to the next: whether the next plays by itself, and whether they were writing.

const STORE_KEY = 'etabli.playNext'

export function remembersPlaying(storage: Pick<Storage, 'getItem'>): boolean {
  return storage.getItem(STORE_KEY) === '1'
}

export function rememberPlaying(storage: Pick<Storage, 'setItem'>, plays: boolean): void {
  storage.setItem(STORE_KEY, plays ? '1' : '0')
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
