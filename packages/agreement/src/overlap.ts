// Which stretches of two lists overlap, without looking at all pairs: so that many marks of a long text stay quick.

/** `start` < `end`, in any unit; `end` is not part of it. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/**
 * Indices of every pair, one of `a` and one of `b`, that has something in common, by the place of the later one.
 * Time: n log n, and the pairs found.
 */
export function overlappingPairs(a: readonly Extent[], b: readonly Extent[]): [a: number, b: number][] {
  const ends = [
    ...a.map((extent, index) => ({ extent, index, ofA: true })),
    ...b.map((extent, index) => ({ extent, index, ofA: false })),
  ]
  ends.sort((x, y) => x.extent.start - y.extent.start)
  const pairs: [number, number][] = []
  const openA: typeof ends = []
  const openB: typeof ends = []
  for (const one of ends) {
    const { start } = one.extent
    close(openA, start)
    close(openB, start)
    for (const other of one.ofA ? openB : openA) {
      pairs.push(one.ofA ? [one.index, other.index] : [other.index, one.index])
    }
    if (one.extent.end > start) (one.ofA ? openA : openB).push(one)
  }
  return pairs
}

/** Takes out those that end there or before, the others in the order they were in. */
function close(open: { readonly extent: Extent }[], start: number): void {
  let kept = 0
  for (const one of open) {
    if (one.extent.end <= start) continue
    open[kept] = one
    kept += 1
  }
  open.length = kept
}
