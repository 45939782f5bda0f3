// One key: where it is switched on, a label's key labels, submits and moves on. Kept on the device.
import { keptOnDevice } from '@etabli/modality-kit'
import type { StoreApi } from 'zustand/vanilla'

export const oneKey = keptOnDevice('etabli.one-key', (kept) => ({ on: kept === JSON.stringify({ on: true }) }))

/** How long a stage may take to make of a label's key what it means: chosen words become a span. */
const SOON_MILLIS = 400

/**
 * Submits once the answers have changed: at once where the key has changed them, else when the stage does.
 * A key that only takes a label into the hand changes none, and submits nothing.
 * @param before the document as it was before the key
 */
export function submitWhenLabelled<D>(editor: StoreApi<{ readonly document: D }>, before: D, submit: () => void): void {
  if (editor.getState().document !== before) {
    submit()
    return
  }
  const stop = editor.subscribe(({ document }) => {
    if (document === before) return
    clearTimeout(over)
    stop()
    // After what made the change is through with it.
    queueMicrotask(submit)
  })
  const over = setTimeout(stop, SOON_MILLIS)
}
