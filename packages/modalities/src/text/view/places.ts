// Between the page and the text: a point on the screen or in the document as a UTF-16 index, and back to a Range.
// Every piece of text carries `data-start`; chips and handles lie outside the count.

/** The UTF-16 index of a place in the document; null where it is no place of the passage. */
export function indexOfPlace(node: Node, offset: number): number | null {
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = node.parentElement?.closest<HTMLElement>('[data-start]')
    return piece && node.parentElement === piece ? Number(piece.dataset['start']) + offset : null
  }
  if (!(node instanceof Element)) return null
  const line = node.closest<HTMLElement>('[data-row]')
  if (!line) return null
  if (node !== line) {
    const piece = node.closest<HTMLElement>('[data-start]')
    return piece ? Number(piece.dataset['start']) + (offset === 0 ? 0 : textLength(piece)) : null
  }
  const before = [...line.children]
    .slice(0, offset)
    .findLast((child) => child instanceof HTMLElement && 'start' in child.dataset)
  if (before instanceof HTMLElement) return Number(before.dataset['start']) + textLength(before)
  return Number(line.dataset['from'])
}

function textLength(piece: Element): number {
  let length = 0
  for (const node of piece.childNodes) if (node.nodeType === Node.TEXT_NODE) length += node.textContent?.length ?? 0
  return length
}

/** The UTF-16 index under a point of the window, or nearest to it in its line; null outside every line. */
export function indexAtPoint(root: HTMLElement, x: number, y: number): number | null {
  return indexUnder(root, x, y) ?? nearestInLine(root, x, y)
}

/** The UTF-16 index of the letter under a point of the window; null where there is none. */
export function indexUnder(root: HTMLElement, x: number, y: number): number | null {
  const place = placeAtPoint(x, y)
  return place && root.contains(place.node) ? indexOfPlace(place.node, place.offset) : null
}

/**
 * The UTF-16 index at which the letter under a point begins, or what is nearest in its line: a caret goes to the nearer
 * side of a letter, but whoever presses twice on its further half means the letter, not the one after it.
 */
export function letterAtPoint(root: HTMLElement, x: number, y: number): number | null {
  const place = placeAtPoint(x, y)
  const before = place && root.contains(place.node) ? letterBefore(place) : null
  const covers = before && [...before.getClientRects()].some((rect) => x >= rect.left && x <= rect.right)
  return covers ? indexOfPlace(before.startContainer, before.startOffset) : indexAtPoint(root, x, y)
}

/** As far back as the longest letter one meets: families of emoji. */
const LONGEST_LETTER = 40

function letterBefore({ node, offset }: Place): Range | null {
  if (!(node instanceof Text) || offset === 0) return null
  const letters = [...new Intl.Segmenter().segment(node.data.slice(Math.max(0, offset - LONGEST_LETTER), offset))]
  const range = document.createRange()
  range.setStart(node, offset - (letters.at(-1)?.segment.length ?? 0))
  range.setEnd(node, offset)
  return range
}

interface Place {
  readonly node: Node
  readonly offset: number
}

function placeAtPoint(x: number, y: number): Place | null {
  if ('caretPositionFromPoint' in document) {
    const position = document.caretPositionFromPoint(x, y)
    return position ? { node: position.offsetNode, offset: position.offset } : null
  }
  // Safari has the older name only.
  const older = document as { caretRangeFromPoint?: (x: number, y: number) => Range | null }
  const range = older.caretRangeFromPoint?.(x, y)
  return range ? { node: range.startContainer, offset: range.startOffset } : null
}

/** For points on blanks, chips and margins: the start or end of the nearest piece of the line at that height. */
function nearestInLine(root: HTMLElement, x: number, y: number): number | null {
  const lines = [...root.querySelectorAll<HTMLElement>('[data-row]')]
  const line = lines.find((candidate) => candidate.getBoundingClientRect().bottom >= y) ?? lines.at(-1)
  if (!line) return null
  let best: { far: number; index: number } | null = null
  for (const piece of line.querySelectorAll<HTMLElement>('[data-start]')) {
    const start = Number(piece.dataset['start'])
    for (const rect of piece.getClientRects()) {
      const far = Math.max(rect.left - x, x - rect.right, 0) + 4 * Math.max(rect.top - y, y - rect.bottom, 0)
      const rightwards = getComputedStyle(line).direction !== 'rtl'
      const after = x > (rect.left + rect.right) / 2 === rightwards
      if (!best || far < best.far) best = { far, index: after ? start + textLength(piece) : start }
    }
  }
  return best?.index ?? Number(line.dataset['from'])
}

/** The place of a UTF-16 index in the document, inside the row of that number. */
function placeOf(root: HTMLElement, row: number, index: number): Place | null {
  const element = root.querySelector(`[data-row="${row}"]`)
  if (!element) return null
  const pieces = [...element.querySelectorAll<HTMLElement>('[data-start]')]
  const piece = pieces.findLast((candidate) => Number(candidate.dataset['start']) <= index) ?? pieces[0]
  if (!piece) return { node: element, offset: 0 }
  const node = [...piece.childNodes].find((child) => child.nodeType === Node.TEXT_NODE)
  if (!node) return { node: piece, offset: 0 }
  const offset = Math.max(0, index - Number(piece.dataset['start']))
  return { node, offset: Math.min(offset, node.textContent?.length ?? 0) }
}

/** The document's Range of a stretch; null where its rows are not on the page. */
export function rangeOf(
  root: HTMLElement,
  start: { row: number; index: number },
  end: { row: number; index: number },
): Range | null {
  const from = placeOf(root, start.row, start.index)
  const to = placeOf(root, end.row, end.index)
  if (!from || !to) return null
  const range = document.createRange()
  range.setStart(from.node, from.offset)
  range.setEnd(to.node, to.offset)
  return range
}

/** The lane that a point under the words of a piece lies in; −1 on the words themselves. */
export function laneAtPoint(piece: Element, x: number, y: number, lane: number): number {
  const rects = [...piece.getClientRects()]
  const rect =
    rects.find((one) => y >= one.top && y <= one.bottom && x >= one.left - 1 && x <= one.right + 1) ??
    rects.find((one) => y >= one.top && y <= one.bottom)
  if (!rect) return -1
  const lanes = Number.parseFloat(getComputedStyle(piece).paddingBottom) || 0
  const under = y - (rect.bottom - lanes)
  return under < 0 ? -1 : Math.floor(under / lane)
}
