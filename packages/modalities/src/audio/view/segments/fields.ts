// The text fields of segments by their segment: a segment that was just made has its field with the next rendering.
import type { MarkId } from '@etabli/schema'

const PREFIX = 'segment-text-'

/** The element id of a segment's text field. */
export function fieldIdOf(id: MarkId): string {
  return `${PREFIX}${id}`
}

/** The segment whose text field an element id is; null for every other element. */
export function segmentOfField(elementId: string): MarkId | null {
  return elementId.startsWith(PREFIX) ? (elementId.slice(PREFIX.length) as MarkId) : null
}

/** A segment's text field, where it is on the page. */
export function textFieldOf(id: MarkId): HTMLTextAreaElement | null {
  const field = document.getElementById(fieldIdOf(id))
  return field instanceof HTMLTextAreaElement ? field : null
}

/**
 * Puts the caret into a segment's text, at its end or start: at once, or as soon as it is there. The page is drawn anew
 * before the next key is heard, so that no letter goes elsewhere.
 */
export function focusText(id: MarkId | null, at: 'end' | 'start' = 'end'): void {
  if (id === null) return
  if (focusNow(id, at)) return
  queueMicrotask(() => {
    if (!focusNow(id, at)) requestAnimationFrame(() => focusNow(id, at))
  })
}

function focusNow(id: MarkId, at: 'end' | 'start'): boolean {
  const field = textFieldOf(id)
  if (!field) return false
  field.focus({ preventScroll: true })
  const caret = at === 'end' ? field.value.length : 0
  field.setSelectionRange(caret, caret)
  return true
}
