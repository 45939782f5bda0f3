// A seeded generator: the same seed gives the same samples, on any machine.
export interface Random {
  /** A float in [0, 1). */
  next(): number
  /** A float in [low, high). */
  between(low: number, high: number): number
  /** An integer in [low, high], both included. */
  integer(low: number, high: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  /** One of the list; throws on an empty one. */
  pick<T>(list: readonly T[]): T
  /** A normal deviate, Box–Muller. */
  normal(mean?: number, deviation?: number): number
  /** A shuffled copy, Fisher–Yates. */
  shuffle<T>(list: readonly T[]): T[]
}

/** Makes a generator from words such as `shelf/12`; mulberry32 over an FNV-1a hash of them. */
export function seeded(seed: string): Random {
  let state = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer,
    chance: (probability) => next() < probability,
    pick(list) {
      if (list.length === 0) throw new Error('nothing to pick from')
      return list[integer(0, list.length - 1)] as (typeof list)[number]
    },
    normal(mean = 0, deviation = 1) {
      const radius = Math.sqrt(-2 * Math.log(1 - next()))
      return mean + deviation * radius * Math.cos(2 * Math.PI * next())
    },
    shuffle(list) {
      const copy = [...list]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = integer(0, i)
        const held = copy[i] as (typeof copy)[number]
        copy[i] = copy[j] as (typeof copy)[number]
        copy[j] = held
      }
      return copy
    },
  }
}
