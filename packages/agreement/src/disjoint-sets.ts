// Which things are together, as they are joined pair by pair (union-find, with paths halved as they are walked).

export interface DisjointSets<T> {
  /** One of the set that a thing is in, the same for all of them; what was not among `all` is alone. */
  find(one: T): T
  isTogether(a: T, b: T): boolean
  /** False where they were together already. */
  join(a: T, b: T): boolean
}

/** Each thing alone, until it is joined to another. */
export function disjointSets<T>(all: Iterable<T>): DisjointSets<T> {
  const above = new Map<T, T>()
  for (const one of all) above.set(one, one)
  const find = (one: T): T => {
    let top = one
    for (let next = above.get(top) ?? top; next !== top; next = above.get(top) ?? top) {
      above.set(top, above.get(next) ?? next)
      top = next
    }
    return top
  }
  return {
    find,
    isTogether: (a, b) => find(a) === find(b),
    join(a, b) {
      const [left, right] = [find(a), find(b)]
      if (left === right) return false
      above.set(right, left)
      return true
    },
  }
}
