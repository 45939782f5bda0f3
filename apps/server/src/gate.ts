// A bound on work done at once: libuv has four threads, and pictures must not take them all from files and passwords.

export type Gate = <T>(work: () => Promise<T>) => Promise<T>

/** Lets so many pieces of work run at once; the others wait, in order. */
export function gate(atOnce: number): Gate {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // The place is handed on, so that nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
