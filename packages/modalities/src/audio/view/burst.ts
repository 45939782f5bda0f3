// What is typed in one go is one undo step.

/** A pause this long between keystrokes ends an undo step. */
const BURST_MS = 1_000

/**
 * Names the undo step of each keystroke: the same name as long as one types on in the same field.
 * @param kind what is written; the names begin with it
 */
export function createBurst(kind: string): (field?: string) => string {
  let name = ''
  let last = ''
  let at = Number.NEGATIVE_INFINITY
  return (field = '') => {
    const now = performance.now()
    // Named by the moment: a burst of before a reload is not gone on with.
    if (now - at > BURST_MS || last !== field) name = `${kind}:${performance.timeOrigin + now}`
    last = field
    at = now
    return name
  }
}
