// Marks that stand on other marks of the same answers, as a relation stands on its ends: found, taken away and brought
// back with them, and re-pointed where those get other ids.
import { type Answers, answersNow, type Mark, type MarkId, type Question } from '@etabli/schema'
import type { Kind, MarkOf } from './modality.ts'
import { apply, type Patch, removingAll } from './patch.ts'

/** The marks that a mark stands on, by ids; none where it stands on its own. */
export type Refers = (mark: { readonly kind: string; readonly value: unknown }) => readonly MarkId[]

/** What the kinds say of their marks. */
export function refersOf(kinds: ReadonlyMap<string, Kind>): Refers {
  return (mark) => kinds.get(mark.kind)?.refers?.(mark) ?? []
}

/** The marks with those that they stand on, found in the person's answers; the same list for kinds that stand alone. */
export function standing<V>(
  kind: Pick<Kind<V>, 'refers'>,
  marks: readonly MarkOf<V>[],
  answers: Answers | ReadonlyMap<MarkId, Mark>,
): readonly MarkOf<V>[] {
  if (!kind.refers || marks.length === 0) return marks
  const byId = Array.isArray(answers) ? marksById(answers) : (answers as ReadonlyMap<MarkId, Mark>)
  return marks.map((mark) => ({ ...mark, on: kind.refers?.(mark).map((id) => byId.get(id) ?? null) ?? [] }))
}

export function marksById(answers: Answers): Map<MarkId, Mark> {
  return new Map(answers.map((mark) => [mark.id, mark]))
}

/**
 * The patches, and after them those that take away what stood on the marks they take away (and what stood on that).
 * Undone as one step they bring everything back where it was. A mark that is taken out and put in again is moved, not
 * gone.
 */
export function withDependents(answers: Answers, patches: readonly Patch[], refers: Refers): readonly Patch[] {
  if (patches.every(({ after }) => after !== null)) return patches
  const left = apply(answers, patches)
  const gone = dependents(left, goneIn(patches, left), refers)
  return gone.size === 0 ? patches : [...patches, ...removingAll(left, gone)]
}

function goneIn(patches: readonly Patch[], left: Answers): Set<MarkId> {
  const gone = new Set(patches.flatMap(({ id, after }) => (after === null ? [id] : [])))
  for (const { id } of left) gone.delete(id)
  return gone
}

/** Those of the answers that stand, near or far, on the marks that are gone. */
function dependents(answers: Answers, gone: ReadonlySet<MarkId>, refers: Refers): Set<MarkId> {
  const found = new Set<MarkId>()
  for (let grows = gone.size > 0; grows; ) {
    const before = found.size
    for (const mark of answers) {
      if (!found.has(mark.id) && refers(mark).some((id) => gone.has(id) || found.has(id))) found.add(mark.id)
    }
    grows = found.size > before
  }
  return found
}

/**
 * The answers without what stood on marks that are no longer there.
 * @param before the answers as they were: a mark whose end was never there stays, for its person to mend
 */
export function withoutFallen(before: Answers, now: Answers, refers: Refers): Answers {
  if (now.length === before.length) return now
  const there = new Set(now.map(({ id }) => id))
  const gone = new Set(before.flatMap(({ id }) => (there.has(id) ? [] : [id])))
  const fallen = dependents(now, gone, refers)
  return fallen.size === 0 ? now : now.filter(({ id }) => !fallen.has(id))
}

/**
 * Answers of any version as they count under the questions of now: classes merged and removed as `answersNow` says, and
 * without what stood on marks that went with their class.
 */
export function answersCounting(
  questions: readonly Question[],
  answers: Answers,
  kinds: ReadonlyMap<string, Kind>,
): Answers {
  return withoutFallen(answers, answersNow(questions, answers), refersOf(kinds))
}
