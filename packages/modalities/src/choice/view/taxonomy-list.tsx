// The rows of a taxonomy that are in sight, in a list as high as all of them.
import { type FieldProps, pathOf, type TaxonomyNode } from '@etabli/modality-kit'
import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { highlighted, labelsIn } from '../core/index.ts'
import type { TaxonomyRow } from './taxonomy-rows.ts'
import { Voices } from './voices.tsx'

/** Rows drawn beyond both edges, so that scrolling shows no gap. */
const BEYOND = 6
/** CSS pixels: rows with a path below the name are of two lines, and under a finger all are larger. */
const heights = { line: 32, path: 44, finger: 48 } as const

interface TaxonomyListProps {
  readonly id: string
  readonly field: FieldProps
  readonly rows: readonly TaxonomyRow[]
  readonly at: number
  readonly query: string
  readonly chosen: readonly string[]
  readonly mayPick: (node: TaxonomyNode) => boolean
  readonly pick: (node: TaxonomyNode, index: number) => void
  readonly turn: (node: TaxonomyNode) => void
}

export function TaxonomyList(props: TaxonomyListProps): ReactNode {
  const { id, field, rows, at, query } = props
  const { t } = field
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [room, setRoom] = useState(320)
  const isCoarse = useCoarse()
  const height = isCoarse
    ? heights.finger
    : query.trim() === '' && rows[0]?.as !== 'recent'
      ? heights.line
      : heights.path
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setRoom(element.clientHeight)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  // The current row stays in sight.
  useEffect(() => {
    const element = box.current
    if (!element) return
    const [from, until] = [at * height, (at + 1) * height]
    if (from < element.scrollTop) element.scrollTop = from
    else if (until > element.scrollTop + element.clientHeight) element.scrollTop = until - element.clientHeight
  }, [at, height])
  const first = Math.max(0, Math.floor(top / height) - BEYOND)
  const last = Math.min(rows.length, Math.ceil((top + room) / height) + BEYOND)
  return (
    <>
      <p className="choice-help" role="status">
        {query.trim() === '' ? '' : t('choice.taxonomy.found', { count: rows.length })}
      </p>
      <div
        ref={box}
        className="taxonomy-list"
        data-empty={rows.length === 0 || undefined}
        style={{ '--rows': `${rows.length * height}px` } as CSSProperties}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div
          id={id}
          role="listbox"
          aria-label={field.question.title}
          aria-multiselectable={field.question.kind === 'multiple'}
          tabIndex={-1}
          style={{ height: rows.length * height, position: 'relative' }}
        >
          {rows.slice(first, last).map((row, index) => (
            <Row key={`${row.as} ${row.node.label.id}`} {...props} row={row} index={first + index} height={height} />
          ))}
        </div>
      </div>
    </>
  )
}

function useCoarse(): boolean {
  const [coarse] = useState(() => window.matchMedia('(hover: none) and (pointer: coarse)').matches)
  return coarse
}

type RowProps = TaxonomyListProps & { readonly row: TaxonomyRow; readonly index: number; readonly height: number }

function Row({ id, field, row, index, height, at, query, chosen, mayPick, pick, turn, rows }: RowProps): ReactNode {
  const { node, as, open } = row
  const { label } = node
  const isChosen = chosen.includes(label.id)
  const may = mayPick(node)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the focus and the keys.
    <div
      id={`${id}-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-setsize={rows.length}
      aria-posinset={index + 1}
      aria-disabled={!may}
      className="taxonomy-row"
      data-at={index === at ? '' : undefined}
      data-label={label.id}
      style={{ top: index * height, height, paddingInlineStart: 8 + (as === 'tree' ? (node.depth - 1) * 16 : 0) }}
      onClick={() => (may ? pick(node, index) : turn(node))}
    >
      {as === 'tree' ? (
        <Twist isOpen={open} turn={() => turn(node)} />
      ) : (
        <span className="choice-dot" style={{ backgroundColor: field.colour(label.colour) }} aria-hidden="true" />
      )}
      <span className="taxonomy-words" dir="auto">
        <span className="taxonomy-name">
          <Marked name={label.name} query={as === 'found' ? query : ''} />
        </span>
        {as === 'tree' || node.parent === null ? null : (
          <span className="taxonomy-above">
            <Marked
              name={pathOf(node.parent)
                .map((above) => above.label.name)
                .join(' › ')}
              query={as === 'found' ? query : ''}
            />
          </span>
        )}
      </span>
      <Voices
        field={field}
        says={(mark) => (mark.kind === 'multiple' ? labelsIn(mark).includes(label.id) : mark.label === label.id)}
      />
      {as === 'recent' ? <span className="taxonomy-recent">{field.t('choice.taxonomy.recent')}</span> : null}
      {isChosen ? (
        <span className="taxonomy-tick" aria-hidden="true">
          ✓
        </span>
      ) : null}
    </div>
  )
}

function Twist({ isOpen, turn }: { readonly isOpen: boolean | null; readonly turn: () => void }): ReactNode {
  return (
    <span
      className="taxonomy-twist"
      aria-hidden="true"
      data-open={isOpen ?? undefined}
      onClick={(event) => {
        if (isOpen === null) return
        event.stopPropagation()
        turn()
      }}
    >
      {isOpen === null ? '' : '›'}
    </span>
  )
}

function Marked({ name, query }: { readonly name: string; readonly query: string }): ReactNode {
  if (query.trim() === '') return name
  let at = 0
  return highlighted(name, query).map(({ text, hit }) => {
    const key = at
    at += text.length
    return hit ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>
  })
}
