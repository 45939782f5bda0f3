// In which order answers are shown side by side: drawn by chance, the same for a person and a task at every visit.
import { drawIndex, seededRandom } from '@etabli/agreement'

/**
 * The places of `count` answers in the order in which they are shown (Fisher–Yates), drawn by the words of `seed`.
 * @param seed names the task, the person and the question
 */
export function orderShown(count: number, seed: string): number[] {
  const random = seededRandom(numberOf(seed))
  const order = Array.from({ length: count }, (_, place) => place)
  for (let last = count - 1; last > 0; last -= 1) {
    const drawn = drawIndex(random, last + 1)
    const [a, b] = [order[last] ?? 0, order[drawn] ?? 0]
    order[last] = b
    order[drawn] = a
  }
  return order
}

/** FNV-1a, 32 bits. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash
}
