// The seeded generator; no algorithm here draws from anywhere else, so every figure can be repeated.

/** Draws a float in [0, 1). */
export type Random = () => number

/** sfc32 (Doty-Humphrey, PractRand), seeded from one 32-bit integer; the same seed gives the same draws everywhere. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = seed | 0
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let warm = 0; warm < 16; warm += 1) next()
  return next
}

/** An integer in [0, below). */
export function drawIndex(random: Random, below: number): number {
  return Math.floor(random() * below)
}
