// Linking two spans: begun from the selected span by a type's key, or by clicks while a type is in hand; made at the span
// that is selected next. Nothing is made before, so that letting go leaves nothing.
import type { Patch, StageProps } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId, Question, QuestionId } from '@etabli/schema'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { relationRules } from '../../core/index.ts'
import {
  chainInHand,
  type Ends,
  type Linking,
  linked,
  linkedBack,
  linkFault,
  relinked,
  turnedEnds,
} from '../../core/tools/link.ts'
import type { Now } from '../editing-now.ts'
import { selectedSpans } from '../span-commands.ts'
import { faultWords, shortWords, typeName } from './link-words.ts'
import type { DragLink } from './use-drag-link.ts'

/** A link that is begun. */
export interface Begun {
  readonly question: QuestionId
  readonly type: LabelId
  /** The span it was begun at. */
  readonly anchor: MarkId
  /** It goes to the anchor, not from it. */
  readonly turned: boolean
}

export interface LinkActs {
  /** Begins a link of that type at the selected span, whatever is in hand. */
  readonly begin: (question: QuestionId, type: LabelId) => void
  readonly make: () => void
  readonly turn: () => void
  readonly back: () => void
  readonly cancel: () => void
}

export interface LinkingNow {
  readonly begun: Begun | null
  /** What came of the last try, where it was refused. */
  readonly note: string | null
  readonly acts: LinkActs
  readonly drag: DragLink
}

export function useLinking(props: StageProps, now: Now, root: RefObject<HTMLDivElement | null>): LinkingNow {
  const [begun, setBegun] = useState<Begun | null>(null)
  const [note, setNote] = useState<string | null>(null)
  const byPointer = usePointerFlag(root)
  const { active, selection, answers } = props

  const refuse = (fault: Parameters<typeof faultWords>[0], type: string): void => {
    const words = faultWords(fault, type, props)
    setNote(words)
    props.announce(words)
  }
  const questionOf = (id: QuestionId | undefined): Question | undefined =>
    props.questions.find((one) => one.id === id && one.kind === 'relation')
  const linkingOf = (question: Question, type: LabelId): Linking => ({
    question,
    type,
    questions: props.questions,
    answers: props.answers,
  })
  const commit = (patch: Patch, ends: Ends, type: string): void => {
    props.commit([patch])
    setNote(null)
    const words = (id: MarkId) => {
      const mark = answers.find((one) => one.id === id)
      return mark ? shortWords(mark, now.current.passage) : ''
    }
    props.announce(props.t('text.link.made', { type, from: words(ends.from), to: words(ends.to) }))
  }

  const begin = (question: QuestionId, type: LabelId, anchor: MarkId): void => {
    setBegun({ question, type, anchor, turned: begun?.turned ?? false })
    setNote(null)
    root.current?.focus({ preventScroll: true })
    const name = typeName(questionOf(question), type)
    const mark = answers.find(({ id }) => id === anchor)
    props.announce(props.t('text.link.begun', { type: name, words: mark ? shortWords(mark, now.current.passage) : '' }))
  }
  const makeAt = (other: MarkId | undefined): void => {
    const question = questionOf(begun?.question)
    if (!begun || !question) return
    const type = typeName(question, begun.type)
    if (other === undefined) {
      refuse({ code: 'none' }, type)
      return
    }
    const linking = linkingOf(question, begun.type)
    const ends = begun.turned ? { from: other, to: begun.anchor } : { from: begun.anchor, to: other }
    const fault = linkFault(ends, linking)
    if (fault) {
      refuse(fault, type)
      return
    }
    commit(linked(ends, linking, props.newId()), ends, type)
    setBegun(null)
  }
  const join = (from: MarkId, to: MarkId): void => {
    const question = questionOf(active?.question)
    const type = active?.label
    if (!question || !type) return
    const linking = linkingOf(question, type)
    const fault = linkFault({ from, to }, linking)
    // What the press selects besides begins nothing, and takes no words away.
    byPointer.current = 'drawn'
    setBegun(null)
    if (fault) refuse(fault, typeName(question, type))
    else commit(linked({ from, to }, linking, props.newId()), { from, to }, typeName(question, type))
  }
  const drag: DragLink = {
    canDrag: () => now.current.tags && questionOf(active?.question) !== undefined && active?.label !== null,
    canJoin(from, to) {
      const question = questionOf(active?.question)
      return question !== undefined && !!active?.label && !linkFault({ from, to }, linkingOf(question, active.label))
    },
    join,
    tap: (id) => props.select([id]),
  }
  const make = (): void => makeAt(selectedSpans(props)[0]?.id)

  // A press on a type: a link begins at the selected span; a second press makes it.
  const before = useRef(active)
  useEffect(() => {
    if (active === before.current) return
    before.current = active
    const question = questionOf(active?.question)
    const type = active?.label
    if (!question || !type || !now.current.tags || now.current.state.name !== 'idle') return
    const anchor = begun?.anchor ?? selectedSpans(props)[0]?.id
    if (begun?.question === question.id && begun.type === type) make()
    else if (anchor) begin(question.id, type, anchor)
  })

  // A click on a span while a type is in hand: the one end, then the other.
  const chosen = useRef(selection)
  useEffect(() => {
    if (selection === chosen.current) return
    chosen.current = selection
    if (byPointer.current === 'drawn') return
    setNote(null)
    const [span] = selectedSpans(props)
    if (byPointer.current !== 'pressed' || !span || selection.length !== 1 || !now.current.tags) return
    const question = questionOf(active?.question)
    if (begun) {
      if (span.id !== begun.anchor) makeAt(span.id)
    } else if (question && active?.label) begin(question.id, active.label, span.id)
  })

  const isThere = begun !== null && answers.some(({ id }) => id === begun.anchor)
  useEffect(() => {
    if (begun && !isThere) setBegun(null)
  }, [begun, isThere])

  const turnMark = (mark: Mark): void => {
    const question = questionOf(mark.question)
    const ends = turnedEnds(mark)
    if (!question || !ends || mark.label === null) return
    const fault = linkFault(ends, linkingOf(question, mark.label), mark.id)
    const type = typeName(question, mark.label)
    if (fault) refuse(fault, type)
    else commit(relinked(mark, ends), ends, type)
  }
  const turn = (): void => {
    setNote(null)
    if (begun) setBegun({ ...begun, turned: !begun.turned })
    else for (const mark of selectedRelations(props)) turnMark(mark)
  }
  const back = (): void => {
    const [span] = selectedSpans(props)
    const chain = chainInHand(props.questions, active)
    if (!span || !chain) return
    const type = typeName(chain.question, chain.type)
    const found = linkedBack(span, linkingOf(chain.question, chain.type), props.newId)
    if (found) commit(found.patch, { from: span.id, to: found.to.id }, type)
    else refuse({ code: 'first' }, type)
  }
  const beginHere = (question: QuestionId, type: LabelId): void => {
    const [span] = selectedSpans(props)
    if (span) begin(question, type, span.id)
  }
  const cancel = (): void => {
    setBegun(null)
    setNote(null)
    props.announce(props.t('text.link.off'))
  }
  return { begun: isThere ? begun : null, note, acts: { begin: beginHere, make, turn, back, cancel }, drag }
}

export function selectedRelations({ answers, selection }: Pick<StageProps, 'answers' | 'selection'>): Mark[] {
  if (selection.length === 0) return []
  return answers.filter(({ id, kind }) => kind === 'relation' && selection.includes(id))
}

export function isDirected(question: Question | undefined): boolean {
  return question !== undefined && relationRules(question).form === 'directed'
}

/** `pressed` from a press on the text until a key: a click on a span ends a link, walking to it does not; `drawn` after a drag. */
function usePointerFlag(root: RefObject<HTMLDivElement | null>): RefObject<'pressed' | 'drawn' | null> {
  const flag = useRef<'pressed' | 'drawn' | null>(null)
  useEffect(() => {
    const element = root.current
    const press = (): void => {
      flag.current = 'pressed'
    }
    const key = (): void => {
      flag.current = null
    }
    element?.addEventListener('pointerdown', press, true)
    window.addEventListener('keydown', key, true)
    return () => {
      element?.removeEventListener('pointerdown', press, true)
      window.removeEventListener('keydown', key, true)
    }
  }, [root])
  return flag
}
