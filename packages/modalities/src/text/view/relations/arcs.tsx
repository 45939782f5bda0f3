// The arcs over the text in one layer: a name, an arrow and a colour each; those of the selected or hovered stand out.
import type { StageProps } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'
import { memo, type ReactNode } from 'react'
import type { Arc, Arcs, Badge } from './measured-arcs.ts'

/** The height of words in pixels, without the lanes below them. */
const WORDS = 23

interface ArcsProps {
  readonly drawn: Arcs
  /** Selected or hovered marks: a span lights all its arcs. */
  readonly lit: ReadonlySet<MarkId>
  readonly select: StageProps['select']
}

export function ArcLayer({ drawn, lit, select }: ArcsProps): ReactNode {
  const isLit = ({ mark, ends, layer }: Arc) => layer === null && (lit.has(mark) || ends.some((id) => lit.has(id)))
  const any = drawn.arcs.some(isLit)
  return (
    <svg className={any ? 'text-arcs text-arcs-lit' : 'text-arcs'} aria-hidden="true">
      {drawn.arcs.map((arc) =>
        arc.folded && !isLit(arc) ? null : <OneArc key={arc.key} arc={arc} isLit={isLit(arc)} select={select} />,
      )}
      {drawn.badges.map((badge) => (
        <ChainBadge key={badge.key} badge={badge} />
      ))}
    </svg>
  )
}

interface OneArcProps {
  readonly arc: Arc
  readonly isLit: boolean
  readonly select: StageProps['select']
}

const OneArc = memo(({ arc, isLit, select }: OneArcProps) => {
  const { path, name, form, boxes, colour, mark, layer } = arc
  return (
    <g className={isLit ? 'text-arc text-arc-lit' : 'text-arc'} style={{ color: colour }} data-arc={mark}>
      {isLit &&
        boxes.map((box, at) =>
          box ? (
            <rect
              key={at}
              className="text-arc-end"
              x={box.x - 2}
              y={box.y - 1}
              width={box.width + 4}
              height={Math.min(box.height, WORDS)}
              rx={3}
            />
          ) : null,
        )}
      <path className={form === 'chain' ? 'text-arc-line text-arc-chain' : 'text-arc-line'} d={path} />
      {layer === null && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the list of marks is there for keys and screen readers.
        <path className="text-arc-hit" d={path} onClick={() => select([mark])} />
      )}
      {form === 'directed' && <path className="text-arc-head" d={headOf(path)} />}
      {form !== 'chain' && (
        <text className="text-arc-name" x={name.x} y={name.top + 3}>
          {arc.label}
        </text>
      )}
    </g>
  )
})

/** An arrow that points down at the end of a path. */
function headOf(path: string): string {
  const [x, y] = (path.match(/-?[\d.]+/g) ?? []).slice(-2).map(Number)
  return `M${(x ?? 0) - 3.5} ${(y ?? 0) - 5}h7l-3.5 5z`
}

function ChainBadge({ badge }: { readonly badge: Badge }): ReactNode {
  const { number, colour, box } = badge
  const width = String(number).length * 6 + 7
  return (
    <g className="text-arc-badge" style={{ color: colour }}>
      <rect x={box.x - width / 2} y={box.y - 9} width={width} height={12} rx={6} />
      <text x={box.x} y={box.y}>
        {number}
      </text>
    </g>
  )
}
