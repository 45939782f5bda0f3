// The span tool bound to the page: events in; patches, selection and highlights out.
import type { StageProps } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId } from '@etabli/schema'
import {
  type ClipboardEvent,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import {
  draftOf,
  type Grip,
  type Passage,
  type SpanContext,
  type SpanKey,
  type SpanState,
  type Stretch,
  spanTool,
  stretchOf,
} from '../core/index.ts'
import { labelFor, labelInHand, questionFor, settleLabel, useLabelChange } from './active-label.ts'
import type { EditingNow, Send } from './editing-now.ts'
import { createReading } from './reading.ts'
import { useHighlight } from './reveal.ts'
import { announcePatches } from './sayings.ts'
import { type SpanActs, useCommands } from './span-commands.ts'
import { usePointer } from './use-pointer.ts'

/** What the stage needs to draw a text and let it be tagged. */
export function useSpanEditing(props: StageProps, passage: Passage, root: RefObject<HTMLDivElement | null>) {
  const { answers, questions, selection, readOnly } = props
  const tags = !readOnly && questions.some(({ kind }) => kind === 'span')
  const [state, setState] = useState<SpanState>(spanTool.rest)
  const reading = useMemo(() => createReading(passage), [passage])
  const drawing = useSyncExternalStore(reading.subscribe, reading.get, reading.get)

  /** The label that was active before words were chosen; given back afterwards. */
  const rested = useRef<LabelId | null>(null)
  const grip = useRef<Grip | null>(null)
  const hit = useRef<MarkId | null>(null)
  const now = useRef<EditingNow>({ props, state, passage, reading, tags })
  now.current = { ...now.current, props, passage, reading, tags }

  const label = labelFor(props, rested.current)

  /** Runs one event of the tool and gives the frame what came of it. */
  const send: Send = useCallback((event, { label, from, burst } = {}) => {
    const { props, passage, state } = now.current
    const target = questionFor(props)
    const context: SpanContext = {
      passage,
      answers: props.answers,
      selection: props.selection,
      newId: props.newId,
      active: target ? { question: target, label: label === undefined ? labelInHand(props, target) : label } : null,
      grip: grip.current,
      hit: hit.current,
      ...(from === undefined ? {} : { from }),
    }
    const step = spanTool.step(state, event, context)
    now.current = { ...now.current, state: step.state }
    setState(step.state)
    if (step.patches && step.patches.length > 0) {
      props.commit(step.patches, burst)
      announcePatches(step.patches, props, passage)
    }
    if (step.select) props.select(step.select)
    settleLabel(state, step.state, props, rested)
  }, [])

  const acts = useRef<SpanActs>({
    key: (name: SpanKey, from) =>
      send({ type: 'key', key: name, shift: false, alt: false, mod: false }, from === undefined ? {} : { from }),
    cancel: () => send({ type: 'cancel' }),
    tag: () =>
      send(
        { type: 'key', key: 'tag', shift: false, alt: false, mod: false },
        { label: labelFor(now.current.props, rested.current) },
      ),
  })

  const draft = draftOf(state, { passage, answers })
  useHighlight('text-draft', root, draft, drawing, passage)
  useLabelChange(props, state, send)
  useCommands(now, acts, root)
  const handlers = usePointer({ now, send, root, grip, hit })

  const onCopy = (event: ClipboardEvent): void => {
    const chosen = draft ?? selectedStretch(answers, selection)
    if (!chosen || document.getSelection()?.isCollapsed === false) return
    event.clipboardData.setData('text/plain', passage.index.slice(chosen.start, chosen.end))
    event.preventDefault()
  }

  return {
    now,
    send,
    acts,
    tags,
    reading,
    drawing,
    draft: state.name === 'chosen' ? draft : null,
    into: state.name === 'chosen' ? state.into : null,
    /** Where the caret is, which says what part of a selected span is in hand. */
    caret: state.name === 'idle' ? state.at : null,
    /** The label that Enter gives. */
    given: label,
    handlers: { ...handlers, onCopy },
  }
}

function selectedStretch(answers: readonly Mark[], selection: readonly MarkId[]): Stretch | null {
  const mark = answers.find(({ id, kind }) => kind === 'span' && id === selection[0])
  return mark ? stretchOf(mark) : null
}
