// One microphone for all sentences in a row: opened at the first take, so that no later one begins without its first word,
// and closed soon after the last stage is gone or when nobody has recorded for a while.
import { type Microphone, openMicrophone } from './microphone.ts'

/** From sentence to sentence the stage is made anew. */
const BETWEEN_MILLIS = 2_000
/** An open microphone that nobody speaks into is closed. */
const IDLE_MILLIS = 180_000

let opened: Promise<Microphone> | null = null
let closing: ReturnType<typeof setTimeout> | undefined

/** The open microphone, or null where it is not open: to show its level before the first take of a sentence. */
export function openAlready(): Promise<Microphone> | null {
  return opened
}

/** The microphone, opened where it is not. @throws NoMicrophone */
export function microphone(): Promise<Microphone> {
  keepOpen()
  if (opened === null) {
    const opening = openMicrophone()
    opened = opening
    opening.then(
      (mic) => mic.onLost(() => closeNow(opening)),
      () => closeNow(opening),
    )
  }
  return opened
}

/** It is used: it stays open. */
export function keepOpen(): void {
  closeIn(IDLE_MILLIS)
}

/** The stage is gone: the microphone is closed unless the next one comes at once. */
export function leave(): void {
  if (opened !== null) closeIn(BETWEEN_MILLIS)
}

function closeIn(millis: number): void {
  clearTimeout(closing)
  closing = setTimeout(() => opened && closeNow(opened), millis)
}

function closeNow(which: Promise<Microphone>): void {
  if (opened === which) opened = null
  which.then(
    (mic) => mic.close(),
    () => undefined,
  )
}
