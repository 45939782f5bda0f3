// A stretch of the text on the page: highlighted without touching its elements, and brought into view.
import type { Layer } from '@etabli/modality-kit'
import { type RefObject, useEffect, useLayoutEffect } from 'react'
import type { Passage, SpanValue, Stretch } from '../core/index.ts'
import type { EditingNow } from './editing-now.ts'
import { rangeOf } from './places.ts'
import type { Drawing } from './reading.ts'

/** The browser's own registry of highlights; absent in old browsers. */
export const highlights = (): HighlightRegistry | undefined => (typeof CSS === 'undefined' ? undefined : CSS.highlights)

/**
 * Shows a stretch without touching the text's elements, where the browser can (CSS Custom Highlight API).
 * @param name of the highlight in the style sheet
 */
export function useHighlight(
  name: 'text-draft' | 'text-link',
  root: RefObject<HTMLDivElement | null>,
  stretch: Stretch | null,
  drawing: Drawing,
  passage: Passage,
): void {
  useLayoutEffect(() => {
    const range = stretch && root.current ? rangeOfStretch(root.current, stretch, drawing, passage) : null
    if (range) highlights()?.set(name, new Highlight(range))
    else highlights()?.delete(name)
  })
  useEffect(() => () => void highlights()?.delete(name), [name])
}

/** The Range of as much of a stretch as is on the page; null where none is. Code points. */
export function rangeOfStretch(
  root: HTMLElement,
  { start, end }: Stretch,
  drawing: Drawing,
  passage: Passage,
): Range | null {
  return rangeOfIndices(
    root,
    { start: passage.index.toUtf16(start), end: passage.index.toUtf16(end) },
    drawing,
    passage,
  )
}

/** The same for UTF-16 indices. */
export function rangeOfIndices(
  root: HTMLElement,
  { start, end }: Stretch,
  drawing: Drawing,
  { rows }: Passage,
): Range | null {
  const from = Math.max(start, rows.at(drawing.first).start)
  const to = Math.min(end, rows.at(drawing.last - 1).next)
  if (from >= to) return null
  return rangeOf(root, { row: rows.of(from), index: from }, { row: rows.of(Math.max(from, to - 1)), index: to })
}

/** Brings the word under the caret of keys into view, and says it. */
export function reveal(now: EditingNow, root: HTMLElement | null): void {
  const { state, passage, props } = now
  if (state.name !== 'chosen') return
  props.announce(passage.index.slice(state.head.start, Math.min(state.head.end, state.head.start + 200)))
  revealStretch(state.head, now, root)
}

/** Brings the span that a reviewer is offered into view: the next disagreement, wherever in the text it is. */
export function useRevealOffer(
  layers: readonly Layer[],
  now: RefObject<EditingNow>,
  root: RefObject<HTMLElement | null>,
): void {
  const offered = layers.find(({ isOffer }) => isOffer)?.answers.find(({ kind }) => kind === 'span')
  useEffect(() => {
    if (offered) revealStretch(offered.value as unknown as SpanValue, now.current, root.current)
  }, [offered, now, root])
}

/** Scrolls only where the stretch is not well in view. */
export function revealStretch(stretch: Stretch, now: EditingNow, root: HTMLElement | null): void {
  if (!root) return
  const row = now.passage.rows.of(now.passage.index.toUtf16(stretch.start))
  // What was just brought is measured with the next frame.
  if (now.reading.bring(row)) requestAnimationFrame(() => settle(stretch, now, root))
  else settle(stretch, now, root)
}

function settle(stretch: Stretch, { reading, passage }: EditingNow, root: HTMLElement): void {
  const range = rangeOfStretch(root, stretch, reading.get(), passage)
  const scroller = root.closest('.text-stage')
  if (!range || !scroller) return
  const [first] = range.getClientRects()
  const rect = first ?? range.getBoundingClientRect()
  const view = scroller.getBoundingClientRect()
  if (rect.top < view.top + 48) scroller.scrollBy({ top: rect.top - view.top - 96 })
  else if (rect.bottom > view.bottom - 96) scroller.scrollBy({ top: rect.bottom - view.bottom + 144 })
}
