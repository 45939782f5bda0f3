// Fingers select by the browser's own means, and long texts are made ready before the first drag.

import type { LabelId } from '@etabli/schema'
import { type RefObject, useEffect } from 'react'
import type { Passage, spanTool } from '../core/index.ts'
import type { Now } from './editing-now.ts'
import { indexOfPlace } from './places.ts'

/** A long text's tokens take a moment: found before the first drag asks for them. */
export function useTokensAhead(passage: Passage, tags: boolean): void {
  useEffect(() => {
    if (!tags) return undefined
    const waiting = setTimeout(() => passage.tokens, 300)
    return () => clearTimeout(waiting)
  }, [passage, tags])
}

/** A finger's own selection (long press, then its handles) becomes the words that are chosen. */
export function useTouchSelection(
  now: Now,
  send: (event: Parameters<typeof spanTool.step>[1], label?: LabelId | null) => void,
  root: RefObject<HTMLDivElement | null>,
): void {
  useEffect(() => {
    let waiting = 0
    const take = () => {
      const selection = document.getSelection()
      const element = root.current
      if (
        !now.current.tags ||
        !element ||
        !selection ||
        selection.isCollapsed ||
        !selection.anchorNode ||
        !selection.focusNode
      )
        return
      if (!element.contains(selection.anchorNode) || !element.contains(selection.focusNode)) return
      const from = indexOfPlace(selection.anchorNode, selection.anchorOffset)
      const to = indexOfPlace(selection.focusNode, selection.focusOffset)
      if (from === null || to === null) return
      const { passage } = now.current
      const touch = { shift: false, alt: false, mod: false, unitsPerPixel: 1, pointer: 'touch' as const, clicks: 1 }
      send({ type: 'down', at: passage.index.toCodePoint(from), ...touch }, null)
      send({ type: 'move', at: passage.index.toCodePoint(to), ...touch }, null)
      send({ type: 'up', at: passage.index.toCodePoint(to), ...touch }, null)
    }
    const changed = () => {
      clearTimeout(waiting)
      waiting = window.setTimeout(take, 350)
    }
    document.addEventListener('selectionchange', changed)
    return () => {
      clearTimeout(waiting)
      document.removeEventListener('selectionchange', changed)
    }
  }, [now, send, root])
}
