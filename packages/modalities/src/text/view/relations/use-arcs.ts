// When arcs are measured: whenever other rows, answers or layers are shown, or the text is laid out anew; never while it
// only scrolls.
import type { StageProps } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Passage } from '../../core/index.ts'
import type { Drawing, Reading } from '../reading.ts'
import { useArcsShown } from './arcs-shown.ts'
import { type Arc, type Arcs, type Box, measuredArcs, noArcs } from './measured-arcs.ts'
import { spanUnder } from './use-drag-link.ts'

interface Shown {
  readonly props: StageProps
  readonly passage: Passage
  readonly reading: Reading
  readonly drawing: Drawing
  readonly root: RefObject<HTMLDivElement | null>
  /** Rows whose lines show all their arcs. */
  readonly open: ReadonlySet<number>
}

export function useArcs({ props, passage, reading, drawing, root, open }: Shown): Arcs {
  const { answers, questions, layers, colour } = props
  const isOn = useArcsShown()
  const [arcs, setArcs] = useState<Arcs>(noArcs)
  const measured = useRef('')
  const laidOut = useLaidOut(root, measured)
  const any = useMemo(() => {
    const has = (list: StageProps['answers']) => list.some(({ kind }) => kind === 'relation')
    return has(answers) || layers.some((layer) => layer.visible && has(layer.answers))
  }, [answers, layers])
  useLayoutEffect(() => {
    const stage = root.current?.closest<HTMLElement>('.text-stage')
    if (!root.current || !stage) return
    // Room above the words is made only where there are arcs.
    stage.toggleAttribute('data-arcs', isOn && any)
    const next =
      isOn && any
        ? measuredArcs({
            props: { answers, questions, layers, colour },
            passage,
            reading,
            drawing,
            stage,
            root: root.current,
            open,
          })
        : noArcs
    setArcs((before) => steady(before, next))
    measured.current = sizesOf(root.current)
  }, [answers, questions, layers, colour, passage, reading, drawing, root, open, isOn, any, laidOut])
  return arcs
}

/** Those that run as before are the same objects as before, so that only what moved is drawn again. */
function steady(before: Arcs, next: Arcs): Arcs {
  if (before.arcs.length === 0) return next
  const known = new Map(before.arcs.map((arc) => [arc.key, arc]))
  return {
    ...next,
    arcs: next.arcs.map((arc) => (isSame(known.get(arc.key), arc) ? (known.get(arc.key) ?? arc) : arc)),
  }
}

function isSame(a: Arc | undefined, b: Arc): boolean {
  return (
    a !== undefined &&
    a.path === b.path &&
    a.folded === b.folded &&
    a.label === b.label &&
    a.colour === b.colour &&
    a.form === b.form &&
    a.name.x === b.name.x &&
    a.name.top === b.name.top &&
    a.ends.every((end, index) => end === b.ends[index]) &&
    a.boxes.every((box, index) => isSameBox(box, b.boxes[index] ?? null))
  )
}

const isSameBox = (a: Box | null, b: Box | null): boolean =>
  a?.x === b?.x && a?.y === b?.y && a?.width === b?.width && a?.height === b?.height

/** The sizes of the rows on the page and of their column. */
function sizesOf(root: HTMLElement): string {
  const rows = root.querySelector('.text-rows')?.getBoundingClientRect()
  return `${root.clientWidth}:${rows?.width}:${rows?.height}`
}

/** Changes whenever the rows on the page or their column have another size than when arcs were measured last. */
function useLaidOut(root: RefObject<HTMLDivElement | null>, measured: RefObject<string>): number {
  const [times, setTimes] = useState(0)
  useEffect(() => {
    const element = root.current
    const rows = element?.querySelector('.text-rows')
    if (!element || !rows) return
    const observer = new ResizeObserver(() => {
      if (sizesOf(element) !== measured.current) setTimes((before) => before + 1)
    })
    observer.observe(rows)
    observer.observe(element)
    return () => observer.disconnect()
  }, [root, measured])
  return times
}

/** The selected marks, and those under the pointer on the text or in the list. */
export function useLit(
  { selection, hovered }: StageProps,
  root: RefObject<HTMLDivElement | null>,
): ReadonlySet<MarkId> {
  const [under, setUnder] = useState<MarkId | null>(null)
  useEffect(() => {
    const element = root.current
    const over = ({ target }: PointerEvent): void => setUnder(target instanceof Element ? spanUnder(target) : null)
    const out = (): void => setUnder(null)
    element?.addEventListener('pointerover', over, { passive: true })
    element?.addEventListener('pointerleave', out, { passive: true })
    return () => {
      element?.removeEventListener('pointerover', over)
      element?.removeEventListener('pointerleave', out)
    }
  }, [root])
  useEffect(() => hovered?.subscribe(() => setUnder(hovered.get())), [hovered])
  return useMemo(() => new Set(under === null ? selection : [...selection, under]), [selection, under])
}
