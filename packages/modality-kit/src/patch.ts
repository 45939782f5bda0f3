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

/** Takes marks away, from the end, so that each patch's place is still true when it is taken back. */
export function removingAll(answers: Answers, ids: ReadonlySet<MarkId>): Patch[] {
  return answers
    .flatMap((before, at): Patch[] => (ids.has(before.id) ? [{ id: before.id, before, after: null, at }] : []))
    .toReversed()
}

/** Applies patches in order; a patch whose mark is not there is passed over. */
export function apply(answers: Answers, patches: readonly Patch[]): Answers {
  const result = [...answers]
  // Changes of many marks in place move nothing, so that their places can be looked up.
  const places = patches.length > 8 && patches.every(isChange) ? placesOf(answers) : null
  for (const patch of patches) {
    const index = places ? (places.get(patch.id) ?? -1) : result.findIndex((mark) => mark.id === patch.id)
    if (patch.after === null) {
      if (index >= 0) result.splice(index, 1)
    } else if (index >= 0) {
      result[index] = patch.after
    } else if (patch.at === undefined) {
      result.push(patch.after)
      places?.set(patch.id, result.length - 1)
    } else {
      result.splice(patch.at, 0, patch.after)
    }
  }
  return result
}

/** Neither takes out nor puts in before others. */
function isChange({ after, at }: Patch): boolean {
  return after !== null && at === undefined
}

/** By mark; the first place where a mark stands twice. */
function placesOf(answers: Answers): Map<MarkId, number> {
  const places = new Map<MarkId, number>()
  for (const [place, { id }] of answers.entries()) if (!places.has(id)) places.set(id, place)
  return places
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
