// Relations on the stage of a text: arcs over the words, and links in the making. Fetched where relations are asked for.
import type { StageProps } from '@etabli/modality-kit'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import { type Passage, stretchOf } from '../../core/index.ts'
import type { Now } from '../editing-now.ts'
import type { Drawing } from '../reading.ts'
import { useHighlight } from '../reveal.ts'
import { selectedSpans } from '../span-commands.ts'
import { ArcLayer } from './arcs.tsx'
import { Folds } from './folds.tsx'
import { LinkBar } from './link-bar.tsx'
import { useLinkCommands } from './link-commands.ts'
import { MOST_ARCS } from './measured-arcs.ts'
import { RubberLine } from './rubber-line.tsx'
import { TypeBar, typesOf } from './type-bar.tsx'
import { useArcs, useLit } from './use-arcs.ts'
import { type LinkingNow, useLinking } from './use-linking.ts'
import './relations.css'

export interface RelationsProps {
  readonly props: StageProps
  readonly passage: Passage
  readonly now: Now
  readonly root: RefObject<HTMLDivElement | null>
  readonly drawing: Drawing
  /** Told when a link is begun, and when no more. */
  readonly onLinking: (isLinking: boolean) => void
  /** A relation is wanted at the selected span, and its type not known yet. */
  readonly isWanted: boolean
  readonly onWanted: (isWanted: boolean) => void
}

export function Relations({ props, passage, now, root, drawing, ...asked }: RelationsProps): ReactNode {
  const { onLinking, isWanted, onWanted } = asked
  const linking = useLinking(props, now, root)
  const relate = useRelate(props, linking, isWanted, onWanted, () => {
    onWanted(false)
    root.current?.focus({ preventScroll: true })
  })
  useLinkCommands(now, linking, root, () => onWanted(true))
  const isBusy = linking.begun !== null || linking.note !== null || relate !== null
  useEffect(() => onLinking(isBusy), [isBusy, onLinking])
  const anchor = props.answers.find(({ id }) => id === linking.begun?.anchor)
  useHighlight('text-link', root, anchor ? stretchOf(anchor) : null, drawing, passage)
  const draws = linking.drag.canDrag()
  useEffect(() => {
    root.current?.closest('.text-stage')?.toggleAttribute('data-draws', draws)
  }, [root, draws])
  // Its keys work from now on.
  useEffect(() => root.current?.closest('.text-stage')?.setAttribute('data-relations', ''), [root])
  const [open, turn] = useOpenRows(passage)
  const drawn = useArcs({ props, passage, reading: now.current.reading, drawing, root, open })
  const lit = useLit(props, root)
  return (
    <>
      <ArcLayer drawn={drawn} lit={lit} select={props.select} />
      <Folds drawn={drawn} open={open} turn={turn} t={props.t} />
      {drawn.tooMany !== null && (
        <p className="text-arcs-note">{props.t('text.link.tooMany', { count: drawn.tooMany, most: MOST_ARCS })}</p>
      )}
      <RubberLine root={root} drag={linking.drag} colour={colourInHand(props)} />
      {relate ?? <LinkBar props={props} passage={passage} linking={linking} />}
    </>
  )
}

/** The bar that asks for the type of a wanted relation; where there is but one, it is begun at once. */
function useRelate(
  props: StageProps,
  { begun, acts }: LinkingNow,
  isWanted: boolean,
  onWanted: (isWanted: boolean) => void,
  cancel: () => void,
): ReactNode {
  const types = typesOf(props.questions)
  const [only] = types.length === 1 ? types : []
  const isOpen = isWanted && begun === null && selectedSpans(props).length > 0
  useEffect(() => {
    if (!isWanted) return
    if (isOpen && only) acts.begin(only.question, only.label.id)
    if (!isOpen || only) onWanted(false)
  })
  if (!isOpen || only) return null
  return <TypeBar props={props} begin={acts.begin} cancel={cancel} />
}

/** The rows of a text whose lines show all their arcs. */
function useOpenRows(passage: Passage): [open: ReadonlySet<number>, turn: (row: number) => void] {
  const [held, setHeld] = useState<{ passage: Passage; rows: ReadonlySet<number> }>({ passage, rows: NO_ROWS })
  const rows = held.passage === passage ? held.rows : NO_ROWS
  const turn = (row: number): void => {
    const next = new Set(rows)
    if (!next.delete(row)) next.add(row)
    setHeld({ passage, rows: next })
  }
  return [rows, turn]
}

const NO_ROWS: ReadonlySet<number> = new Set()

function colourInHand({ questions, active, colour }: StageProps): string {
  const labels = questions.find(({ id }) => id === active?.question)?.labels
  return colour(labels?.find(({ id }) => id === active?.label)?.colour ?? 0)
}
