// Reading: which rows of a text are on the page. Only those near the window are; the others are a height, estimated until
// they are drawn and measured. What is in the window stays where it is when a height above it turns out otherwise.
import type { Passage } from '../core/index.ts'
import { createHeights, type Heights } from './heights.ts'

/** The rows on the page, `first` up to but not with `last`, and how far down they begin. */
export interface Drawing {
  readonly first: number
  readonly last: number
  readonly top: number
}

export interface Reading {
  get(): Drawing
  subscribe(listener: () => void): () => void
  /** Puts the reading to work on the page; what it gives back takes it off. */
  attach(page: { scroller: HTMLElement; sizer: HTMLElement }): () => void
  /** For each row's element: measured while it is on the page. */
  readonly hold: (element: HTMLElement | null) => (() => void) | undefined
  elementOf(row: number): HTMLElement | undefined
  /** Brings a row onto the page and into the window, unless it is there. True where it had to be brought. */
  bring(row: number): boolean
  /** How far down the text a row begins, as far as is known. */
  topOf(row: number): number
}

/** What a row's height is estimated from. */
export interface Measures {
  /** Pixels of a row of text without lanes, and of what is around its words. */
  readonly line: number
  readonly around: number
  /** Characters of a full line on the screen. */
  readonly perLine: number
}

/** Rows are drawn this far beyond the window, and again when it comes this near to where they end. */
const BEYOND = 600
const NEAR = 200
const WINDOW = 900

const USUAL: Measures = { line: 39, around: 8, perLine: 84 }

export function createReading(passage: Passage): Reading {
  const { rows } = passage
  const listeners = new Set<() => void>()
  const elements = new Map<number, HTMLElement>()
  let measures = USUAL
  let heights = estimated(passage, measures)
  let page: { scroller: HTMLElement; sizer: HTMLElement } | null = null
  let drawing: Drawing = around(heights, 0, WINDOW)

  const show = (next: Drawing): void => {
    if (next.first === drawing.first && next.last === drawing.last && next.top === drawing.top) return
    drawing = next
    for (const listener of listeners) listener()
  }
  const size = (): void => {
    if (page) page.sizer.style.height = `${heights.total()}px`
  }
  /** Where the window is, from the text's first row. */
  const place = (): { top: number; height: number } => {
    if (!page) return { top: 0, height: WINDOW }
    const { scroller, sizer } = page
    const bounds = scroller.getBoundingClientRect()
    return { top: bounds.top - sizer.getBoundingClientRect().top, height: bounds.height }
  }
  /** Draws other rows where those drawn end too near to the window. */
  const follow = (): void => {
    const { top, height } = place()
    const end = heights.topOf(drawing.last)
    const enough =
      (drawing.first === 0 || drawing.top <= top - NEAR) && (drawing.last >= rows.count || end >= top + height + NEAR)
    if (!enough) show(around(heights, top, height))
  }

  const measured = (entries: readonly ResizeObserverEntry[]): void => {
    const { top } = place()
    let above = 0
    for (const { target, borderBoxSize } of entries) {
      const row = Number((target as HTMLElement).dataset['row'])
      const height = borderBoxSize[0]?.blockSize ?? 0
      if (elements.get(row) !== target || height === 0) continue
      // A row that begins above the window and ends in it keeps its end where it is.
      const isAbove = heights.topOf(row) + heights.heightOf(row) / 2 < top
      const delta = heights.set(row, height)
      if (isAbove) above += delta
    }
    size()
    if (page && Math.abs(above) >= 1) page.scroller.scrollTop += above
    follow()
  }
  const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measured)

  /** Heights anew for another width, around the row that is on top. */
  const remeasure = (): void => {
    if (!page) return
    const next = measuresOf(page.sizer, passage)
    if (next.perLine === measures.perLine && next.line === measures.line) return
    const { top } = place()
    const row = heights.rowAt(top)
    const into = top - heights.topOf(row)
    measures = next
    heights = estimated(passage, measures)
    for (const [at, element] of elements) heights.set(at, element.offsetHeight)
    size()
    if (top > 0) page.scroller.scrollTop += heights.topOf(row) + Math.min(into, heights.heightOf(row)) - top
    const now = place()
    show(around(heights, now.top, now.height))
  }

  return {
    get: () => drawing,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    attach(to) {
      page = to
      size()
      remeasure()
      follow()
      to.scroller.addEventListener('scroll', follow, { passive: true })
      const sizes = new ResizeObserver(() => {
        remeasure()
        follow()
      })
      sizes.observe(to.scroller)
      sizes.observe(to.sizer)
      return () => {
        page = null
        sizes.disconnect()
        to.scroller.removeEventListener('scroll', follow)
      }
    },
    hold(element) {
      if (!element) return undefined
      const row = Number(element.dataset['row'])
      elements.set(row, element)
      observer?.observe(element)
      return () => {
        observer?.unobserve(element)
        if (elements.get(row) === element) elements.delete(row)
      }
    },
    elementOf: (row) => elements.get(row),
    bring(row) {
      if (elements.has(row) || !page) return false
      const { top, height } = place()
      page.scroller.scrollTop += heights.topOf(row) - top - height / 3
      follow()
      return true
    },
    topOf: (row) => heights.topOf(row),
  }
}

function around(heights: Heights, top: number, height: number): Drawing {
  const first = heights.rowAt(Math.max(0, top - BEYOND))
  return { first, last: heights.rowAt(top + height + BEYOND) + 1, top: heights.topOf(first) }
}

function estimated({ rows }: Passage, { line, around: more, perLine }: Measures): Heights {
  return createHeights(rows.count, (number) => {
    const { start, end } = rows.at(number)
    return Math.max(1, Math.ceil((end - start) / perLine)) * line + more
  })
}

/** How wide and high text is drawn here: measured from a few words in the text's own style. */
function measuresOf(sizer: HTMLElement, { text }: Passage): Measures {
  const probe = document.createElement('span')
  const box = document.createElement('div')
  box.className = 'text-line text-probe'
  const sample = text.slice(0, 400).replace(/\s+/g, ' ').trim().slice(0, 80) || 'abcdefghijklmnop'
  probe.textContent = sample
  box.append(probe)
  sizer.append(box)
  const letter = probe.getBoundingClientRect().width / sample.length || 8
  const style = getComputedStyle(box)
  const line = Number.parseFloat(style.lineHeight) || USUAL.line
  const more = Number.parseFloat(style.paddingBottom) || 0
  box.remove()
  // Lines break at words: the last word of each is half lost on average.
  const perLine = Math.max(1, Math.floor(sizer.clientWidth / letter - 3))
  return { line, around: more, perLine }
}
