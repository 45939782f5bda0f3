// Moving marks in their list: by one place up or down among the marks of their question.
import { apply, type Patch } from '@etabli/modality-kit'
import type { Answers, Mark, MarkId, Question } from '@etabli/schema'

/**
 * The patches that move the chosen marks by one; each is taken out and put in again at its new place.
 * Those at the end stay, and so do chosen ones right behind them.
 */
export function moving(answers: Answers, chosen: ReadonlySet<MarkId>, question: Question, by: -1 | 1): Patch[] {
  const own = answers.filter((mark) => mark.question === question.id)
  const row: Mark[] = by < 0 ? own : own.toReversed()
  const patches: Patch[] = []
  let now = answers
  for (let at = 1; at < row.length; at += 1) {
    const mark = row[at]
    const other = row[at - 1]
    if (!mark || !other || !chosen.has(mark.id) || chosen.has(other.id)) continue
    const from = now.findIndex(({ id }) => id === mark.id)
    const to = now.findIndex(({ id }) => id === other.id)
    const step: Patch[] = [
      { id: mark.id, before: mark, after: null, at: from },
      { id: mark.id, before: null, after: mark, at: to },
    ]
    patches.push(...step)
    now = apply(now, step)
    row[at - 1] = mark
    row[at] = other
  }
  return patches
}
