// The stage of a text: reading, tagging by drag, double click, finger or keys, choosing and changing spans, searching.
import type { StageProps } from '@etabli/modality-kit'
import { livingLabels } from '@etabli/schema'
import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Passage, passageOf, stretchesOf } from '../core/index.ts'
import { questionFor } from './active-label.ts'
import { ChosenBar, SelectedBar } from './chosen-bar.tsx'
import { DraftHandles } from './draft-handles.tsx'
import { drawnSpans } from './drawn-spans.ts'
import { byRow } from './lanes.ts'
import { LayerLegend } from './layer-legend.tsx'
import { useLook } from './look.ts'
import { LOOK_KEYS, useLookKeys } from './look-keys.ts'
import { LookMenu } from './look-menu.tsx'
import { PassageRows } from './passage-rows.tsx'
import { RELATE_KEYS } from './relations/arcs-shown.ts'
import { useRevealOffer } from './reveal.ts'
import { ACTS, selectedSpans } from './span-commands.ts'
import { useDress } from './use-dress.ts'
import { useSpanEditing } from './use-span-editing.ts'
import './text-stage.css'

const FindBar = lazy(async () => ({ default: (await import('./find-bar.tsx')).FindBar }))
const EverywhereBar = lazy(async () => ({ default: (await import('./everywhere-bar.tsx')).EverywhereBar }))
const Relations = lazy(async () => ({ default: (await import('./relations/relations.tsx')).Relations }))

export function TextStage(props: StageProps): ReactNode {
  const passage = passageOf(props.media)
  return passage ? <Passages {...props} passage={passage} /> : null
}

const SHOWN_ACTS: ReadonlySet<string> = new Set(['split', 'join', 'add-part', 'delete'])

type PassageProps = StageProps & { readonly passage: Passage }
type Opened = 'find' | 'everywhere' | 'view' | null

function Passages(props: PassageProps): ReactNode {
  const { passage, layers, t, questions, colour } = props
  const stage = useRef<HTMLDivElement>(null)
  const sizer = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<Opened>(null)
  const [isLinking, setLinking] = useState(false)
  const [isRelating, setRelating] = useState(false)
  const editing = useSpanEditing(props, passage, root)
  const { reading, drawing, draft, acts, now, send, tags } = editing
  const look = useLook(props.textLook)
  const dress = useDress(passage, look.dress)
  useLayoutEffect(() => {
    if (!stage.current || !sizer.current) return
    return reading.attach({ scroller: stage.current, sizer: sizer.current })
  }, [reading])
  // Who came to the text by nothing else may walk it at once.
  useEffect(() => {
    if (root.current && document.activeElement === document.body) focusQuietly(root.current)
  }, [])
  useRevealOffer(layers, now, root)
  const [selected] = selectedSpans(props)
  const hasParts = selected !== undefined && stretchesOf(selected).length > 1
  useLookKeys(props, {
    view: () => setOpened(opened === 'view' ? null : 'view'),
    find: () => setOpened('find'),
    everywhere: () => setOpened('everywhere'),
    canTagEverywhere: () => tags && selectedSpans(now.current.props).length > 0,
  })

  const layered = layers.filter((layer) => layer.visible)
  const bar = { now, send, root, drawing, close: () => setOpened(null) }
  const question = questions.find(({ id }) => id === questionFor(props))
  const hasRelations = questions.some(({ kind }) => kind === 'relation')
  return (
    <div className="text-frame">
      {layered.length > 0 && <LayerLegend layers={layered} colour={colour} t={t} />}
      <Suspense fallback={null}>
        {opened === 'find' && <FindBar {...bar} />}
        {opened === 'everywhere' && selected && <EverywhereBar {...bar} mark={selected} />}
      </Suspense>
      <div className="text-stage" ref={stage}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form; this is a text one reads. */}
        <div
          ref={root}
          className={classesOf(tags, look)}
          style={look.numbers ? ({ '--digits': String(passage.rows.lines).length } as React.CSSProperties) : undefined}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the caret of tokens lives here.
          tabIndex={0}
          role="group"
          aria-label={t('text.passage')}
          data-dress={look.dress}
          {...editing.handlers}
        >
          <div className="text-sizer" ref={sizer}>
            <Rows {...props} {...{ drawing, reading, dress, tags }} caret={hasParts ? editing.caret : null} />
            {tags && draft && (
              <DraftHandles draft={draft} drawing={drawing} passage={passage} root={root} sizer={sizer} t={t} />
            )}
          </div>
        </div>
        {tags && !draft && selected && !isLinking && (
          <SelectedBar
            props={props}
            acts={[
              ...(hasRelations ? [{ id: 'relate', keys: RELATE_KEYS, run: () => setRelating(true) }] : []),
              { id: 'everywhere', keys: LOOK_KEYS.everywhere, run: () => setOpened('everywhere') },
              ...ACTS.filter(([act]) => SHOWN_ACTS.has(act) || (hasParts && act === 'next-part')).map(([id, keys]) => ({
                id,
                keys,
                run: () => acts.current.key(id),
              })),
            ]}
          />
        )}
        {tags && draft && (
          <ChosenBar
            words={passage.index.slice(draft.start, Math.min(draft.end, draft.start + 61))}
            labels={livingLabels(question?.labels ?? [])}
            given={editing.given}
            colour={colour}
            tagAs={(label) => send({ type: 'complete' }, { label })}
            take={editing.into === null ? null : () => acts.current.tag()}
            cancel={() => acts.current.cancel()}
            t={t}
          />
        )}
        {hasRelations && (
          <Suspense fallback={null}>
            <Relations
              {...{ props, passage, now, root, drawing }}
              onLinking={setLinking}
              isWanted={isRelating}
              onWanted={setRelating}
            />
          </Suspense>
        )}
      </div>
      <LookMenu
        props={props}
        find={() => setOpened('find')}
        withArcs={hasRelations}
        isOpen={opened === 'view'}
        onOpen={(open) => setOpened(open ? 'view' : null)}
      />
    </div>
  )
}

/** Gives the focus without a frame, since nobody has come here by keys; the caret tells where they walk from then on. */
function focusQuietly(element: HTMLElement): void {
  element.dataset['quiet'] = ''
  element.focus({ preventScroll: true })
  element.addEventListener('blur', () => delete element.dataset['quiet'], { once: true })
}

function classesOf(tags: boolean, look: ReturnType<typeof useLook>): string {
  const classes = ['text-passage']
  if (tags) classes.push('text-passage-tags')
  if (look.numbers) classes.push('text-numbers')
  if (look.mono) classes.push('text-mono')
  return classes.join(' ')
}

type RowsProps = PassageProps &
  Pick<ReturnType<typeof useSpanEditing>, 'drawing' | 'reading' | 'tags'> & {
    readonly dress: ReturnType<typeof useDress>
    readonly caret: number | null
  }

/** The rows near the window with the spans that touch them. */
function Rows(props: RowsProps): ReactNode {
  const { passage, drawing, reading, dress, tags, t, caret } = props
  const { answers, questions, layers, support, selection, colour } = props
  const { first, last, top } = drawing
  const rows = useMemo(
    () => Array.from({ length: last - first }, (_, index) => passage.rows.at(first + index)),
    [passage, first, last],
  )
  const spans = useMemo(() => {
    const bounds = { from: rows[0]?.start ?? 0, to: rows.at(-1)?.next ?? 0 }
    return byRow(rows, drawnSpans(passage, { answers, questions, layers, support, selection, colour, caret }, bounds))
  }, [passage, rows, answers, questions, layers, support, selection, colour, caret])
  return (
    <div className="text-rows" style={{ top: `${top}px` }}>
      <PassageRows
        passage={passage}
        rows={rows}
        spans={spans}
        dress={dress}
        editable={tags}
        hold={reading.hold}
        t={t}
      />
    </div>
  )
}
