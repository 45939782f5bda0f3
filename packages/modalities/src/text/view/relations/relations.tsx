// Relations on the stage of a text: arcs over the words, and links in the making. Fetched where relations are asked for.
import type { StageProps } from '@etabli/modality-kit'
import { type ReactNode, type RefObject, useEffect } from 'react'
import { type Passage, stretchOf } from '../../core/index.ts'
import type { Now } from '../editing-now.ts'
import type { Drawing } from '../reading.ts'
import { useHighlight } from '../reveal.ts'
import { ArcLayer } from './arcs.tsx'
import { LinkBar } from './link-bar.tsx'
import { useLinkCommands } from './link-commands.ts'
import { MOST_ARCS } from './measured-arcs.ts'
import { useArcs, useLit } from './use-arcs.ts'
import { useLinking } from './use-linking.ts'
import './relations.css'

export interface RelationsProps {
  readonly props: StageProps
  readonly passage: Passage
  readonly now: Now
  readonly root: RefObject<HTMLDivElement | null>
  readonly drawing: Drawing
  /** Told when a link is begun, and when no more. */
  readonly onLinking: (isLinking: boolean) => void
}

export function Relations({ props, passage, now, root, drawing, onLinking }: RelationsProps): ReactNode {
  const linking = useLinking(props, now, root)
  useLinkCommands(now, linking, root)
  const isBusy = linking.begun !== null || linking.note !== null
  useEffect(() => onLinking(isBusy), [isBusy, onLinking])
  const anchor = props.answers.find(({ id }) => id === linking.begun?.anchor)
  useHighlight('text-link', root, anchor ? stretchOf(anchor) : null, drawing, passage)
  // Its keys work from now on.
  useEffect(() => root.current?.closest('.text-stage')?.setAttribute('data-relations', ''), [root])
  const drawn = useArcs({ props, passage, reading: now.current.reading, drawing, root })
  const lit = useLit(props, root)
  return (
    <>
      <ArcLayer drawn={drawn} lit={lit} select={props.select} />
      {drawn.tooMany !== null && (
        <p className="text-arcs-note">{props.t('text.link.tooMany', { count: drawn.tooMany, most: MOST_ARCS })}</p>
      )}
      <LinkBar props={props} passage={passage} linking={linking} />
    </>
  )
}
