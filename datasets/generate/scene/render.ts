// Traces a scene to light: direct light of shop tubes with soft shadows, light from around, mirrors and clear glass.
// Diffuse light is kept apart from colour, so that it can be smoothed without blurring what is printed.
import type { Random } from '../random.ts'
import { smoothLight } from './denoise.ts'
import type { Hit, Look, Ray, Solid } from './solids.ts'
import { Space } from './space.ts'
import { num } from './texture.ts'

export interface Camera {
  readonly x: number
  readonly y: number
  readonly z: number
  /** The point looked at. */
  readonly tx: number
  readonly ty: number
  readonly tz: number
  /** Radians. */
  readonly roll: number
  /** Horizontal field of view, radians. */
  readonly view: number
  /** Barrel distortion of the lens. */
  readonly barrel: number
}

export interface Light {
  /** Height, depth and half length of the tubes, which run along x. */
  readonly tubes: readonly { x: number; y: number; z: number; half: number }[]
  readonly power: number
  readonly colour: readonly [number, number, number]
  /** Light from all around. */
  readonly around: number
  /** Colours of the blurred opposite side of the aisle, seen in reflections. */
  readonly opposite: readonly (readonly [number, number, number])[]
}

export interface Scene {
  readonly solids: readonly Solid[]
  readonly camera: Camera
  readonly light: Light
  /** Depth at which light from the aisle has halved, from the front edge at z = 0. */
  readonly reach: number
}

export interface Survey {
  readonly width: number
  readonly height: number
  /** World normals, XYZ interleaved. */
  readonly normal: Float32Array
  /** Distance along the ray, at the centre of each pixel. */
  readonly depth: Float32Array
  /** Object seen at the centre of each pixel; 0 is none of them. */
  readonly object: Uint8Array
}

export interface Rendered extends Survey {
  /** Linear RGB, interleaved. */
  readonly colour: Float32Array
}

const newHit = (): Hit => ({ t: 0, nx: 0, ny: 0, nz: 0, u: 0, v: 0, face: 0, lx: 0, ly: 0, lz: 0, solid: null })
const newLook = (): Look => ({ r: 0, g: 0, b: 0, f0: 0.04, rough: 0.5, clear: 0, metal: false })
const newRay = (): Ray => ({ ox: 0, oy: 0, oz: 0, dx: 0, dy: 0, dz: 0, skip: -1 })

/** Makes a function that points a ray through a place on the picture; x and y run from -1 to 1 across its width. */
export function aimer(camera: Camera): (x: number, y: number, ray: Ray) => void {
  const far = Math.hypot(camera.tx - camera.x, camera.ty - camera.y, camera.tz - camera.z)
  const fx = (camera.tx - camera.x) / far
  const fy = (camera.ty - camera.y) / far
  const fz = (camera.tz - camera.z) / far
  const side = Math.hypot(fz, fx)
  const rx = -fz / side
  const rz = fx / side
  const ux = -rz * fy
  const uy = rz * fx - rx * fz
  const uz = rx * fy
  const half = Math.tan(camera.view / 2)
  const c = Math.cos(camera.roll)
  const s = Math.sin(camera.roll)
  return (x, y, ray) => {
    const bend = (1 + camera.barrel * (x * x + y * y)) * half
    const a = (c * x - s * y) * bend
    const b = (s * x + c * y) * bend
    ray.ox = camera.x
    ray.oy = camera.y
    ray.oz = camera.z
    ray.dx = fx + a * rx - b * ux
    ray.dy = fy - b * uy
    ray.dz = fz + a * rz - b * uz
    unit(ray)
    ray.skip = -1
  }
}

function unit(ray: Ray): void {
  const size = 1 / Math.sqrt(ray.dx * ray.dx + ray.dy * ray.dy + ray.dz * ray.dz)
  ray.dx *= size
  ray.dy *= size
  ray.dz *= size
}

/** What is seen at the centre of each pixel: which object, how far, which way its surface faces. No light yet. */
export function survey(scene: Scene, width: number, height: number): Survey {
  const count = width * height
  const normal = new Float32Array(count * 3)
  const depth = new Float32Array(count)
  const object = new Uint8Array(count)
  const ray = newRay()
  const hit = newHit()
  const space = new Space(scene.solids)
  const aim = aimer(scene.camera)
  for (let i = 0; i < count; i++) {
    const x = ((i % width) + 0.5) / width
    const y = (Math.floor(i / width) + 0.5) / height
    aim(x * 2 - 1, (y * 2 - 1) * (height / width), ray)
    space.closest(ray, hit)
    depth[i] = hit.t
    object[i] = hit.solid?.object ?? 0
    normal[3 * i] = hit.nx
    normal[3 * i + 1] = hit.ny
    normal[3 * i + 2] = hit.nz
  }
  return { width, height, normal, depth, object }
}

/** Renders what was surveyed with `samples` rays a pixel (a square number). */
export function render(scene: Scene, seen: Survey, samples: number, random: Random): Rendered {
  const { width, height } = seen
  const albedo = new Float32Array(width * height * 3)
  const light = new Float32Array(width * height * 3)
  const gloss = new Float32Array(width * height * 3)
  const side = Math.round(Math.sqrt(samples))
  const ray = newRay()
  const tracer = new Tracer(scene, new Space(scene.solids), random)
  const aim = aimer(scene.camera)
  for (let py = 0; py < height; py++) {
    for (let px = 0; px < width; px++) {
      const i = py * width + px
      for (let s = 0; s < samples; s++) {
        const jx = ((s % side) + random.next()) / side
        const jy = (Math.floor(s / side) + random.next()) / side
        aim(((px + jx) / width) * 2 - 1, (((py + jy) / height) * 2 - 1) * (height / width), ray)
        // Light is smoothed afterwards; every other sample is enough of it.
        const lit = s % 2 === 0
        tracer.trace(ray, lit)
        for (let c = 0; c < 3; c++) {
          albedo[3 * i + c] = num(albedo, 3 * i + c) + num(tracer.albedo, c) / samples
          if (lit) light[3 * i + c] = num(light, 3 * i + c) + num(tracer.light, c) / Math.ceil(samples / 2)
          gloss[3 * i + c] = num(gloss, 3 * i + c) + num(tracer.gloss, c) / samples
        }
      }
    }
  }
  const even = smoothLight(light, seen, [1, 2, 4])
  const shine = smoothLight(gloss, seen, [1, 2])
  return { ...seen, colour: albedo.map((value, i) => value * num(even, i) + num(shine, i)) }
}

class Tracer {
  readonly albedo = new Float32Array(3)
  readonly light = new Float32Array(3)
  readonly gloss = new Float32Array(3)
  private readonly hit = newHit()
  private readonly look = newLook()
  private readonly away = newRay()
  private readonly met = newHit()
  private readonly seen = newLook()
  private readonly got = new Float32Array(3)
  private readonly scene: Scene
  private readonly space: Space
  private readonly random: Random

  constructor(scene: Scene, space: Space, random: Random) {
    this.scene = scene
    this.space = space
    this.random = random
  }

  /** Fills albedo, gloss and, where `lit`, the diffuse light of what the ray meets. */
  trace(ray: Ray, lit: boolean): void {
    const { hit, look } = this
    this.light.fill(1)
    this.gloss.fill(0)
    this.space.closest(ray, hit)
    if (!hit.solid) {
      this.sky(ray)
      this.albedo.set(this.got)
      return
    }
    this.shadeLook(hit, look)
    const cos = -(hit.nx * ray.dx + hit.ny * ray.dy + hit.nz * ray.dz)
    const fresnel = look.f0 + (1 - look.f0) * (1 - Math.max(0, Math.min(1, cos))) ** 5 * (1 - 0.75 * look.rough)
    const body = look.metal ? 0.12 : (1 - fresnel) * (1 - look.clear)
    this.albedo[0] = look.r * body
    this.albedo[1] = look.g * body
    this.albedo[2] = look.b * body
    if (lit) this.gather(hit, ray)
    if (fresnel > 0.012) this.mirror(ray, cos, fresnel)
    if (look.clear > 0) this.through(ray, cos, look.clear * (1 - fresnel))
  }

  private shadeLook(hit: Hit, look: Look): void {
    look.f0 = 0.04
    look.rough = 0.5
    look.clear = 0
    look.metal = false
    hit.solid?.finish(hit, look)
    const size = Math.sqrt(hit.nx * hit.nx + hit.ny * hit.ny + hit.nz * hit.nz)
    hit.nx /= size
    hit.ny /= size
    hit.nz /= size
  }

  /** Diffuse light at the hit: one shadow ray to a tube, one ray into the surroundings. */
  private gather(hit: Hit, ray: Ray): void {
    const { light, random, away, met, scene } = this
    light.fill(0)
    away.ox = ray.ox + ray.dx * hit.t + hit.nx * 0.02
    away.oy = ray.oy + ray.dy * hit.t + hit.ny * 0.02
    away.oz = ray.oz + ray.dz * hit.t + hit.nz * 0.02
    away.skip = -1
    const tubes = scene.light.tubes
    const tube = tubes[Math.floor(random.next() * tubes.length)]
    if (tube) {
      away.dx = tube.x + (random.next() * 2 - 1) * tube.half - away.ox
      away.dy = tube.y - away.oy
      away.dz = tube.z + (random.next() - 0.5) * 14 - away.oz
      const far = Math.sqrt(away.dx * away.dx + away.dy * away.dy + away.dz * away.dz)
      unit(away)
      const facing = hit.nx * away.dx + hit.ny * away.dy + hit.nz * away.dz
      if (facing > 0) {
        this.space.closest(away, met, far)
        if (!met.solid) {
          const strength = (scene.light.power * facing * 26_000) / (far * far)
          for (let c = 0; c < 3; c++) light[c] = num(light, c) + strength * (scene.light.colour[c] ?? 1)
        }
      }
    }
    // A cosine-weighted direction: a point on the unit sphere about the tip of the normal.
    const z = random.next() * 2 - 1
    const turn = random.next() * 2 * Math.PI
    const flat = Math.sqrt(1 - z * z)
    away.dx = hit.nx + flat * Math.cos(turn)
    away.dy = hit.ny + flat * Math.sin(turn)
    away.dz = hit.nz + z
    unit(away)
    this.quick(away, true)
    for (let c = 0; c < 3; c++) light[c] = num(light, c) + num(this.got, c)
  }

  private mirror(ray: Ray, cos: number, fresnel: number): void {
    const { hit, look, away, random } = this
    away.ox = ray.ox + ray.dx * hit.t + hit.nx * 0.02
    away.oy = ray.oy + ray.dy * hit.t + hit.ny * 0.02
    away.oz = ray.oz + ray.dz * hit.t + hit.nz * 0.02
    const spread = look.rough * look.rough * 1.2
    away.dx = ray.dx + 2 * cos * hit.nx + spread * random.normal()
    away.dy = ray.dy + 2 * cos * hit.ny + spread * random.normal()
    away.dz = ray.dz + 2 * cos * hit.nz + spread * random.normal()
    unit(away)
    away.skip = -1
    if (away.dx * hit.nx + away.dy * hit.ny + away.dz * hit.nz <= 0) return
    this.quick(away, false)
    // Wide lobes gather little of a small lamp; without a bound they sparkle.
    const most = look.rough > 0.18 ? 1.6 : 9
    this.shine(fresnel, most, look.metal)
  }

  /** What is behind clear glass or water, bent a little and tinted. */
  private through(ray: Ray, cos: number, share: number): void {
    const { hit, away } = this
    const bend = 0.45
    away.dx = ray.dx - bend * (hit.nx + ray.dx * cos)
    away.dy = ray.dy - 0.3 * bend * (hit.ny + ray.dy * cos)
    away.dz = ray.dz - bend * (hit.nz + ray.dz * cos)
    unit(away)
    away.ox = ray.ox + ray.dx * hit.t
    away.oy = ray.oy + ray.dy * hit.t
    away.oz = ray.oz + ray.dz * hit.t
    away.skip = hit.solid?.object ?? -1
    this.quick(away, false)
    this.shine(share, 9, true)
  }

  /** Adds what was got to the gloss: its share, held at `most`, tinted by the look or not. */
  private shine(share: number, most: number, tinted: boolean): void {
    const { gloss, got, look } = this
    gloss[0] = num(gloss, 0) + Math.min(most, num(got, 0)) * share * (tinted ? look.r : 1)
    gloss[1] = num(gloss, 1) + Math.min(most, num(got, 1)) * share * (tinted ? look.g : 1)
    gloss[2] = num(gloss, 2) + Math.min(most, num(got, 2)) * share * (tinted ? look.b : 1)
  }

  /** A rough answer for rays after the first: colour times the light that is usual at that depth of the shelf. */
  private quick(ray: Ray, diffuse: boolean): void {
    const { met, seen, got, scene } = this
    this.space.closest(ray, met)
    if (!met.solid) {
      if (diffuse) this.glow(ray)
      else this.sky(ray)
      return
    }
    this.shadeLook(met, seen)
    const z = ray.oz + ray.dz * met.t
    const deep = Math.exp(Math.min(0, z) / scene.reach)
    const up = 0.5 + 0.5 * met.ny
    const front = Math.max(0, 0.65 * met.ny + 0.7 * met.nz)
    const level = deep * (scene.light.around * (0.2 + 0.4 * up) + 0.6 * scene.light.power * front)
    const body = seen.metal ? 0.7 : 1
    const [r, g, b] = scene.light.colour
    got[0] = seen.r * body * level * r
    got[1] = seen.g * body * level * g
    got[2] = seen.b * body * level * b
  }

  /** Soft light of the shop by direction, without the lamps themselves. */
  private glow(ray: Ray): void {
    const level = this.scene.light.around * (ray.dy > 0 ? 0.55 + 0.6 * ray.dy : 0.55 + 0.3 * ray.dy)
    for (let c = 0; c < 3; c++) this.got[c] = level * (this.scene.light.colour[c] ?? 1)
  }

  /** The shop as mirrors see it: lamps on the ceiling, the other side of the aisle, the floor. */
  private sky(ray: Ray): void {
    const { got, scene } = this
    const { around, colour, opposite } = scene.light
    let level = around * 0.5
    let tint: readonly [number, number, number] = [1, 1, 1]
    if (ray.dy > 0.3) {
      level = around * 0.6
      const px = ray.dx / ray.dy
      const pz = ray.dz / ray.dy
      if (Math.abs(pz - 0.75) < 0.07 && Math.abs(px) < 2.4) level = 6 * scene.light.power
      else if (Math.abs(pz - 1.7) < 0.08 && Math.abs(px) < 3) level = 5 * scene.light.power
    } else if (ray.dy > -0.45) {
      const bay = Math.floor((Math.atan2(ray.dx, ray.dz) + 4) * 5)
      const row = Math.floor((ray.dy + 1) * 9)
      tint = opposite[(bay * 7 + row * 3) % Math.max(1, opposite.length)] ?? tint
      level = around * 0.75
    } else {
      level = around * 0.28
      tint = [0.95, 0.9, 0.82]
    }
    for (let c = 0; c < 3; c++) got[c] = level * (tint[c] ?? 1) * (colour[c] ?? 1)
  }
}
