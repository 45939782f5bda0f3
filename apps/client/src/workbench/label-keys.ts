// What a label's, a level's or an attribute's key, or a press on a label does to an editor, for every frame that mounts one.
import { answerWithLevel } from '@etabli/modalities'
import type { LabelId, MarkId, Question } from '@etabli/schema'
import * as editing from '../stores/editor.ts'
import { attributeOfKey, focusAttribute, nextValue, say, together } from './attribute-steps.ts'
import { answerOfKey, chooseLabel } from './choose-label.ts'
import { questionAround } from './question-focus.ts'

/** Answers the choice or gives the selected marks the label, which the next mark gets too. */
export function choose(editor: editing.EditorStore, newId: () => MarkId, question: Question, label: LabelId): void {
  const { document, selection } = editor.getState()
  editing.commit(editor, chooseLabel(question, label, { answers: document.answers, selection, newId }))
  if (question.kind !== 'single' && question.kind !== 'multiple') editing.activate(editor, question.id, label)
}

/**
 * An attribute's key: the checkbox turns, the choice goes on to the next, what is typed gets the focus. A label's key
 * chooses it, a level's gives it.
 * @param names the names that the press may go by
 * @param target where it was pressed
 * @returns whether it was such a key
 */
export function pressKey(
  editor: editing.EditorStore,
  newId: () => MarkId,
  questions: readonly Question[],
  names: readonly string[],
  target: Element | null,
): boolean {
  const { document: now, selection, active } = editor.getState()
  const keyed = attributeOfKey(questions, names, { answers: now.answers, selection })
  if (keyed) {
    const { question, marks, attribute } = keyed
    const value = nextValue(attribute, together(marks, attribute))
    if (value === null) focusAttribute(document, question, attribute)
    else editing.commit(editor, say(marks, attribute, value))
    return true
  }
  const found = answerOfKey(questions, names, { within: questionAround(target), active: active?.question })
  if (!found) return false
  if ('label' in found) choose(editor, newId, found.question, found.label.id)
  else editing.commit(editor, answerWithLevel(now.answers, found.question, found.level, newId))
  return true
}
