// When arcs are measured: whenever other rows, answers or layers are shown, or the text is laid out anew; never while it
// only scrolls.
import type { StageProps } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'
import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { Passage } from '../../core/index.ts'
import type { Drawing, Reading } from '../reading.ts'
import { useArcsShown } from './arcs-shown.ts'
import { type Arcs, measuredArcs, noArcs } from './measured-arcs.ts'
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
  const laidOut = useLaidOut(root)
  const any = useMemo(() => {
    const has = (list: StageProps['answers']) => list.some(({ kind }) => kind === 'relation')
    return has(answers) || layers.some((layer) => layer.visible && has(layer.answers))
  }, [answers, layers])
  useLayoutEffect(() => {
    const stage = root.current?.closest<HTMLElement>('.text-stage')
    if (!root.current || !stage) return
    // Room above the words is made only where there are arcs.
    stage.toggleAttribute('data-arcs', isOn && any)
    setArcs(
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
        : noArcs,
    )
  }, [answers, questions, layers, colour, passage, reading, drawing, root, open, isOn, any, laidOut])
  return arcs
}

/** Changes whenever the rows on the page or their column get another size. */
function useLaidOut(root: RefObject<HTMLDivElement | null>): number {
  const [times, setTimes] = useState(0)
  useEffect(() => {
    const rows = root.current?.querySelector('.text-rows')
    if (!root.current || !rows) return
    const observer = new ResizeObserver(() => setTimes((before) => before + 1))
    observer.observe(rows)
    observer.observe(root.current)
    return () => observer.disconnect()
  }, [root])
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
