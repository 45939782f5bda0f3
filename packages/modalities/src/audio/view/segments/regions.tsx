// The segments over the waveform, in lanes where they overlap: drag to make one, drag one to move it, drag a boundary.
import type { Mark, MarkId } from '@etabli/schema'
import { memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { SegmentValue } from '../../core/kinds/segment-value.ts'
import type { Edge } from '../../core/segments/bounds.ts'
import { segmentsIn } from '../../core/segments/edits.ts'
import { type Loudness, quietestNear } from '../../core/segments/speech.ts'
import {
  type SegmentContext,
  type SegmentDraft,
  type SegmentState,
  segmentDraft,
  segmentTool,
} from '../../core/tools/segment.ts'
import { endOf, pixelsOf, type Scale, secondsAt } from '../scale.ts'
import type { OverlayProps } from '../sound.tsx'
import { type Segments, useSegmentsAround } from './use-segments.ts'
import '../stretch-name.css'

export function Regions({ scale, sound }: OverlayProps) {
  const segments = useSegmentsAround()
  const { list, lanes, props, question, current } = segments
  const { draft, handlers } = useTool(segments, scale, sound.seek)
  const lanesInAll = lanes.reduce((most, lane) => Math.max(most, lane + 1), 1)
  const until = endOf(scale)
  const chosen = useMemo(() => new Set<string>(props.selection), [props.selection])
  const colours = useMemo(
    () => new Map<string | null, string>(question.labels.map(({ id, colour }) => [id, props.colour(colour)])),
    [question.labels, props.colour],
  )
  const names = useMemo(
    () => new Map<string | null, string>(question.labels.map(({ id, name }) => [id, name])),
    [question],
  )
  return (
    // A twin of the list below, which keys and screen readers use.
    <div className="regions" aria-hidden="true" data-read-only={props.readOnly || undefined} {...handlers}>
      {list.map(({ mark, value }, index) =>
        value.end < scale.start || value.start > until ? null : (
          <Region
            key={mark.id}
            mark={mark}
            bounds={draft?.id === mark.id ? draft : value}
            scale={scale}
            lane={lanes[index] ?? 0}
            lanes={lanesInAll}
            colour={colours.get(mark.label) ?? 'var(--ink-3)'}
            name={names.get(mark.label) ?? ''}
            isChosen={chosen.has(mark.id)}
            isCurrent={current?.mark.id === mark.id}
          />
        ),
      )}
      {draft?.id === null && <Draft draft={draft} scale={scale} />}
      <Layers segments={segments} scale={scale} />
    </div>
  )
}

interface RegionProps {
  readonly mark: Mark
  readonly bounds: Pick<SegmentValue, 'start' | 'end'>
  readonly scale: Scale
  readonly lane: number
  readonly lanes: number
  readonly colour: string
  readonly name: string
  readonly isChosen: boolean
  readonly isCurrent: boolean
}

const Region = memo(function Region(props: RegionProps) {
  const { mark, bounds, scale, lane, lanes, colour, name, isChosen, isCurrent } = props
  const left = pixelsOf(scale, bounds.start)
  const width = Math.max(1, pixelsOf(scale, bounds.end) - left)
  return (
    <span
      className="region"
      data-segment={mark.id}
      data-chosen={isChosen || undefined}
      data-current={isCurrent || undefined}
      data-narrow={width < NARROW || undefined}
      data-proposed={mark.source === 'person' ? undefined : ''}
      style={{
        left,
        width,
        top: `${(lane / lanes) * 100}%`,
        height: `${100 / lanes}%`,
        ['--region' as string]: colour,
      }}
    >
      {width >= NAMED && <span className="region-name stretch-name">{name}</span>}
      {(width >= GRIPPED || isChosen) &&
        EDGES.map((edge) => <span key={edge} className="region-edge" data-edge={edge} data-segment={mark.id} />)}
    </span>
  )
})

/** Pixels from which a region shows its name, and its boundaries. */
const NAMED = 32
const GRIPPED = 12
/** Below these it is held from outside. */
const NARROW = 28
const EDGES: readonly Edge[] = ['start', 'end']

function Draft({ draft, scale }: { readonly draft: SegmentDraft; readonly scale: Scale }) {
  const left = pixelsOf(scale, draft.start)
  return <span className="region-draft" style={{ left, width: Math.max(1, pixelsOf(scale, draft.end) - left) }} />
}

/** Where others set their segments, in review: a thin line for each of them. */
function Layers({ segments, scale }: { readonly segments: Segments; readonly scale: Scale }) {
  const { props, question } = segments
  const shown = props.layers.filter(({ visible }) => visible)
  return shown.map((layer, row) => (
    <span key={layer.id} className="region-layer" style={{ bottom: `${(shown.length - 1 - row) * LAYER}px` }}>
      {segmentsIn(layer.answers, question).map(({ mark, value: { start, end } }) => {
        const left = pixelsOf(scale, start)
        const style = { left, width: Math.max(1, pixelsOf(scale, end) - left), background: props.colour(layer.colour) }
        return <span key={mark.id} title={layer.name} style={style} />
      })}
    </span>
  ))
}

const LAYER = 6

interface Held {
  readonly grip: { readonly id: MarkId; readonly edge: Edge } | null
  readonly hit: MarkId | null
}

const NOTHING: Held = { grip: null, hit: null }

/** The pointer over the regions, as events of the tool; a click beside all segments goes there. */
function useTool({ acts, props, rules, sound }: Segments, scale: Scale, seek: (seconds: number) => void) {
  const [state, setState] = useState<SegmentState>(segmentTool.rest)
  const held = useRef<Held>(NOTHING)
  const here = useRef(state)
  const loudness = useLoudness(rules.snap && !props.readOnly ? sound : null)
  const context = (): SegmentContext => ({
    ...acts.desk(),
    label: acts.label(),
    ...held.current,
    snapped: (seconds) => (loudness.current ? quietestNear(loudness.current, seconds) : seconds),
  })
  const send = (event: Parameters<typeof segmentTool.step>[1]): void => {
    const step = segmentTool.step(here.current, event, context())
    here.current = step.state
    setState(step.state)
    if (step.patches) acts.apply({ patches: step.patches, ...(step.select ? { select: step.select } : {}) })
    else if (step.select) props.select(step.select)
  }
  const at = (event: PointerEvent<HTMLElement>): number =>
    secondsAt(scale, event.clientX - event.currentTarget.getBoundingClientRect().left)
  const pointer = (type: 'down' | 'move' | 'up', event: PointerEvent<HTMLElement>): void =>
    send({
      type,
      at: at(event),
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.ctrlKey || event.metaKey,
      unitsPerPixel: 1 / scale.perSecond,
      pointer: event.pointerType === 'touch' || event.pointerType === 'pen' ? event.pointerType : 'mouse',
      clicks: 1,
    })
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return
      held.current = heldAt(event.target)
      if (props.readOnly) {
        if (held.current.hit) props.select([held.current.hit])
        else seek(at(event))
        return
      }
      event.currentTarget.setPointerCapture(event.pointerId)
      pointer('down', event)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (here.current.name !== 'idle') pointer('move', event)
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      if (here.current.name === 'pressing') seek(at(event))
      if (here.current.name !== 'idle') pointer('up', event)
    },
    onPointerCancel: () => send({ type: 'cancel' }),
  }
  return { draft: segmentDraft(state, context()), handlers }
}

/** How loud the recording is, once it is known; for questions whose boundaries go to silences. */
function useLoudness(sound: Segments['sound'] | null): { readonly current: Loudness | null } {
  const found = useRef<Loudness | null>(null)
  const peaks = sound?.wave.peaks ?? null
  useEffect(() => {
    let isOver = false
    // Without it boundaries stay where they are drawn.
    peaks?.loudness(FRAMES_A_SECOND).then(
      (loudness) => {
        if (!isOver) found.current = loudness
      },
      () => undefined,
    )
    return () => {
      isOver = true
      found.current = null
    }
  }, [peaks])
  return found
}

const FRAMES_A_SECOND = 100

function heldAt(target: EventTarget): Held {
  if (!(target instanceof HTMLElement)) return NOTHING
  const id = target.closest<HTMLElement>('[data-segment]')?.dataset['segment'] as MarkId | undefined
  if (id === undefined) return NOTHING
  const edge = target.dataset['edge']
  return { hit: id, grip: edge === 'start' || edge === 'end' ? { id, edge } : null }
}
