// Pictures on surfaces: SVG drawn once to linear colour, and seeded noise for what is not printed.
import sharp from 'sharp'
import type { Look } from './solids.ts'

export interface Texture {
  readonly width: number
  readonly height: number
  /** Linear RGB, interleaved. */
  readonly data: Float32Array
}

/** sRGB 0–255 to linear 0–1 (IEC 61966-2-1). */
export const linear = (value: number): number => {
  const s = value / 255
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
}

const table = Float32Array.from({ length: 256 }, (_, i) => linear(i))

/** Draws an SVG into a texture of its own size. */
export async function textureOf(svg: string): Promise<Texture> {
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten({ background: '#ffffff' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const colours = new Float32Array(data.length)
  for (let i = 0; i < data.length; i++) colours[i] = table[data[i] as number] as number
  return { width: info.width, height: info.height, data: colours }
}

/** Sets the look's colour from the texture at u, v; u wraps, v is held at the edges. Bilinear. */
export function paint(texture: Texture, u: number, v: number, look: Look): void {
  const { width, height, data } = texture
  const x = (u - Math.floor(u)) * width - 0.5
  const y = Math.max(0, Math.min(height - 1.001, v * height - 0.5))
  const xf = Math.floor(x)
  const y0 = Math.floor(y)
  const x0 = (xf + width) % width
  const x1 = (xf + 1 + width) % width
  const y1 = Math.min(height - 1, y0 + 1)
  const fx = x - xf
  const fy = y - y0
  const a = (y0 * width + x0) * 3
  const b = (y0 * width + x1) * 3
  const c = (y1 * width + x0) * 3
  const d = (y1 * width + x1) * 3
  const wa = (1 - fx) * (1 - fy)
  const wb = fx * (1 - fy)
  const wc = (1 - fx) * fy
  const wd = fx * fy
  look.r = num(data, a) * wa + num(data, b) * wb + num(data, c) * wc + num(data, d) * wd
  look.g = num(data, a + 1) * wa + num(data, b + 1) * wb + num(data, c + 1) * wc + num(data, d + 1) * wd
  look.b = num(data, a + 2) * wa + num(data, b + 2) * wb + num(data, c + 2) * wc + num(data, d + 2) * wd
}

/** An element that is known to be there; the hot loops read millions. */
export const num = (values: Float32Array, index: number): number => values[index] as number

/** `#rrggbb` as linear RGB. */
export function rgb(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [linear((value >> 16) & 255), linear((value >> 8) & 255), linear(value & 255)]
}

function hash(x: number, y: number, z: number): number {
  let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(z, 2147483647)
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

/** Value noise in [0, 1], one cell a unit. */
export function noise(x: number, y: number, z: number): number {
  const xi = Math.floor(x)
  const yi = Math.floor(y)
  const zi = Math.floor(z)
  const u = ease(x - xi)
  const v = ease(y - yi)
  const w = ease(z - zi)
  const edge = (j: number, k: number) => {
    const a = hash(xi, yi + j, zi + k)
    return a + (hash(xi + 1, yi + j, zi + k) - a) * u
  }
  const low = edge(0, 0) + (edge(1, 0) - edge(0, 0)) * v
  const high = edge(0, 1) + (edge(1, 1) - edge(0, 1)) * v
  return low + (high - low) * w
}

const ease = (t: number): number => t * t * (3 - 2 * t)
