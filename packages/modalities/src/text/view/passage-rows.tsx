// The rows of a text that are on the page, their spans as lanes below the words. A row is drawn again only when something
// of its own changed.
import type { Translate } from '@etabli/modality-kit'
import { type CSSProperties, memo, type ReactNode } from 'react'
import type { Passage } from '../core/index.ts'
import type { Dress, RowDress } from './dress.ts'
import { type Drawn, type Line, type LineLayout, layOut, type Piece, type Placed } from './lanes.ts'
import type { Reading } from './reading.ts'
import { spansSaid } from './spans-under.ts'

/** Height of a lane in CSS pixels; `text-stage.css` says the same. */
export const LANE = 15

interface RowsProps {
  readonly passage: Passage
  readonly rows: readonly Line[]
  readonly spans: ReadonlyMap<number, readonly Drawn[]>
  readonly dress: Dress | null
  readonly editable: boolean
  readonly hold: Reading['hold']
  readonly t: Translate
}

/** The rows on the page. */
export function PassageRows({ passage, rows, spans, dress, ...rest }: RowsProps): ReactNode {
  return rows.map((row) => (
    <TextRow
      key={row.number}
      text={passage.text}
      line={row}
      // The pieces of a long line go by the direction of its beginning.
      direction={passage.rows.continues(row.number) ? directionOf(passage, row.number) : 'auto'}
      counted={passage.rows.continues(row.number) ? null : passage.rows.at(row.number).line + 1}
      marks={spans.get(row.number) ?? none}
      dress={dress?.row(row.number) ?? null}
      {...rest}
    />
  ))
}

const none: readonly Drawn[] = []

function directionOf({ rows, text }: Passage, number: number): 'ltr' | 'rtl' {
  let first = number
  while (rows.continues(first)) first -= 1
  const { start, end } = rows.at(first)
  const strong = /\p{L}/u.exec(text.slice(start, end))?.[0] ?? ''
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(strong)
    ? 'rtl'
    : 'ltr'
}

interface RowProps {
  readonly text: string
  readonly line: Line
  readonly direction: 'auto' | 'ltr' | 'rtl'
  /** The number of its line, from 1; null where it goes on with the line before. */
  readonly counted: number | null
  readonly marks: readonly Drawn[]
  readonly dress: RowDress | null
  readonly editable: boolean
  readonly hold: Reading['hold']
  readonly t: Translate
}

const TextRow = memo(
  ({ text, line, direction, counted, marks, dress, editable, hold, t }: RowProps) => {
    const layout = layOut(line, marks, dress?.runs)
    const { start, next } = line
    return (
      <div
        ref={hold}
        className={dress ? `text-line ${dress.className}` : 'text-line'}
        dir={direction}
        data-row={line.number}
        data-from={start}
        data-number={counted ?? '·'}
        style={layout.lanes > 0 ? ({ '--lanes': layout.lanes } as CSSProperties) : undefined}
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
    before.line.number === after.line.number &&
    before.dress === after.dress &&
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
    a.layer === b.layer &&
    a.part === b.part &&
    a.held === b.held
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
  const { start, end, spans, dress } = piece
  const words = text.slice(start, end)
  const own = dress === null ? 'text-piece' : `text-piece ${dress}`
  if (spans.length === 0) {
    return (
      <span className={own} data-start={start}>
        {words}
      </span>
    )
  }
  const selected = spans.find((span) => span.selected)
  const holds = selected !== undefined || spans.some((span) => span.start === start)
  return (
    <span
      className={`${own} text-piece-marked${holds ? ' text-piece-holds' : ''}`}
      data-start={start}
      data-spans={spansSaid(spans)}
      style={paint(spans, piece, selected)}
    >
      {words}
      {spans.map((span) => span.start === start && <Chip key={`${span.layer ?? ''}:${span.id}`} span={span} />)}
      {editable && selected?.start === start && selected.start >= line.start && (
        <Handle edge="start" span={selected} t={t} />
      )}
      {editable && selected?.end === end && <Handle edge="end" span={selected} t={t} />}
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
    ...(selected
      ? { backgroundColor: `color-mix(in srgb, ${selected.colour} ${selected.held ? 30 : 16}%, transparent)` }
      : {}),
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
      data-part={span.part}
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
      data-spans={spansSaid(overEnd)}
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
