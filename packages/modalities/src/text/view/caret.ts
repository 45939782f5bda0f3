// The caret of keys on the page: where it begins, which way its writing goes, what is above and below it.
import { draftOf, stretchOf } from '../core/index.ts'
import type { EditingNow } from './editing-now.ts'
import { indexAtPoint } from './places.ts'
import { rangeOfStretch } from './reveal.ts'

/** Where the caret is: the end that moves of what is chosen, else the selected span; null while it only rests. */
function caretOf({ state, props }: EditingNow): { start: number; end: number } | null {
  if (state.name === 'chosen') return state.head
  const mark = props.answers.find(({ id }) => id === props.selection[0])
  return mark?.kind === 'span' ? stretchOf(mark) : null
}

/**
 * Where the keys begin when nothing is chosen or selected and the place where the caret was is out of the window: at the
 * first words in it. Undefined where the caret is fine.
 */
export function caretFrom(now: EditingNow, root: HTMLElement | null): number | undefined {
  const { state, passage } = now
  if (state.name !== 'idle' || caretOf(now)) return undefined
  const view = root?.closest('.text-stage')?.getBoundingClientRect()
  if (!root || !view) return undefined
  const row = now.reading.elementOf(passage.rows.of(passage.index.toUtf16(Math.min(state.at, passage.length))))
  const rect = row?.getBoundingClientRect()
  if (rect && rect.bottom > view.top && rect.top < view.bottom) return undefined
  const box = root.getBoundingClientRect()
  const index = indexAtPoint(root, box.left + box.width / 2, view.top + 24)
  return index === null ? undefined : passage.index.toCodePoint(index)
}

/** True where the row that holds the caret is written from right to left. */
export function isRightToLeft(now: EditingNow): boolean {
  const { state, passage, reading } = now
  const at = caretOf(now)?.start ?? (state.name === 'idle' ? state.at : 0)
  const row = reading.elementOf(passage.rows.of(passage.index.toUtf16(Math.min(at, passage.length))))
  return row !== undefined && getComputedStyle(row).direction === 'rtl'
}

/** The code point one line of the screen above or below the caret, at its height; null where there is no line. */
export function placeBeside(now: EditingNow, root: HTMLElement | null, by: 1 | -1): number | null {
  if (!root) return null
  const { passage, reading, state } = now
  const at = caretOf(now) ?? draftOf(state, { passage, answers: now.props.answers })
  if (!at) return caretFrom(now, root) ?? (state.name === 'idle' ? state.at : null)
  reading.bring(passage.rows.of(passage.index.toUtf16(at.start)))
  const rects = [...(rangeOfStretch(root, at, reading.get(), passage)?.getClientRects() ?? [])]
  const rect = by > 0 ? rects.at(-1) : rects[0]
  if (!rect) return null
  const x = (rect.left + rect.right) / 2
  // Down in steps of a few pixels, until another line of words begins.
  const own = passage.index.toUtf16(at.start)
  for (let far = 14; far < 400; far += 8) {
    const index = indexAtPoint(root, x, by > 0 ? rect.bottom + far : rect.top - far)
    if (index === null) continue
    const beyond = by > 0 ? index > passage.index.toUtf16(at.end) : index < own
    if (beyond && isOnOtherLine(root, index, rect, now)) return passage.index.toCodePoint(index)
  }
  return null
}

function isOnOtherLine(root: HTMLElement, index: number, from: DOMRect, { passage, reading }: EditingNow): boolean {
  const at = passage.index.toCodePoint(index)
  const near = { start: Math.max(0, Math.min(at, passage.length - 1)), end: Math.min(passage.length, at + 1) }
  const rect = rangeOfStretch(root, near, reading.get(), passage)?.getClientRects()[0]
  return rect === undefined || rect.bottom <= from.top + 2 || rect.top >= from.bottom - 2
}
