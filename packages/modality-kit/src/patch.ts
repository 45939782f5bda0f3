// Patch: one mark before and after; apply, invert. The unit of editing, of undo and of what is stored in a draft.
import type { Answers, Mark, MarkId } from '@etabli/schema'

/** `before` null: the mark is added; `after` null: it is removed. `at` is its place in the list, kept for exact undo. */
export interface Patch {
  readonly id: MarkId
  readonly before: Mark | null
  readonly after: Mark | null
  /** Index at which a removed mark stood, or an added one is put; the end where absent. */
  readonly at?: number
}

/** The patch that adds a mark at the end. */
export function adding(mark: Mark): Patch {
  return { id: mark.id, before: null, after: mark }
}

/** The patch that changes a mark in place. */
export function changing(before: Mark, after: Mark): Patch {
  return { id: before.id, before, after }
}

/** The patch that removes a mark, remembering its place. */
export function removing(answers: Answers, id: MarkId): Patch | null {
  const at = answers.findIndex((mark) => mark.id === id)
  const before = answers[at]
  return before ? { id, before, after: null, at } : null
}

/** Applies patches in order; a patch whose mark is not there is passed over. */
export function apply(answers: Answers, patches: readonly Patch[]): Answers {
  const result = [...answers]
  for (const patch of patches) {
    const index = result.findIndex((mark) => mark.id === patch.id)
    if (patch.after === null) {
      if (index >= 0) result.splice(index, 1)
    } else if (index >= 0) {
      result[index] = patch.after
    } else if (patch.at === undefined) {
      result.push(patch.after)
    } else {
      result.splice(patch.at, 0, patch.after)
    }
  }
  return result
}

/** The patches that undo these: `apply(apply(a, p), invert(p))` is `a` where `p` fits `a`. */
export function invert(patches: readonly Patch[]): Patch[] {
  return patches.toReversed().map((patch) => ({
    id: patch.id,
    before: patch.after,
    after: patch.before,
    ...(patch.at === undefined ? {} : { at: patch.at }),
  }))
}
