// A stretch of the text on the page: highlighted without touching its elements, and brought into view.
import { type RefObject, useEffect, useLayoutEffect } from 'react'
import type { Passage, Stretch } from '../core/index.ts'
import type { EditingNow } from './editing-now.ts'
import { type Line, lineAt } from './lanes.ts'
import { rangeOf } from './places.ts'

const DRAFT = 'text-draft'

/** Draws the draft without touching the text's elements, where the browser can (CSS Custom Highlight API). */
export function useHighlight(
  root: RefObject<HTMLDivElement | null>,
  draft: Stretch | null,
  lines: readonly Line[],
  passage: Passage,
): void {
  useLayoutEffect(() => {
    const registry = typeof CSS === 'undefined' ? undefined : CSS.highlights
    const range = draft && root.current ? rangeOfStretch(root.current, draft, lines, passage) : null
    if (!registry) return
    if (range) registry.set(DRAFT, new Highlight(range))
    else registry.delete(DRAFT)
  })
  useEffect(() => () => void (typeof CSS === 'undefined' ? undefined : CSS.highlights?.delete(DRAFT)), [])
}

function rangeOfStretch(
  root: HTMLElement,
  { start, end }: Stretch,
  lines: readonly Line[],
  passage: Passage,
): Range | null {
  const from = passage.index.toUtf16(start)
  const to = passage.index.toUtf16(end)
  return rangeOf(
    root,
    { line: lineAt(lines, from), index: from },
    { line: lineAt(lines, Math.max(from, to - 1)), index: to },
  )
}

/** Brings the word under the caret of keys into view, and says it. */
export function reveal(now: EditingNow, root: HTMLElement | null): void {
  const { state, passage, props } = now
  if (state.name !== 'chosen') return
  props.announce(passage.index.slice(state.head.start, state.head.end))
  revealStretch(state.head, now, root)
}

/** Scrolls only where the stretch is not well in view. */
export function revealStretch(stretch: Stretch, { lines, passage }: EditingNow, root: HTMLElement | null): void {
  if (!root) return
  const range = rangeOfStretch(root, stretch, lines, passage)
  const scroller = root.closest('.text-stage')
  if (!range || !scroller) return
  const rect = range.getBoundingClientRect()
  const view = scroller.getBoundingClientRect()
  if (rect.top < view.top + 48) scroller.scrollBy({ top: rect.top - view.top - 96 })
  else if (rect.bottom > view.bottom - 96) scroller.scrollBy({ top: rect.bottom - view.bottom + 144 })
}
