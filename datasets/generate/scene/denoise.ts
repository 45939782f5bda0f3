// Smooths noisy light along surfaces and never across their edges: an edge-avoiding à-trous filter
// (Dammertz, Sewtz, Hanika, Lensch: "Edge-Avoiding À-Trous Wavelet Transform for fast Global Illumination Filtering", 2010).
import { num } from './texture.ts'

export interface Guide {
  readonly width: number
  readonly height: number
  readonly normal: Float32Array
  readonly depth: Float32Array
  readonly object: Uint8Array
}

const kernel = [1 / 16, 1 / 4, 3 / 8, 1 / 4, 1 / 16] as const

/** One pass for each step; RGB interleaved in and out. */
export function smoothLight(light: Float32Array, guide: Guide, steps: readonly number[]): Float32Array {
  return steps.reduce((input, step, pass) => onePass(input, guide, step, pass === 0 ? 4 : 0.5 / pass), light)
}

function onePass(input: Float32Array, guide: Guide, step: number, sigma: number): Float32Array {
  const { width, height, normal, depth, object } = guide
  const output = new Float32Array(input.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const own = 0.3 * num(input, 3 * i) + 0.6 * num(input, 3 * i + 1) + 0.1 * num(input, 3 * i + 2)
      let r = 0
      let g = 0
      let b = 0
      let total = 0
      for (let ky = -2; ky <= 2; ky++) {
        const yy = y + ky * step
        if (yy < 0 || yy >= height) continue
        for (let kx = -2; kx <= 2; kx++) {
          const xx = x + kx * step
          if (xx < 0 || xx >= width) continue
          const j = yy * width + xx
          if (object[j] !== object[i]) continue
          const turn =
            num(normal, 3 * i) * num(normal, 3 * j) +
            num(normal, 3 * i + 1) * num(normal, 3 * j + 1) +
            num(normal, 3 * i + 2) * num(normal, 3 * j + 2)
          if (turn < 0.8 || Math.abs(num(depth, i) - num(depth, j)) > 0.6 * step + 0.4) continue
          const other = 0.3 * num(input, 3 * j) + 0.6 * num(input, 3 * j + 1) + 0.1 * num(input, 3 * j + 2)
          const gap = Math.abs(other - own) / sigma
          const weight = ((kernel[ky + 2] ?? 0) * (kernel[kx + 2] ?? 0) * turn * turn) / (1 + gap * gap)
          r += weight * num(input, 3 * j)
          g += weight * num(input, 3 * j + 1)
          b += weight * num(input, 3 * j + 2)
          total += weight
        }
      }
      output[3 * i] = r / total
      output[3 * i + 1] = g / total
      output[3 * i + 2] = b / total
    }
  }
  return output
}
