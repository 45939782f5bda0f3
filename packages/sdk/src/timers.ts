// The port of timers: the sdk never sets one itself.

export interface Timers {
  /** Calls back once after so many milliseconds; gives back how to cancel. */
  after(ms: number, run: () => void): () => void
  /** A number in [0, 1), for jitter. */
  random(): number
}
