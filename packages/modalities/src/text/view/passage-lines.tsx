// The text in lines, its spans as lanes below the words. Lines are drawn in blocks that the browser skips while they
// are out of sight, and a block is drawn again only when one of its lines changed.
import type { Translate } from '@etabli/modality-kit'
import { type CSSProperties, memo, type ReactNode } from 'react'
import { type Drawn, type Line, type LineLayout, layOut, type Piece, type Placed } from './lanes.ts'

/** Height of a lane in CSS pixels; `text-stage.css` says the same. */
export const LANE = 15
const LINES_PER_BLOCK = 40

interface LinesProps {
  readonly text: string
  readonly lines: readonly Line[]
  readonly spans: ReadonlyMap<number, readonly Drawn[]>
  readonly editable: boolean
  readonly t: Translate
}

/** All lines of a text. */
export function PassageLines({ text, lines, spans, editable, t }: LinesProps): ReactNode {
  const blocks: ReactNode[] = []
  for (let first = 0; first < lines.length; first += LINES_PER_BLOCK) {
    const own = lines.slice(first, first + LINES_PER_BLOCK)
    const marks = own.map((line) => spans.get(line.number) ?? none)
    blocks.push(<Block key={first} text={text} lines={own} marks={marks} editable={editable} t={t} />)
  }
  return blocks
}

const none: readonly Drawn[] = []

interface BlockProps {
  readonly text: string
  readonly lines: readonly Line[]
  readonly marks: readonly (readonly Drawn[])[]
  readonly editable: boolean
  readonly t: Translate
}

const Block = memo(
  ({ text, lines, marks, editable, t }: BlockProps) => (
    <div className="text-block">
      {lines.map((line, index) => (
        <TextLine key={line.number} text={text} line={line} marks={marks[index] ?? none} editable={editable} t={t} />
      ))}
    </div>
  ),
  (before, after) =>
    before.text === after.text &&
    before.editable === after.editable &&
    before.t === after.t &&
    before.marks.length === after.marks.length &&
    before.marks.every((list, index) => sameSpans(list, after.marks[index] ?? none)),
)

const TextLine = memo(
  ({
    text,
    line,
    marks,
    editable,
    t,
  }: Omit<BlockProps, 'lines' | 'marks'> & { line: Line; marks: readonly Drawn[] }) => {
    const layout = layOut(line, marks)
    const { start, next } = line
    return (
      <div
        className="text-line"
        dir="auto"
        data-line={line.number}
        data-from={start}
        style={{ '--lanes': layout.lanes } as CSSProperties}
      >
        {layout.pieces.map((piece) => (
          <TextPiece key={piece.start} text={text} piece={piece} line={line} editable={editable} t={t} />
        ))}
        {next > line.end && <LineEnd line={line} layout={layout} text={text} />}
      </div>
    )
  },
  (before, after) =>
    before.text === after.text &&
    before.editable === after.editable &&
    before.t === after.t &&
    sameSpans(before.marks, after.marks),
)

function sameSpans(a: readonly Drawn[], b: readonly Drawn[]): boolean {
  return a === b || (a.length === b.length && a.every((span, index) => sameSpan(span, b[index])))
}

function sameSpan(a: Drawn, b: Drawn | undefined): boolean {
  if (a === b) return true
  if (b === undefined) return false
  return (
    a.id === b.id &&
    a.start === b.start &&
    a.end === b.end &&
    a.name === b.name &&
    a.colour === b.colour &&
    a.proposed === b.proposed &&
    a.selected === b.selected &&
    a.layer === b.layer
  )
}

interface PieceProps {
  readonly text: string
  readonly piece: Piece
  readonly line: Line
  readonly editable: boolean
  readonly t: Translate
}

function TextPiece({ text, piece, line, editable, t }: PieceProps): ReactNode {
  const { start, end, spans } = piece
  const words = text.slice(start, end)
  if (spans.length === 0) {
    return (
      <span className="text-piece" data-start={start}>
        {words}
      </span>
    )
  }
  const selected = spans.find((span) => span.selected)
  return (
    <span
      className="text-piece text-piece-marked"
      data-start={start}
      data-spans={spans.map(({ id, lane, layer }) => (layer === null ? `${lane}:${id}` : '')).join(' ')}
      style={paint(spans, piece, selected)}
    >
      {words}
      {spans.map((span) => span.start === start && <Chip key={`${span.layer ?? ''}:${span.id}`} span={span} />)}
      {editable && selected && selected.start === start && selected.start >= line.start && (
        <Handle edge="start" span={selected} t={t} />
      )}
      {editable && selected && selected.end === end && <Handle edge="end" span={selected} t={t} />}
    </span>
  )
}

/** The lanes as backgrounds: they follow the words over the ends of visual lines, in both directions of writing. */
function paint(spans: readonly Placed[], piece: Pick<Piece, 'end'>, selected: Placed | undefined): CSSProperties {
  const thick = (span: Placed) => (span.selected ? 4 : 3)
  const images = spans.map(({ colour, proposed }) =>
    proposed
      ? `repeating-linear-gradient(90deg, ${colour} 0 5px, transparent 5px 8px)`
      : `linear-gradient(${colour}, ${colour})`,
  )
  // Measured from the bottom of the words (the origin is the content box) down into the padding.
  const places = spans.map((span) => `left 0 bottom ${-(span.lane * LANE + 1 + thick(span))}px`)
  // The last piece of a span stops short, so that neighbours in one lane are told apart.
  const sizes = spans.map((span) => `calc(100% - ${span.end === piece.end ? 2 : 0}px) ${thick(span)}px`)
  return {
    '--piece-lanes': Math.max(...spans.map(({ lane }) => lane)) + 1,
    backgroundImage: images.join(', '),
    backgroundPosition: places.join(', '),
    backgroundSize: sizes.join(', '),
    ...(selected ? { backgroundColor: `color-mix(in srgb, ${selected.colour} 16%, transparent)` } : {}),
  } as CSSProperties
}

function Chip({ span }: { span: Placed }): ReactNode {
  return (
    <span
      className={span.selected ? 'text-chip text-chip-selected' : 'text-chip'}
      data-chip={span.layer === null ? span.id : undefined}
      style={{ '--lane': span.lane, color: span.colour } as CSSProperties}
      aria-hidden="true"
    >
      {span.name}
    </span>
  )
}

function Handle({ edge, span, t }: { edge: 'start' | 'end'; span: Placed; t: Translate }): ReactNode {
  return (
    <span
      className={`text-handle text-handle-${edge}`}
      data-edge={edge}
      data-handle={span.id}
      style={{ color: span.colour }}
      title={t(edge === 'start' ? 'text.moveStart' : 'text.moveEnd')}
      aria-hidden="true"
    />
  )
}

/** The line's own end: nothing to see, unless a span runs over it. */
function LineEnd({ line, layout, text }: { line: Line; layout: LineLayout; text: string }): ReactNode {
  const { overEnd } = layout
  const own = text.slice(line.end, line.next)
  return (
    <span
      className={overEnd.length > 0 ? 'text-piece text-piece-marked text-line-end' : 'text-piece text-line-end'}
      data-start={line.end}
      data-spans={overEnd.map(({ id, lane, layer }) => (layer === null ? `${lane}:${id}` : '')).join(' ')}
      style={
        overEnd.length > 0
          ? paint(
              overEnd,
              { end: line.next },
              overEnd.find((span) => span.selected),
            )
          : undefined
      }
    >
      {own}
    </span>
  )
}
