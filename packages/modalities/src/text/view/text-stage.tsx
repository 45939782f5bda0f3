// The stage of a text: reading, tagging by drag, double click, finger or keys, choosing and changing spans.
import type { StageProps } from '@etabli/modality-kit'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { passageOf } from '../core/index.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { drawnSpans } from './drawn-spans.ts'
import { byRow } from './lanes.ts'
import { LayerLegend } from './layer-legend.tsx'
import { PassageRows } from './passage-rows.tsx'
import { useSpanEditing } from './use-span-editing.ts'
import './text-stage.css'

export function TextStage(props: StageProps): ReactNode {
  const passage = passageOf(props.media)
  return passage ? <Passages {...props} passage={passage} /> : null
}

type PassageProps = StageProps & { readonly passage: NonNullable<ReturnType<typeof passageOf>> }

function Passages(props: PassageProps): ReactNode {
  const { passage, layers, t, answers, questions, support, selection, colour } = props
  const stage = useRef<HTMLDivElement>(null)
  const sizer = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const editing = useSpanEditing(props, passage, root)
  const { reading, drawing, draft, acts } = editing
  useLayoutEffect(() => {
    if (!stage.current || !sizer.current) return
    return reading.attach({ scroller: stage.current, sizer: sizer.current })
  }, [reading])
  // Who came to the text by nothing else may walk it at once.
  useEffect(() => {
    if (document.activeElement === document.body) root.current?.focus({ preventScroll: true })
  }, [])

  const { first, last, top } = drawing
  const rows = useMemo(
    () => Array.from({ length: last - first }, (_, index) => passage.rows.at(first + index)),
    [passage, first, last],
  )
  const spans = useMemo(() => {
    const bounds = { from: rows[0]?.start ?? 0, to: rows.at(-1)?.next ?? 0 }
    return byRow(rows, drawnSpans(passage, { answers, questions, layers, support, selection, colour }, bounds))
  }, [passage, rows, answers, questions, layers, support, selection, colour])

  const layered = layers.filter((layer) => layer.visible)
  return (
    <div className="text-stage" ref={stage}>
      {layered.length > 0 && <LayerLegend layers={layered} colour={colour} t={t} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form; this is a text one reads. */}
      <div
        ref={root}
        className={editing.tags ? 'text-passage text-passage-tags' : 'text-passage'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the caret of tokens lives here.
        tabIndex={0}
        role="group"
        aria-label={t('text.passage')}
        {...editing.handlers}
      >
        <div className="text-sizer" ref={sizer}>
          <div className="text-rows" style={{ top: `${top}px` }}>
            <PassageRows
              passage={passage}
              rows={rows}
              spans={spans}
              dress={null}
              editable={editing.tags}
              hold={reading.hold}
              t={t}
            />
          </div>
        </div>
      </div>
      {editing.tags && draft && (
        <ChosenBar
          words={passage.index.slice(draft.start, Math.min(draft.end, draft.start + 61))}
          label={editing.label}
          tag={() => acts.current.tag()}
          cancel={() => acts.current.cancel()}
          t={t}
        />
      )}
    </div>
  )
}
