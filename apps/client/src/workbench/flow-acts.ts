// What can be done with proposed marks and with those of the task before; no React, so that it is tried without a page.
import { accepting, neighbourProposed, type Patch, proposedIn, rejecting } from '@etabli/modality-kit'
import type { LabelId, Mark, QuestionId } from '@etabli/schema'
import * as editing from '../stores/editor.ts'
import type { Labelling } from '../stores/labelling.ts'

export interface FlowActs {
  /** The proposed marks of the task at hand. */
  proposed(): readonly Mark[]
  /** Accepts those selected and goes to the next; goes to the next where none is selected. */
  accept(): void
  acceptAll(): void
  /** Deletes those selected and goes to the next; goes to the next where none is selected. */
  reject(): void
  rejectAll(): void
  /** Selects the next (1) or previous (−1) proposed mark, which brings it into view. */
  walk(by: 1 | -1): void
  canCopy(): boolean
  /** Copies the marks of the task submitted last: of one class, or all. */
  copy(label?: LabelId | null): void
  toggleCopying(): void
}

export interface FlowActsPorts {
  readonly labelling: Pick<Labelling, 'editor' | 'flow' | 'commit'>
  /** The questions whose marks are drawn; a choice is answered where it stands. */
  readonly drawn: ReadonlySet<QuestionId>
  /** Says a phrase of `flow.said` to screen readers. */
  readonly say: (phrase: string, count: number) => void
  readonly onFault: (fault: unknown) => void
}

export function createFlowActs({ labelling, drawn, say, onFault }: FlowActsPorts): FlowActs {
  const { editor, flow } = labelling
  const answers = () => editor.getState().document.answers
  const proposed = () => proposedIn(answers(), drawn)
  const chosen = () => {
    const ids = new Set(editor.getState().selection)
    return proposed().filter(({ id }) => ids.has(id))
  }

  /** One step; then the next that is still to be looked at. */
  function settle(patches: readonly Patch[], phrase: string): void {
    const next = neighbourProposed(answers(), drawn, editor.getState().selection, 1)
    const done = labelling.commit(patches)
    if (next) editing.select(editor, [next.id])
    say(phrase, done)
  }

  function walk(by: 1 | -1): void {
    const next = neighbourProposed(answers(), drawn, editor.getState().selection, by)
    if (next) editing.select(editor, [next.id])
    say('left', proposed().length)
  }

  return {
    proposed,
    walk,
    accept() {
      const marks = chosen()
      if (marks.length === 0) walk(1)
      else settle(accepting(marks), 'accepted')
    },
    acceptAll() {
      say('accepted', labelling.commit(accepting(proposed())))
    },
    reject() {
      const marks = chosen()
      if (marks.length === 0) walk(1)
      else settle(rejecting(answers(), new Set(marks.map(({ id }) => id))), 'rejected')
    },
    rejectAll() {
      say('rejected', labelling.commit(rejecting(answers(), new Set(proposed().map(({ id }) => id)))))
    },
    canCopy() {
      const { leased } = editor.getState()
      const { previous } = flow.store.getState()
      return leased !== null && previous !== null && previous.task !== leased.task.id
    },
    copy(label) {
      const { leased } = editor.getState()
      if (!leased) return
      const patches = flow.copied(leased, answers(), label)
      labelling.commit(patches)
      if (patches.length > 0)
        editing.select(
          editor,
          patches.map(({ id }) => id),
        )
      say(patches.length > 0 ? 'copied' : 'nothingToCopy', patches.length)
    },
    toggleCopying() {
      const on = !flow.store.getState().copying
      flow.keepCopying(on).catch(onFault)
      say(on ? 'copyingOn' : 'copyingOff', 0)
    },
  }
}
