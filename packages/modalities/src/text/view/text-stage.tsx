// The stage of a text: reading, tagging by drag, double click or keys, choosing and changing spans.
import type { StageProps } from '@etabli/modality-kit'
import { type ReactNode, useRef } from 'react'
import { passageOf } from '../core/index.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { LayerLegend } from './layer-legend.tsx'
import { PassageLines } from './passage-lines.tsx'
import { useSpanEditing } from './use-span-editing.ts'
import './text-stage.css'

export function TextStage(props: StageProps): ReactNode {
  const passage = passageOf(props.media)
  return passage ? <Passages {...props} passage={passage} /> : null
}

type PassageProps = StageProps & { readonly passage: NonNullable<ReturnType<typeof passageOf>> }

function Passages(props: PassageProps): ReactNode {
  const { passage, layers, t } = props
  const root = useRef<HTMLDivElement>(null)
  const editing = useSpanEditing(props, passage, root)
  const layered = layers.filter((layer) => layer.visible)
  return (
    <div className="text-stage">
      {layered.length > 0 && <LayerLegend layers={layered} colour={props.colour} t={t} />}
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
        <PassageLines text={passage.text} lines={editing.lines} spans={editing.spans} editable={editing.tags} t={t} />
      </div>
      {editing.tags && editing.chosen !== null && (
        <ChosenBar words={editing.chosen} label={editing.label} tag={editing.tag} cancel={editing.cancel} t={t} />
      )}
    </div>
  )
}
