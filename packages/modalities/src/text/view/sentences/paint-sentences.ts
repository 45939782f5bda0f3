// Sentences shown in the text without touching its elements: a wash behind the current one, a quiet bar under those that
// are answered (CSS Custom Highlight API). Of the text's stage this knows one thing: pieces of text carry `data-start`,
// their first character's UTF-16 index.
import type { Stretch } from '../../core/index.ts'
import { highlights } from '../reveal.ts'

const PASSAGE = '.text-passage'

/** The text on the page, or null while there is none. */
export function passageOnPage(near: Element): HTMLElement | null {
  const surface = near.closest('.surface, .preview-surface') ?? document
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

/** The Range of as much of a stretch (UTF-16) as is drawn; null where none is. */
function rangeIn(pieces: readonly Piece[], { start, end }: Stretch): Range | null {
  const first = pieces.find((piece) => piece.end > start && piece.start < end)
  const last = pieces.findLast((piece) => piece.start < end && piece.end > start)
  if (!first || !last) return null
  const range = document.createRange()
  range.setStart(first.node, Math.max(0, start - first.start))
  range.setEnd(last.node, Math.min(last.node.length, end - last.start))
  return range
}

export interface Painted {
  /** UTF-16. */
  readonly current: Stretch | null
  readonly answered: readonly (Stretch & { readonly colour: number })[]
}

const NAMES = ['sentence-now', ...Array.from({ length: 12 }, (_, colour) => `sentence-${colour}`)]

function clear(): void {
  for (const name of NAMES) highlights()?.delete(name)
}

function paint(root: HTMLElement, { current, answered }: Painted): void {
  clear()
  const registry = highlights()
  if (!registry) return
  const pieces = piecesOf(root)
  const here = current && rangeIn(pieces, current)
  if (here) registry.set('sentence-now', new Highlight(here))
  const drawn = { start: pieces[0]?.start ?? 0, end: pieces.at(-1)?.end ?? 0 }
  for (const [colour, group] of Map.groupBy(answered, (one) => one.colour)) {
    const ranges = group
      .filter(({ start, end }) => end > drawn.start && start < drawn.end)
      .flatMap((stretch) => rangeIn(pieces, stretch) ?? [])
    if (ranges.length > 0) registry.set(`sentence-${colour}`, new Highlight(...ranges))
  }
}

/** Paints now and whenever the text draws other pieces of itself; gives back how to stop. */
export function keepPainted(root: HTMLElement, painted: () => Painted): { again: () => void; stop: () => void } {
  let frame = 0
  const again = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => paint(root, painted()))
  }
  const observer = new MutationObserver(again)
  observer.observe(root, { childList: true, subtree: true, characterData: true })
  again()
  return {
    again,
    stop() {
      observer.disconnect()
      cancelAnimationFrame(frame)
      clear()
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
  const rect = rangeIn(piecesOf(root), stretch)?.getClientRects()[0]
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
