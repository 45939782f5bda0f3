// Samples gathered while a take is recorded: floats as the browser gives them, 16-bit numbers as the file holds them.

const FULL_SCALE = 32_768

export interface Gathered {
  add(chunk: Float32Array): void
  /** Samples so far. */
  length(): number
  /** As 16-bit numbers; what is over full scale is cut there, as a converter would. */
  samples(): Int16Array
}

export function gathered(): Gathered {
  const chunks: Float32Array[] = []
  let length = 0
  return {
    add(chunk) {
      chunks.push(chunk)
      length += chunk.length
    },
    length: () => length,
    samples() {
      const all = new Int16Array(length)
      let at = 0
      for (const chunk of chunks) for (const sample of chunk) all[at++] = sixteenBits(sample)
      return all
    },
  }
}

function sixteenBits(sample: number): number {
  return Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(sample * FULL_SCALE)))
}

/** The largest size of a chunk's samples, 0 to 1 (over 1 where the browser gives more than full scale). */
export function peakOf(chunk: Float32Array): number {
  let peak = 0
  for (const sample of chunk) peak = Math.max(peak, Math.abs(sample))
  return peak
}
