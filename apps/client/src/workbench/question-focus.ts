// The question that holds the focus, how the focus goes from one to the next, and to the one that a refusal names.
import type { Question, QuestionId } from '@etabli/schema'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { type Here, hasItsKeys } from './choose-label.ts'
import type { Shortcuts } from './shortcuts.ts'

const PART = '.surface [data-question]'

/** The question whose part of the page an element stands in. */
export function questionAround(element: Element | null): QuestionId | null {
  return (element?.closest('[data-question]')?.getAttribute('data-question') ?? null) as QuestionId | null
}

/** The question that holds the focus now; null on the stage and elsewhere. */
export function useFocusedQuestion(): QuestionId | null {
  return useSyncExternalStore(onFocus, () => questionAround(document.activeElement))
}

function onFocus(changed: () => void): () => void {
  document.addEventListener('focusin', changed)
  document.addEventListener('focusout', changed)
  return () => {
    document.removeEventListener('focusin', changed)
    document.removeEventListener('focusout', changed)
  }
}

/** The questions that show keys of which some mean another one here. */
export function useKeysElsewhere(questions: readonly Question[], { within, active }: Here): ReadonlySet<QuestionId> {
  return useMemo(() => {
    const without = questions.filter((question) => !hasItsKeys(question, questions, { within, active }))
    return new Set(without.map(({ id }) => id))
  }, [questions, within, active])
}

/** Puts the focus into a question, on its answer where it has one, and brings it into view. */
export function focusQuestion(id: QuestionId): void {
  const part = document.querySelector(`${PART}[data-question="${CSS.escape(id)}"]`)
  // What is missing of a mark has the focus already.
  if (part && !part.querySelector('[data-missing]')?.contains(document.activeElement)) enter(part)
}

const TYPED = 'textarea, input[type="text"], input[type="search"]'

/**
 * The next task begins at its first question: where that is typed the focus goes there, else it leaves the one it is in, so
 * that keys are keys again; among what is pressed in the first it stays.
 */
export function backToFirstQuestion(): void {
  const here = document.activeElement
  const [first] = document.querySelectorAll(PART)
  if (!(here instanceof HTMLElement) || questionAround(here) === null || !first) return
  const control = controlOf(first)
  if (control?.matches('textarea, input[type="text"]')) control.focus()
  else if (!first.contains(here) || here.matches(TYPED)) here.blur()
}

function enter(part: Element): boolean {
  const control = controlOf(part)
  if (!control) return false
  control.focus({ preventScroll: true })
  const room = part.parentElement?.clientHeight ?? 0
  part.scrollIntoView({ block: part.clientHeight > room ? 'start' : 'nearest' })
  return true
}

/** What is answered with: the answer that is given, else the first of those to give. */
function controlOf(part: Element): HTMLElement | null {
  const answers = ':is(input, textarea, select, button):enabled:not(.choice-clear)'
  return (
    part.querySelector<HTMLElement>('input:checked:enabled') ??
    part.querySelector<HTMLElement>('button[aria-pressed="true"]:enabled') ??
    part.querySelector<HTMLElement>(answers)
  )
}

/** The keys that go from question to question, while there are several. */
export function useQuestionKeys(shortcuts: Shortcuts, several: boolean, show: () => void): void {
  useEffect(() => {
    if (!several) return
    const go = (by: 1 | -1) => () => {
      show()
      const parts = [...document.querySelectorAll(PART)]
      const here = parts.findIndex((part) => part.contains(document.activeElement))
      const ordered = by > 0 ? parts : parts.toReversed()
      const from = by > 0 || here < 0 ? here : parts.length - 1 - here
      // Past the last comes the first again.
      for (const part of [...ordered.slice(from + 1), ...ordered.slice(0, from + 1)]) if (enter(part)) return
    }
    return shortcuts.register('frame', [
      { id: 'label.next-question', keys: ['F6', 'Alt+t'], inText: true, run: go(1) },
      { id: 'label.previous-question', keys: ['Shift+F6', 'Alt+Shift+t'], inText: true, run: go(-1) },
    ])
  }, [shortcuts, several, show])
}
