// What a cheap camera adds to the light: blur out of focus, bloom, vignette, tone curve, grain, and the JPEG.
import sharp from 'sharp'
import type { Random } from '../random.ts'
import type { Rendered } from './render.ts'
import { num } from './texture.ts'

export interface Lens {
  /** Distance in focus, centimetres. */
  readonly focus: number
  /** Blur in pixels for a thing at half the distance in focus. */
  readonly aperture: number
  /** Stops above or below the automatic exposure. */
  readonly bias: number
  /** Gains of red, green and blue. */
  readonly balance: readonly [number, number, number]
  /** Standard deviation of the grain, of 255. */
  readonly grain: number
  /** How dark the corners are, 0 to 1. */
  readonly vignette: number
  readonly saturation: number
}

/** Develops the picture to an sRGB JPEG of at most `bytes`. */
export async function develop(
  picture: Rendered,
  lens: Lens,
  random: Random,
  size: { width: number; height: number },
  bytes: number,
): Promise<Buffer> {
  const { width, height } = picture
  const sharpish = softened(outOfFocus(picture, lens), width, height)
  const glow = await blurred(sharpish, width, height, width / 90)
  const gain = exposure(sharpish) * 2 ** lens.bias
  const out = Buffer.alloc(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const dx = (i % width) / width - 0.5
    const dy = Math.floor(i / width) / height - 0.5
    const shade = 1 - lens.vignette * (dx * dx + dy * dy) * 1.6
    const mixed = [0, 1, 2].map(
      (c) => (num(sharpish, 3 * i + c) * 0.93 + num(glow, 3 * i + c) * 0.07) * gain * shade * (lens.balance[c] ?? 1),
    )
    const [r = 0, g = 0, b = 0] = mixed.map(tone)
    const grey = 0.3 * r + 0.59 * g + 0.11 * b
    // Grain of light and, weaker, of colour; strongest in the mid tones.
    const grain = random.normal() * lens.grain * (0.5 + grey / 300)
    for (let c = 0; c < 3; c++) {
      const value = grey + (([r, g, b][c] ?? 0) - grey) * lens.saturation + grain + random.normal() * lens.grain * 0.35
      out[3 * i + c] = Math.max(0, Math.min(255, Math.round(value)))
    }
  }
  const base = await sharp(out, { raw: { width, height, channels: 3 } })
    .resize(size.width, size.height, { kernel: 'cubic' })
    .sharpen({ sigma: 0.7, m1: 0.4, m2: 1 })
    .raw()
    .toBuffer()
  for (let quality = 86; quality >= 50; quality -= 4) {
    const jpeg = await sharp(base, { raw: { ...size, channels: 3 } })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer()
    if (jpeg.length <= bytes) return jpeg
  }
  throw new Error('no quality keeps the picture small enough')
}

/** A gain as a camera meters it: the geometric mean to 0.2, but no more than a few pixels in a hundred over white. */
function exposure(light: Float32Array): number {
  const levels: number[] = []
  for (let i = 0; i + 2 < light.length; i += 3 * 17) {
    levels.push(0.002 + 0.3 * num(light, i) + 0.6 * num(light, i + 1) + 0.1 * num(light, i + 2))
  }
  const mean = Math.exp(levels.reduce((sum, level) => sum + Math.log(level), 0) / levels.length)
  const bright = levels.sort((a, b) => a - b)[Math.floor(levels.length * 0.965)] ?? 1
  return Math.min(0.27 / mean, 0.98 / bright)
}

/** Filmic curve after Hable's and Narkowicz's fits of ACES, then the sRGB transfer; 0 to 255. */
function tone(x: number): number {
  const v = Math.max(0, x) * 0.8
  const mapped = Math.min(1, (v * (2.51 * v + 0.03)) / (v * (2.43 * v + 0.59) + 0.14))
  return 255 * (mapped <= 0.0031308 ? mapped * 12.92 : 1.055 * mapped ** (1 / 2.4) - 0.055)
}

/** The filter before a sensor: neighbours share a little light, so that edges have no steps. */
function softened(light: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(light.length)
  const held = (value: number, most: number) => Math.max(0, Math.min(most, value))
  // Lamps in mirrors are far over white; unbounded they would make steps of every edge.
  const level = (i: number) => Math.min(6, num(light, i))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0
        for (let k = 0; k < 9; k++) {
          const [dx, dy] = [(k % 3) - 1, Math.floor(k / 3) - 1]
          const weight = (dx === 0 ? 2 : 0.8) * (dy === 0 ? 2 : 0.8)
          sum += weight * level((held(y + dy, height - 1) * width + held(x + dx, width - 1)) * 3 + c)
        }
        out[(y * width + x) * 3 + c] = sum / 12.96
      }
    }
  }
  return out
}

const disc = Array.from({ length: 20 }, (_, k) => {
  const radius = Math.sqrt((k + 0.5) / 20)
  return [radius * Math.cos(k * 2.39996), radius * Math.sin(k * 2.39996)] as const
})

function outOfFocus(picture: Rendered, lens: Lens): Float32Array {
  const { width, height, colour, depth } = picture
  const circle = (z: number) => Math.min(9, lens.aperture * Math.abs(1 - lens.focus / Math.min(z, 1e4)))
  const out = new Float32Array(colour.length)
  for (let i = 0; i < depth.length; i++) {
    const x = i % width
    const y = Math.floor(i / width)
    const own = circle(num(depth, i))
    const reach = Math.max(own, 0.4)
    let [r, g, b, total] = [num(colour, 3 * i), num(colour, 3 * i + 1), num(colour, 3 * i + 2), 1]
    for (const [ox, oy] of disc) {
      const xx = Math.max(0, Math.min(width - 1, Math.round(x + ox * reach)))
      const yy = Math.max(0, Math.min(height - 1, Math.round(y + oy * reach)))
      const j = yy * width + xx
      // A sharp neighbour does not bleed into a blurred one.
      const weight = circle(num(depth, j)) + 0.3 < own * 0.7 ? 0.1 : 1
      r += weight * num(colour, 3 * j)
      g += weight * num(colour, 3 * j + 1)
      b += weight * num(colour, 3 * j + 2)
      total += weight
    }
    out[3 * i] = r / total
    out[3 * i + 1] = g / total
    out[3 * i + 2] = b / total
  }
  return out
}

/** A wide blur at an eighth of the size, for bloom. */
async function blurred(light: Float32Array, width: number, height: number, sigma: number): Promise<Float32Array> {
  const bytes = Buffer.alloc(width * height * 3)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.min(255, num(light, i) * 64)
  const { data } = await sharp(bytes, { raw: { width, height, channels: 3 } })
    .blur(sigma)
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Float32Array.from(data, (value) => value / 64)
}
