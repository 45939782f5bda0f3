// Sentences shown in the text without touching its elements: a wash behind the current one, a quiet bar under those that
// are answered (CSS Custom Highlight API). Of the text's stage this knows one thing: pieces of text carry `data-start`,
// their first character's UTF-16 index.
import type { Stretch } from '../../core/index.ts'
import { highlights } from '../reveal.ts'

const PASSAGE = '.text-passage'

/** The text on the page, or null while there is none. */
export function passageOnPage(near: Element): HTMLElement | null {
  const surface = near.closest('.surface, .preview-surface, .review-column') ?? document
  return surface.querySelector<HTMLElement>(PASSAGE)
}

interface Piece {
  readonly node: Text
  readonly start: number
  readonly end: number
}

/** The pieces of text that are drawn, in order. */
function piecesOf(root: HTMLElement): Piece[] {
  const pieces: Piece[] = []
  for (const element of root.querySelectorAll<HTMLElement>('[data-start]')) {
    const start = Number(element.dataset['start'])
    const node = [...element.childNodes].find((child): child is Text => child instanceof Text)
    if (node) pieces.push({ node, start, end: start + node.length })
  }
  return pieces
}

/** The Ranges of as much of a stretch (UTF-16) as is drawn: one a piece, as names of spans stand between pieces. */
function rangesIn(pieces: readonly Piece[], { start, end }: Stretch): Range[] {
  return pieces
    .filter((piece) => piece.end > start && piece.start < end)
    .map((piece) => {
      const range = document.createRange()
      range.setStart(piece.node, Math.max(0, start - piece.start))
      range.setEnd(piece.node, Math.min(piece.node.length, end - piece.start))
      return range
    })
}

export interface Painted {
  /** UTF-16. */
  readonly current: Stretch | null
  readonly answered: readonly (Stretch & { readonly colour: number })[]
}

const NAMES = ['sentence-now', ...Array.from({ length: 12 }, (_, colour) => `sentence-${colour}`)]

/** What each text on the page shows; the browser keeps its highlights for all of them together. */
const shown = new Map<HTMLElement, Painted>()

function paintAll(): void {
  const registry = highlights()
  if (!registry) return
  const ranges = new Map<string, Range[]>()
  const put = (name: string, pieces: readonly Piece[], stretch: Stretch) => {
    const list = ranges.get(name) ?? []
    list.push(...rangesIn(pieces, stretch))
    ranges.set(name, list)
  }
  for (const [root, { current, answered }] of shown) {
    const pieces = piecesOf(root)
    const drawn = { start: pieces[0]?.start ?? 0, end: pieces.at(-1)?.end ?? 0 }
    if (current) put('sentence-now', pieces, current)
    for (const one of answered) {
      if (one.end > drawn.start && one.start < drawn.end) put(`sentence-${one.colour}`, pieces, one)
    }
  }
  for (const name of NAMES) {
    const found = ranges.get(name) ?? []
    if (found.length > 0) registry.set(name, new Highlight(...found))
    else registry.delete(name)
  }
}

/** Paints now and whenever the text draws other pieces of itself; gives back how to stop. */
export function keepPainted(root: HTMLElement, painted: () => Painted): { again: () => void; stop: () => void } {
  let frame = 0
  const again = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      shown.set(root, painted())
      paintAll()
    })
  }
  const observer = new MutationObserver(again)
  observer.observe(root, { childList: true, subtree: true, characterData: true })
  again()
  return {
    again,
    stop() {
      observer.disconnect()
      cancelAnimationFrame(frame)
      shown.delete(root)
      paintAll()
    },
  }
}

/** Tries of bringing a place into sight: heights that were guessed are measured on the way. */
const TRIES = 4

/** Scrolls so that a stretch (UTF-16) of a text of that length stands well in view. */
export function bringIntoView(root: HTMLElement, stretch: Stretch, length: number, tries = TRIES): void {
  const scroller = scrollerOf(root)
  if (!scroller) return
  const view = scroller.getBoundingClientRect()
  const rect = rangesIn(piecesOf(root), stretch)[0]?.getClientRects()[0]
  if (!rect) {
    if (tries === 0) return
    // Not drawn: about where it should be, then again by what is drawn there.
    scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * (stretch.start / Math.max(1, length))
    requestAnimationFrame(() => requestAnimationFrame(() => bringIntoView(root, stretch, length, tries - 1)))
    return
  }
  const margin = Math.min(96, view.height / 4)
  if (rect.top < view.top + margin || rect.bottom > view.bottom - margin) {
    scroller.scrollBy({ top: rect.top - view.top - view.height / 3 })
  }
}

function scrollerOf(root: HTMLElement): HTMLElement | null {
  for (let at: HTMLElement | null = root; at; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at)
    if ((overflowY === 'auto' || overflowY === 'scroll') && at.scrollHeight > at.clientHeight) return at
  }
  return null
}
