// A binary heap: takes values in any order, gives the best first (Williams 1964, Algorithm 232).
import { at } from './at.ts'

export interface Heap<T> {
  /** Time: log n. */
  push(value: T): void
  /** The best of those in it, taken out; undefined where it is empty. Of even ones any comes first. Time: log n. */
  pop(): T | undefined
}

/**
 * A heap of these values. Time: n.
 * @param compare ascending by worth: above 0 where the first is better
 */
export function heapOf<T>(values: readonly T[], compare: (a: T, b: T) => number): Heap<T> {
  const heap = [...values]
  for (let index = (heap.length >>> 1) - 1; index >= 0; index -= 1) sink(index)

  function sink(from: number): void {
    const value = at(heap, from)
    let place = from
    for (let child = 2 * place + 1; child < heap.length; child = 2 * place + 1) {
      if (child + 1 < heap.length && compare(at(heap, child + 1), at(heap, child)) > 0) child += 1
      if (compare(at(heap, child), value) <= 0) break
      heap[place] = at(heap, child)
      place = child
    }
    heap[place] = value
  }

  function rise(from: number): void {
    const value = at(heap, from)
    let place = from
    while (place > 0) {
      const parent = (place - 1) >>> 1
      if (compare(value, at(heap, parent)) <= 0) break
      heap[place] = at(heap, parent)
      place = parent
    }
    heap[place] = value
  }

  return {
    push(value) {
      heap.push(value)
      rise(heap.length - 1)
    },
    pop() {
      const best = heap[0]
      const last = heap.pop()
      if (last !== undefined && heap.length > 0) {
        heap[0] = last
        sink(0)
      }
      return best
    },
  }
}
