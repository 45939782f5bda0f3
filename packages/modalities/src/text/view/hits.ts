// What a search found, shown on the page as highlights: all that is near the window, and the one at hand.
import { type RefObject, useEffect, useLayoutEffect } from 'react'
import type { Passage, Stretch } from '../core/index.ts'
import type { Drawing } from './reading.ts'
import { highlights, rangeOfIndices } from './reveal.ts'

const ALL = 'text-found'
const HERE = 'text-found-here'

/** @param hits UTF-16 indices, in order */
export function useHits(
  root: RefObject<HTMLElement | null>,
  hits: readonly Stretch[],
  here: number,
  drawing: Drawing,
  passage: Passage,
): void {
  useLayoutEffect(() => {
    const page = root.current
    const registry = highlights()
    if (!page || !registry) return
    const from = passage.rows.at(drawing.first).start
    const to = passage.rows.at(drawing.last - 1).next
    const ranges = hits.flatMap((hit, index) => {
      if (index === here || hit.end <= from || hit.start >= to) return []
      const range = rangeOfIndices(page, hit, drawing, passage)
      return range ? [range] : []
    })
    registry.set(ALL, new Highlight(...ranges))
    const now = hits[here]
    const range = now ? rangeOfIndices(page, now, drawing, passage) : null
    if (range) registry.set(HERE, new Highlight(range))
    else registry.delete(HERE)
  })
  useEffect(
    () => () => {
      highlights()?.delete(ALL)
      highlights()?.delete(HERE)
    },
    [],
  )
}

/** The first hit at or after an index; the first of all past the last. */
export function hitFrom(hits: readonly Stretch[], index: number): number {
  return Math.max(
    0,
    hits.findIndex(({ start }) => start >= index),
  )
}
