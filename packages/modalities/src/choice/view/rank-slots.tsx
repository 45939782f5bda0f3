// The ranks as places to drag answers into: one place is a tie, the last is "not ranked". Pointer events, so that a
// finger drags too.
import type { Ranking, Translate } from '@etabli/modality-kit'
import { type PointerEvent, type ReactNode, useState } from 'react'

interface RankSlotsProps {
  readonly ranking: Ranking
  readonly drag: (place: number, rank: number | null) => void
  readonly readOnly: boolean
  readonly t: Translate
}

interface Dragged {
  readonly place: number
  readonly x: number
  readonly y: number
  readonly by: readonly [number, number]
}

export function RankSlots({ ranking, drag, readOnly, t }: RankSlotsProps): ReactNode {
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const { order, ranks } = ranking
  const last = Math.max(0, ...ranks.map((rank) => rank ?? 0))
  const places = [...Array.from({ length: Math.min(last + 1, order.length) }, (_, index) => index + 1), null]
  const start = (place: number, event: PointerEvent<HTMLElement>) => {
    if (readOnly || event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    setDragged({ place, x: event.clientX, y: event.clientY, by: [0, 0] })
  }
  const end = (event: PointerEvent<HTMLElement>) => {
    if (!dragged) return
    setDragged(null)
    const under = document.elementsFromPoint(event.clientX, event.clientY)
    const slot = under.find((element) => element instanceof HTMLElement && element.dataset['slot'] !== undefined)
    const rank = slot instanceof HTMLElement ? slot.dataset['slot'] : undefined
    if (rank !== undefined) drag(dragged.place, rank === '' ? null : Number(rank))
  }
  return (
    <ol className="ranking-slots" aria-label={t('choice.ranking.ranks')}>
      {places.map((rank) => (
        <li key={rank ?? 'none'} className="ranking-slot" data-slot={rank ?? ''}>
          <span className="ranking-slot-name">
            {rank === null ? t('choice.ranking.unranked') : t('choice.ranking.rank', { rank })}
          </span>
          {order.map((place, index) =>
            ranks[place] === rank ? (
              <span
                key={place}
                className="ranking-chip"
                data-answer={index + 1}
                style={
                  dragged?.place === place
                    ? { transform: `translate(${dragged.by[0]}px, ${dragged.by[1]}px)`, zIndex: 1 }
                    : undefined
                }
                onPointerDown={(event) => start(place, event)}
                onPointerMove={(event) => {
                  if (dragged?.place !== place) return
                  setDragged({ ...dragged, by: [event.clientX - dragged.x, event.clientY - dragged.y] })
                }}
                onPointerUp={end}
                onPointerCancel={() => setDragged(null)}
              >
                {index + 1}
              </span>
            ) : null,
          )}
        </li>
      ))}
    </ol>
  )
}
