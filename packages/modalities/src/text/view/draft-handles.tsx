// Handles at both ends of the words that are chosen, for the mouse and for fingers: over the text, not in it.
import type { Translate } from '@etabli/modality-kit'
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import type { Passage, Stretch } from '../core/index.ts'
import type { Drawing } from './reading.ts'
import { rangeOfStretch } from './reveal.ts'

interface DraftHandlesProps {
  readonly draft: Stretch
  readonly drawing: Drawing
  readonly passage: Passage
  readonly root: RefObject<HTMLDivElement | null>
  readonly sizer: RefObject<HTMLDivElement | null>
  readonly t: Translate
}

export function DraftHandles({ draft, drawing, passage, root, sizer, t }: DraftHandlesProps): ReactNode {
  const start = useRef<HTMLSpanElement>(null)
  const end = useRef<HTMLSpanElement>(null)
  // Placed once the rows are drawn: where words stand is known only then. And again where they stand elsewhere, in a window
  // of another width.
  const placeBoth = useRef(() => {})
  useLayoutEffect(() => {
    placeBoth.current = () => {
      place(start.current, 'start')
      place(end.current, 'end')
    }
    placeBoth.current()
  })
  useLayoutEffect(() => {
    const sizes = new ResizeObserver(() => placeBoth.current())
    if (sizer.current) sizes.observe(sizer.current)
    return () => sizes.disconnect()
  }, [sizer])
  const place = (handle: HTMLElement | null, edge: 'start' | 'end'): void => {
    if (!(handle && root.current && sizer.current)) return
    const at = edge === 'start' ? draft.start : draft.end - 1
    const range = rangeOfStretch(root.current, { start: at, end: at + 1 }, drawing, passage)
    const rects = range?.getClientRects() ?? []
    const rect = edge === 'start' ? rects[0] : rects[rects.length - 1]
    handle.hidden = rect === undefined
    if (!rect) return
    const from = sizer.current.getBoundingClientRect()
    const node = range?.startContainer.parentElement
    const isRight = (node && getComputedStyle(node).direction === 'rtl') === (edge === 'start')
    handle.style.left = `${(isRight ? rect.right : rect.left) - from.left}px`
    handle.style.top = `${rect.top - from.top}px`
    handle.style.height = `${Math.min(rect.height, 24)}px`
  }
  return (
    <>
      <span
        ref={start}
        className="text-draft-handle"
        data-handle=""
        data-edge="start"
        title={t('text.moveStart')}
        aria-hidden="true"
      />
      <span
        ref={end}
        className="text-draft-handle text-draft-handle-end"
        data-handle=""
        data-edge="end"
        title={t('text.moveEnd')}
        aria-hidden="true"
      />
    </>
  )
}
