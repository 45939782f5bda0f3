// Ids of the marks of a row: the file's own where they can be, and what marks that stand on others then name.
import type { Kind, MarkSeed } from '@etabli/modality-kit'
import { MarkId } from '@etabli/schema'

/** The ids that the marks get: their own where it can be one and is not taken. */
export function idsOf(marks: readonly MarkSeed[]): MarkId[] {
  const taken = new Set<string>()
  return marks.map((mark, index) => {
    const id = markId(mark, index, taken)
    taken.add(id)
    return id
  })
}

/** What the ids in the file became; of those that are there twice, the first. */
export function becameOf(marks: readonly MarkSeed[], ids: readonly MarkId[]): ReadonlyMap<string, MarkId> {
  const became = new Map<string, MarkId>()
  for (const [index, { id }] of marks.entries()) {
    const given = ids[index]
    if (id !== undefined && given !== undefined && !became.has(id)) became.set(id, given)
  }
  return became
}

/** A mark that stands on others names them as its file does; where it names none of the file's, it is left to be refused. */
export function repointed(kind: Kind | undefined, value: unknown, became: ReadonlyMap<string, MarkId>): unknown {
  if (!kind?.repointed || !kind.refers) return value
  const named = kind.refers({ value })
  if (named.length === 0) return value
  return kind.repointed(value, (id) => became.get(id) ?? id)
}

function markId(mark: MarkSeed, index: number, taken: ReadonlySet<string>): MarkId {
  const given = MarkId.safeParse(mark.id)
  if (given.success && !taken.has(given.data)) return given.data
  let id = `p${index + 1}`
  while (taken.has(id)) id += '.'
  return id as MarkId
}
