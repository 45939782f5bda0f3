// The line from a span's name to the pointer while a relation is drawn, with the span that it would reach lit.
import type { MarkId } from '@etabli/schema'
import type { ReactNode, RefObject } from 'react'
import { piecesOf } from '../spans-under.ts'
import { type DragLink, useDragLink } from './use-drag-link.ts'

interface RubberLineProps {
  readonly root: RefObject<HTMLDivElement | null>
  readonly drag: DragLink
  /** CSS colour of the type in hand. */
  readonly colour: string
}

/** Around the words that are lit, in pixels. */
const AROUND = 3

export function RubberLine({ root, drag, colour }: RubberLineProps): ReactNode {
  const drawn = useDragLink(root, drag)
  const stage = root.current?.closest<HTMLElement>('.text-stage')
  if (!(drawn && stage && root.current)) return null
  const bounds = stage.getBoundingClientRect()
  const [left, top] = [bounds.left - stage.scrollLeft, bounds.top - stage.scrollTop]
  const isRefused = drawn.to !== null && !drag.canJoin(drawn.from, drawn.to)
  const from = boxesOf(root.current, drawn.from)
  const to = drawn.to === null ? [] : boxesOf(root.current, drawn.to)
  const [start] = from
  return (
    <svg
      className={isRefused ? 'text-arcs text-rubber text-rubber-refused' : 'text-arcs text-rubber'}
      style={{ color: colour }}
      aria-hidden="true"
    >
      {[...from, ...to].map((box, index) => (
        <rect
          key={`${box.left}:${box.top}`}
          className={index < from.length ? undefined : 'text-rubber-to'}
          x={box.left - left - AROUND}
          y={box.top - top - AROUND}
          width={box.width + 2 * AROUND}
          height={box.height + 2 * AROUND}
          rx={4}
        />
      ))}
      {start && (
        <path
          d={`M${start.left + start.width / 2 - left} ${start.top + start.height - top}L${drawn.x - left} ${drawn.y - top}`}
        />
      )}
      <circle cx={drawn.x - left} cy={drawn.y - top} r={4} />
    </svg>
  )
}

/** Where the words of a span and its name stand on the screen: a box a line. */
function boxesOf(root: HTMLElement, id: MarkId): DOMRect[] {
  return piecesOf(root, id).flatMap((piece) => [...piece.getClientRects()].filter(({ width }) => width > 0))
}
