// What the pages of the bench do alike, in the browser: made-up things that are the same in each run, and frames.

/** Numbers from 0 up to 1, the same in each run: a small generator of our own, seeded. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

/** After the frame's painting, before the next one: where the browser would hand over input. */
export const between = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    port2.postMessage(null)
  })
