// Whether a key was pressed by itself, Shift aside: it is no shortcut, and no part of a letter that is being composed.
import type { KeyboardEvent } from 'react'

export function isBareKey({ nativeEvent, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return !(nativeEvent.isComposing || altKey || ctrlKey || metaKey)
}
