// Which question and label a new span gets, while words are chosen too.
import type { StageProps } from '@etabli/modality-kit'
import type { LabelId, QuestionId } from '@etabli/schema'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { SpanState } from '../core/index.ts'
import type { Send } from './editing-now.ts'

/** The question that new spans answer: the active one where it takes spans, else the first that does. */
export function questionFor({ questions, active }: Pick<StageProps, 'questions' | 'active'>) {
  const own = questions.filter(({ kind }) => kind === 'span')
  return (own.find(({ id }) => id === active?.question) ?? own[0])?.id ?? null
}

/** The active label, where it is one of this question: a type of relations tags no words. */
export function labelInHand({ active }: Pick<StageProps, 'active'>, question: QuestionId): LabelId | null {
  return active?.question === question ? active.label : null
}

/** The label that Enter gives: the active one, or the one that rested while words were chosen. */
export function labelFor(props: Pick<StageProps, 'questions' | 'active'>, rested: LabelId | null): LabelId | null {
  const question = props.questions.find(({ id }) => id === questionFor(props))
  const wanted = (props.active?.question === question?.id ? props.active?.label : null) ?? rested
  return question?.labels.some(({ id }) => id === wanted) ? wanted : null
}

/**
 * While words are chosen no label is active, so that any label key, the last one's too, is a change that the stage
 * sees; afterwards the label that was active is so again.
 */
export function settleLabel(
  before: SpanState,
  after: SpanState,
  props: StageProps,
  rested: RefObject<LabelId | null>,
): void {
  const question = questionFor(props)
  if (!question || props.readOnly) return
  if (after.name === 'chosen' && before.name !== 'chosen') {
    if (props.active?.question === question && props.active.label !== null) {
      rested.current = props.active.label
      props.activate(question, null)
    }
  } else if (before.name === 'chosen' && after.name !== 'chosen' && rested.current !== null) {
    if (props.active?.label === null) props.activate(question, rested.current)
    rested.current = null
  }
}

/** A label key, or a press on a label, while words are chosen: they are tagged with it. */
export function useLabelChange({ active, questions, readOnly }: StageProps, state: SpanState, send: Send): void {
  const before = useRef(active)
  // Before the browser paints: the tag is in the same frame as the label.
  useLayoutEffect(() => {
    const changed = active?.label !== before.current?.label || active?.question !== before.current?.question
    before.current = active
    const takesSpans = questions.some(({ id, kind }) => id === active?.question && kind === 'span')
    if (!readOnly && changed && takesSpans && active?.label && state.name === 'chosen') {
      send({ type: 'complete' }, { label: active.label })
    }
  })
}
