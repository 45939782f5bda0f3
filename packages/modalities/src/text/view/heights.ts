// The heights of all rows, estimated at first and measured as they are drawn: where a row is, and which row is where, in
// O(log rows) (a Fenwick tree over the heights). Pure; CSS pixels.

export interface Heights {
  readonly count: number
  total(): number
  heightOf(row: number): number
  /** What all rows before this one take. */
  topOf(row: number): number
  /** The row at a height from the top; the first or last beyond either end. */
  rowAt(y: number): number
  /** A row's true height; gives by how much it differs from what was thought. */
  set(row: number, height: number): number
}

/** @param estimate a positive height for each row, before anything is drawn */
export function createHeights(count: number, estimate: (row: number) => number): Heights {
  const heights = new Float64Array(count)
  const tree = new Float64Array(count + 1)
  for (let row = 0; row < count; row += 1) {
    const height = estimate(row)
    heights[row] = height
    tree[row + 1] = height
  }
  // Each node hands its sum on to the next one up: a tree in one pass.
  for (let at = 1; at <= count; at += 1) {
    const up = at + (at & -at)
    if (up <= count) tree[up] = (tree[up] ?? 0) + (tree[at] ?? 0)
  }
  const highest = count === 0 ? 0 : 2 ** Math.floor(Math.log2(count))

  const topOf = (row: number): number => {
    let sum = 0
    for (let at = Math.min(row, count); at > 0; at -= at & -at) sum += tree[at] ?? 0
    return sum
  }

  return {
    count,
    total: () => topOf(count),
    heightOf: (row) => heights[row] ?? 0,
    topOf,
    rowAt(y) {
      let row = 0
      let left = y
      for (let step = highest; step > 0; step >>= 1) {
        const next = row + step
        const sum = tree[next] ?? 0
        if (next <= count && sum <= left) {
          row = next
          left -= sum
        }
      }
      return Math.max(0, Math.min(count - 1, row))
    },
    set(row, height) {
      const delta = height - (heights[row] ?? 0)
      if (delta === 0 || row < 0 || row >= count) return 0
      heights[row] = height
      for (let at = row + 1; at <= count; at += at & -at) tree[at] = (tree[at] ?? 0) + delta
      return delta
    },
  }
}
