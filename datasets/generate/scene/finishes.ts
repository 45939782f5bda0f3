// Surfaces: paper, plastic, metal, glass, painted boards, wood and the skins of fruit.
import type { Finish, Look } from './solids.ts'
import { noise, paint, rgb, type Texture } from './texture.ts'

type Colour = readonly [number, number, number]

function set(look: Look, [r, g, b]: Colour, scale = 1): void {
  look.r = r * scale
  look.g = g * scale
  look.b = b * scale
}

const surface = (look: Look, f0: number, rough: number): void => {
  look.f0 = f0
  look.rough = rough
}

/** One colour all over, a little uneven. */
export function plain(hex: string, rough = 0.4, f0 = 0.04): Finish {
  const colour = rgb(hex)
  return (hit, look) => {
    set(look, colour, 0.95 + 0.07 * noise(hit.lx * 0.25, hit.ly * 0.25, hit.lz * 0.25))
    surface(look, f0, rough)
  }
}

/** Powder-coated steel of shelves: scuffed where goods slide. */
export function board(hex: string): Finish {
  const colour = rgb(hex)
  return (hit, look) => {
    const scuff = noise(hit.lx * 0.35, hit.ly, hit.lz * 0.12)
    const dust = noise(hit.lx * 4, hit.ly * 4, hit.lz * 4)
    set(look, colour, 0.82 + 0.16 * scuff + 0.06 * dust)
    surface(look, 0.04, 0.34 + 0.2 * scuff)
  }
}

/** Planks with rings and knots. */
export function wood(hex: string, plank = 12): Finish {
  const colour = rgb(hex)
  return (hit, look) => {
    const row = Math.floor((hit.ly + hit.lz) / plank)
    const ring = noise(hit.lx * 0.05 + row * 17, (hit.ly + hit.lz) * 1.3 + 1.5 * noise(hit.lx * 0.09, row, 3), row)
    const fibre = noise(hit.lx * 0.6, (hit.ly + hit.lz) * 9, 5)
    const gap = Math.abs(((hit.ly + hit.lz) / plank) % 1) < 0.02 ? 0.35 : 1
    set(look, colour, gap * (0.6 + 0.45 * ring + 0.18 * fibre))
    look.b *= 0.92 + 0.1 * ring
    surface(look, 0.035, 0.45)
  }
}

/** Back panel with rows of holes. */
export function pegs(hex: string): Finish {
  const colour = rgb(hex)
  return (hit, look) => {
    const x = Math.abs((((hit.lx % 2.5) + 2.5) % 2.5) - 1.25)
    const y = Math.abs((((hit.ly % 2.5) + 2.5) % 2.5) - 1.25)
    set(look, colour, x * x + y * y < 0.1 ? 0.12 : 0.9 + 0.1 * noise(hit.lx * 0.2, hit.ly * 0.2, 0))
    surface(look, 0.04, 0.5)
  }
}

/** Bare metal: lids, rims, ends of cans. */
export function metal(hex: string, rough = 0.25): Finish {
  const colour = rgb(hex)
  return (hit, look) => {
    const rings = 0.9 + 0.1 * Math.sin(Math.hypot(hit.lx, hit.lz) * 14)
    set(look, colour, rings)
    surface(look, 0.62, rough)
    look.metal = true
  }
}

/** A printed label round a body between two heights; the rest by another finish. */
export function labelled(texture: Texture, low: number, high: number, rest: Finish, f0 = 0.04, rough = 0.35): Finish {
  return (hit, look) => {
    if (hit.ly < low || hit.ly > high) {
      rest(hit, look)
      return
    }
    paint(texture, hit.u, (high - hit.ly) / (high - low), look)
    const seam = Math.min(hit.ly - low, high - hit.ly) < 0.06 ? 0.8 : 1
    set(look, [look.r * seam, look.g * seam, look.b * seam])
    surface(look, f0, rough)
  }
}

/** Above a height another finish: a cap on a bottle, a lid on a jar. */
export function capped(at: number, cap: Finish, body: Finish): Finish {
  return (hit, look) => {
    if (hit.ly > at) cap(hit, look)
    else body(hit, look)
  }
}

/** A ribbed screw cap. */
export function ribbed(hex: string): Finish {
  const colour = rgb(hex)
  return (hit, look) => {
    const wave = Math.cos(hit.u * 2 * Math.PI * 48)
    set(look, colour, Math.abs(hit.ny) < 0.6 ? 0.82 + 0.18 * wave : 1)
    surface(look, 0.045, 0.3)
  }
}

export interface Liquid {
  readonly colour: string
  /** 0 is opaque, 0.9 water. */
  readonly clear: number
  /** Height to which the vessel is full. */
  readonly level: number
  readonly empty?: string
  /** Specks, as of seeds or pieces. */
  readonly pieces?: number
}

/** Glass with something in it: darker at the rim, where the way through it is long; clear above the level. */
export function filled(liquid: Liquid): Finish {
  const colour = rgb(liquid.colour)
  const glass = rgb(liquid.empty ?? '#e9f2ee')
  const pieces = liquid.pieces ?? 0
  return (hit, look) => {
    surface(look, 0.05, 0.06)
    if (hit.ly > liquid.level) {
      set(look, glass, 0.9)
      look.clear = 0.72
      return
    }
    const edge = Math.min(1, Math.abs(hit.nz) * 1.15)
    const lump = pieces > 0 ? 1 - pieces * 0.7 + pieces * 1.2 * noise(hit.lx * 1.6, hit.ly * 1.6, hit.lz * 1.6) : 1
    set(look, colour, (0.5 + 0.62 * edge * edge) * lump)
    look.clear = liquid.clear * (0.35 + 0.65 * edge)
    if (liquid.level - hit.ly < 0.15) set(look, colour, 0.6)
  }
}

export interface Skin {
  readonly from: string
  readonly to: string
  readonly gloss: number
  /** Size of the bumps: large for oranges. */
  readonly bumps: number
  /** Streaks from the stalk, as apples have. */
  readonly streaks: boolean
  readonly seed: number
}

/** The skin of a fruit: two colours that run into each other, streaks, pores. */
export function skin(look: Skin): Finish {
  const a = rgb(look.from)
  const b = rgb(look.to)
  return (hit, out) => {
    const { lx, ly, lz } = hit
    const s = look.seed
    const patch = noise(lx * 0.35 + s, ly * 0.35, lz * 0.35 + s)
    const streak = look.streaks ? noise(hit.u * 46 + s, ly * 0.25, s) * 0.55 : 0.2 * noise(lx * 2 + s, ly * 2, lz * 2)
    const f = Math.max(0, Math.min(1, patch * 1.25 + streak - 0.42))
    const speck = look.streaks && noise(lx * 9 + s, ly * 9, lz * 9) > 0.86 ? 1.25 : 1
    for (const [key, c] of [
      ['r', 0],
      ['g', 1],
      ['b', 2],
    ] as const)
      out[key] = Math.min(1, ((a[c] ?? 0) + ((b[c] ?? 0) - (a[c] ?? 0)) * f) * speck)
    surface(out, 0.045, look.gloss)
    if (look.bumps > 0) {
      const k = 5.5
      hit.nx += look.bumps * (noise(lx * k + 9, ly * k, lz * k + s) - 0.5)
      hit.ny += look.bumps * (noise(lx * k, ly * k + 9, lz * k + s) - 0.5)
      hit.nz += look.bumps * (noise(lx * k, ly * k, lz * k + 9 + s) - 0.5)
    }
  }
}

/** A carton: a texture for front and back, one for the sides, plain board for the rest. */
export function printed(front: Texture, side: Texture, rest: string, rough = 0.38): Finish {
  const colour = rgb(rest)
  return (hit, look) => {
    if (hit.face < 2) paint(front, Math.min(0.999, Math.max(0, hit.u)), hit.v, look)
    else if (hit.face < 4) paint(side, Math.min(0.999, Math.max(0, hit.u)), hit.v, look)
    else set(look, colour)
    const dent = 0.94 + 0.1 * noise(hit.lx * 0.3, hit.ly * 0.3, hit.lz * 0.3)
    set(look, [look.r * dent, look.g * dent, look.b * dent])
    hit.nx += 0.03 * (noise(hit.lx * 0.4, hit.ly * 0.4, 7) - 0.5)
    hit.ny += 0.06 * (noise(hit.lx * 0.4, hit.ly * 0.4, 3) - 0.5)
    surface(look, 0.04, rough)
  }
}

/** One picture on the front, a plain colour elsewhere. */
export function tag(texture: Texture): Finish {
  return (hit, look) => {
    if (hit.face === 0) paint(texture, Math.min(0.999, Math.max(0, hit.u)), hit.v, look)
    else set(look, [0.8, 0.8, 0.78])
    surface(look, 0.045, 0.2)
  }
}
