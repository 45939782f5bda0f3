// Solids that rays can meet: turned bodies (bottles, fruit), convex hulls (cartons, boards) and bent rods (handles).
// Lengths are centimetres, y is up, the camera looks towards -z.

export interface Ray {
  ox: number
  oy: number
  oz: number
  dx: number
  dy: number
  dz: number
  /** An object that the ray passes by, or -1. */
  skip: number
}

export interface Hit {
  t: number
  /** World normal, towards the ray's origin. */
  nx: number
  ny: number
  nz: number
  /** Surface coordinates: around a turned body (0.5 faces the front), across a face of a hull. */
  u: number
  v: number
  /** Which face of a hull; 0 for others. */
  face: number
  /** The point in the solid's own space. */
  lx: number
  ly: number
  lz: number
  solid: Solid | null
}

/** What a surface does with light at a point. Colours are linear. */
export interface Look {
  r: number
  g: number
  b: number
  /** Reflectance straight on: 0.04 for plastic, 0.6 and more for metal. */
  f0: number
  /** Spread of the mirror direction, 0 to 1. */
  rough: number
  /** How much of the look is what lies behind, tinted. */
  clear: number
  metal: boolean
}

/** Fills the look; may bend the hit's normal. */
export type Finish = (hit: Hit, look: Look) => void

export interface Placement {
  readonly x: number
  readonly y: number
  readonly z: number
  /** Turn about the vertical, radians. */
  readonly yaw: number
  /** Lean about the depth axis, radians; π/2 lies on its side. */
  readonly lean?: number
}

export abstract class Solid {
  readonly object: number
  readonly finish: Finish
  /** Bounding box in the world. */
  x0 = 0
  x1 = 0
  y0 = 0
  y1 = 0
  z0 = 0
  z1 = 0
  protected readonly place: Placement
  private readonly cosYaw: number
  private readonly sinYaw: number
  private readonly cosLean: number
  private readonly sinLean: number
  // The ray in the solid's own space.
  protected ox = 0
  protected oy = 0
  protected oz = 0
  protected dx = 0
  protected dy = 0
  protected dz = 0

  constructor(object: number, finish: Finish, place: Placement) {
    this.object = object
    this.finish = finish
    this.place = place
    this.cosYaw = Math.cos(place.yaw)
    this.sinYaw = Math.sin(place.yaw)
    this.cosLean = Math.cos(place.lean ?? 0)
    this.sinLean = Math.sin(place.lean ?? 0)
  }

  /** Sets the bounding box from one in the solid's own space, centred on the axis at height y. */
  protected bound(y: number, halfX: number, halfY: number, halfZ: number): void {
    const cx = this.place.x - this.sinLean * y
    const cy = this.place.y + this.cosLean * y
    const [c, s] = [Math.abs(this.cosYaw), Math.abs(this.sinYaw)]
    const [turnedX, turnedZ] = [c * halfX + s * halfZ, s * halfX + c * halfZ]
    const [cl, sl] = [Math.abs(this.cosLean), Math.abs(this.sinLean)]
    const [wide, high] = [cl * turnedX + sl * halfY, sl * turnedX + cl * halfY]
    this.x0 = cx - wide
    this.x1 = cx + wide
    this.y0 = cy - high
    this.y1 = cy + high
    this.z0 = this.place.z - turnedZ
    this.z1 = this.place.z + turnedZ
  }

  protected enter(ray: Ray): void {
    const px = ray.ox - this.place.x
    const py = ray.oy - this.place.y
    const pz = ray.oz - this.place.z
    const ax = this.cosLean * px + this.sinLean * py
    this.oy = -this.sinLean * px + this.cosLean * py
    const bx = this.cosLean * ray.dx + this.sinLean * ray.dy
    this.dy = -this.sinLean * ray.dx + this.cosLean * ray.dy
    this.ox = this.cosYaw * ax - this.sinYaw * pz
    this.oz = this.sinYaw * ax + this.cosYaw * pz
    this.dx = this.cosYaw * bx - this.sinYaw * ray.dz
    this.dz = this.sinYaw * bx + this.cosYaw * ray.dz
  }

  /** Writes the hit, turning the normal from the solid's space to the world, towards the ray. */
  protected report(hit: Hit, t: number, nx: number, ny: number, nz: number): void {
    const flip = nx * this.dx + ny * this.dy + nz * this.dz > 0 ? -1 : 1
    const ax = (this.cosYaw * nx + this.sinYaw * nz) * flip
    const az = (-this.sinYaw * nx + this.cosYaw * nz) * flip
    const ay = ny * flip
    hit.t = t
    hit.nx = this.cosLean * ax - this.sinLean * ay
    hit.ny = this.sinLean * ax + this.cosLean * ay
    hit.nz = az
    hit.lx = this.ox + t * this.dx
    hit.ly = this.oy + t * this.dy
    hit.lz = this.oz + t * this.dz
    hit.solid = this
  }

  /** Shortens `hit` where the ray meets the solid before `hit.t`. */
  abstract meet(ray: Ray, hit: Hit): void
}

const NEAR = 1e-3

interface Band {
  y0: number
  r0: number
  y1: number
  r1: number
  // Normals (radial, vertical) at both ends.
  a0: number
  b0: number
  a1: number
  b1: number
}

/** A profile turned about the vertical: points of radius and height, from the foot up the outside. */
export type Profile = readonly (readonly [radius: number, height: number])[]

/** Turned body. */
export class Lathe extends Solid {
  private readonly bands: readonly Band[]
  private readonly most: number
  private readonly low: number
  private readonly high: number

  constructor(object: number, finish: Finish, place: Placement, profile: Profile) {
    super(object, finish, place)
    this.bands = bandsOf(profile)
    this.most = Math.max(...profile.map(([r]) => r)) + 1e-4
    this.low = Math.min(...profile.map(([, y]) => y)) - 1e-4
    this.high = Math.max(...profile.map(([, y]) => y)) + 1e-4
    const half = (this.high - this.low) / 2
    this.bound(this.low + half, this.most, half, this.most)
  }

  meet(ray: Ray, hit: Hit): void {
    this.enter(ray)
    const { ox, oy, oz, dx, dy, dz } = this
    const a = dx * dx + dz * dz
    let from = NEAR
    let to = hit.t
    if (a > 1e-12) {
      const b = ox * dx + oz * dz
      const disc = b * b - a * (ox * ox + oz * oz - this.most * this.most)
      if (disc <= 0) return
      const root = Math.sqrt(disc)
      from = Math.max(from, (-b - root) / a)
      to = Math.min(to, (-b + root) / a)
    }
    if (from >= to) return
    const ya = oy + from * dy
    const yb = oy + to * dy
    const yMin = Math.min(ya, yb) - 1e-3
    const yMax = Math.max(ya, yb) + 1e-3
    if (yMax < this.low || yMin > this.high) return
    for (const band of this.bands) {
      const lo = Math.min(band.y0, band.y1)
      const hi = Math.max(band.y0, band.y1)
      if (hi < yMin || lo > yMax) continue
      if (hi - lo < 1e-5) this.meetFlat(band, hit)
      else this.meetCone(band, lo, hi, hit)
    }
  }

  private meetFlat(band: Band, hit: Hit): void {
    if (Math.abs(this.dy) < 1e-9) return
    const t = (band.y0 - this.oy) / this.dy
    if (t <= NEAR || t >= hit.t) return
    const x = this.ox + t * this.dx
    const z = this.oz + t * this.dz
    const rho = Math.sqrt(x * x + z * z)
    if (rho < Math.min(band.r0, band.r1) || rho > Math.max(band.r0, band.r1)) return
    this.touch(band, (rho - band.r0) / (band.r1 - band.r0), t, x, z, rho, hit)
  }

  private meetCone(band: Band, lo: number, hi: number, hit: Hit): void {
    const { ox, oy, oz, dx, dy, dz } = this
    const k = (band.r1 - band.r0) / (band.y1 - band.y0)
    const rr = band.r0 + k * (oy - band.y0)
    const a = dx * dx + dz * dz - k * k * dy * dy
    const b = ox * dx + oz * dz - k * dy * rr
    const c = ox * ox + oz * oz - rr * rr
    const disc = b * b - a * c
    if (disc < 0 || Math.abs(a) < 1e-12) return
    const root = Math.sqrt(disc)
    const first = (-b - root) / a
    const second = (-b + root) / a
    const near = Math.min(first, second)
    for (let turn = 0; turn < 2; turn++) {
      const t = turn === 0 ? near : first + second - near
      if (t <= NEAR || t >= hit.t) continue
      const y = oy + t * dy
      if (y < lo || y > hi || rr + k * t * dy < 0) continue
      const x = ox + t * dx
      const z = oz + t * dz
      this.touch(band, (y - band.y0) / (band.y1 - band.y0), t, x, z, Math.sqrt(x * x + z * z), hit)
      return
    }
  }

  private touch(band: Band, f: number, t: number, x: number, z: number, rho: number, hit: Hit): void {
    let nr = band.a0 + (band.a1 - band.a0) * f
    let ny = band.b0 + (band.b1 - band.b0) * f
    const size = Math.sqrt(nr * nr + ny * ny) || 1
    nr /= size
    ny /= size
    const inv = rho > 1e-6 ? nr / rho : 0
    this.report(hit, t, inv * x, ny, inv * z)
    hit.u = Math.atan2(x, z) / (2 * Math.PI) + 0.5
    hit.v = hit.ly
    hit.face = 0
  }
}

function bandsOf(profile: Profile): Band[] {
  const flat = profile.slice(1).map(([r1, y1], i) => {
    const [r0, y0] = profile[i] ?? [0, 0]
    const size = Math.hypot(y1 - y0, r1 - r0) || 1
    return { y0, r0, y1, r1, a: (y1 - y0) / size, b: (r0 - r1) / size }
  })
  // Neighbours that meet under 40° or so share a normal; the others keep an edge.
  const blend = (one: (typeof flat)[number], two: (typeof flat)[number] | undefined) =>
    two && one.a * two.a + one.b * two.b > 0.75 ? { a: one.a + two.a, b: one.b + two.b } : one
  return flat.map((band, i) => {
    const start = blend(band, flat[i - 1])
    const end = blend(band, flat[i + 1])
    return { ...band, a0: start.a, b0: start.b, a1: end.a, b1: end.b }
  })
}

/** A smooth curve through the points (Catmull–Rom), `steps` pieces between each two. */
export function smooth(points: Profile, steps = 5): [number, number][] {
  const out: [number, number][] = []
  const point = (i: number) => points[Math.max(0, Math.min(points.length - 1, i))] ?? [0, 0]
  for (let i = 0; i < points.length - 1; i++) {
    const [p0, p1, p2, p3] = [point(i - 1), point(i), point(i + 1), point(i + 2)]
    for (let s = 0; s < steps; s++) {
      const t = s / steps
      const mix = (a: number, b: number, c: number, d: number) =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
      out.push([Math.max(0, mix(p0[0], p1[0], p2[0], p3[0])), mix(p0[1], p1[1], p2[1], p3[1])])
    }
  }
  const last = point(points.length - 1)
  out.push([last[0], last[1]])
  return out
}

export interface Side {
  readonly nx: number
  readonly ny: number
  readonly nz: number
  /** Distance of the plane from the solid's origin. */
  readonly d: number
  /** Surface coordinates of a local point, each 0 to 1 across the face, v downwards. */
  readonly uv: (x: number, y: number, z: number) => readonly [number, number]
}

/** Convex body between planes, its edges softened in the light by `bevel` centimetres. */
export class Hull extends Solid {
  private readonly sides: readonly Side[]
  private readonly bevel: number

  constructor(
    object: number,
    finish: Finish,
    place: Placement,
    sides: readonly Side[],
    reach: { x: number; y: number; z: number },
    bevel = 0.15,
  ) {
    super(object, finish, place)
    this.sides = sides
    this.bevel = bevel
    this.bound(reach.y / 2, reach.x / 2 + 1e-3, reach.y / 2 + 1e-3, reach.z / 2 + 1e-3)
  }

  meet(ray: Ray, hit: Hit): void {
    this.enter(ray)
    let from = NEAR
    let to = hit.t
    let face = -1
    for (let i = 0; i < this.sides.length; i++) {
      const s = this.sides[i] as Side
      const along = s.nx * this.dx + s.ny * this.dy + s.nz * this.dz
      const gap = s.d - (s.nx * this.ox + s.ny * this.oy + s.nz * this.oz)
      if (Math.abs(along) < 1e-9) {
        if (gap < 0) return
      } else {
        const t = gap / along
        if (along < 0) {
          if (t > from) {
            from = t
            face = i
          }
        } else if (t < to) to = t
        if (from >= to) return
      }
    }
    if (face >= 0) this.touch(face, from, hit)
  }

  private touch(face: number, t: number, hit: Hit): void {
    const x = this.ox + t * this.dx
    const y = this.oy + t * this.dy
    const z = this.oz + t * this.dz
    const side = this.sides[face] as Side
    let { nx, ny, nz } = side
    for (let i = 0; i < this.sides.length; i++) {
      if (i === face) continue
      const s = this.sides[i] as Side
      const gap = s.d - (s.nx * x + s.ny * y + s.nz * z)
      if (gap >= this.bevel) continue
      const pull = (1 - gap / this.bevel) ** 2 * 0.8
      nx += s.nx * pull
      ny += s.ny * pull
      nz += s.nz * pull
    }
    const size = Math.sqrt(nx * nx + ny * ny + nz * nz)
    this.report(hit, t, nx / size, ny / size, nz / size)
    const [u, v] = side.uv(x, y, z)
    hit.u = u
    hit.v = v
    hit.face = face
  }
}

/** Faces of a box that stands on y = 0 about the origin: front, back, right, left, top, bottom. */
export function boxSides(width: number, height: number, depth: number): Side[] {
  const w = width / 2
  const d = depth / 2
  return [
    { nx: 0, ny: 0, nz: 1, d, uv: (x, y) => [(x + w) / width, 1 - y / height] },
    { nx: 0, ny: 0, nz: -1, d, uv: (x, y) => [(w - x) / width, 1 - y / height] },
    { nx: 1, ny: 0, nz: 0, d: w, uv: (_x, y, z) => [(d - z) / depth, 1 - y / height] },
    { nx: -1, ny: 0, nz: 0, d: w, uv: (_x, y, z) => [(z + d) / depth, 1 - y / height] },
    { nx: 0, ny: 1, nz: 0, d: height, uv: (x, _y, z) => [(x + w) / width, (z + d) / depth] },
    { nx: 0, ny: -1, nz: 0, d: 0, uv: (x, _y, z) => [(x + w) / width, (d - z) / depth] },
  ]
}

/** A box that stands at the place. */
export function block(
  object: number,
  finish: Finish,
  place: Placement,
  width: number,
  height: number,
  depth: number,
  bevel = 0.15,
): Hull {
  const reach = { x: width, y: height, z: depth }
  return new Hull(object, finish, place, boxSides(width, height, depth), reach, bevel)
}

/** A round rod bent through points in the solid's own space: the handle of a mug. */
export class Rod extends Solid {
  private readonly points: readonly (readonly [number, number, number])[]
  private readonly thick: number

  constructor(
    object: number,
    finish: Finish,
    place: Placement,
    points: readonly (readonly [number, number, number])[],
    thick: number,
  ) {
    super(object, finish, place)
    this.points = points
    this.thick = thick
    const middle = points.reduce((sum, [, y]) => sum + y, 0) / points.length
    const reach = Math.max(...points.map(([x, y, z]) => Math.hypot(x, y - middle, z)))
    this.bound(middle, reach + thick, reach + thick, reach + thick)
  }

  meet(ray: Ray, hit: Hit): void {
    this.enter(ray)
    for (let i = 1; i < this.points.length; i++) this.meetCapsule(i, hit)
  }

  /** After Inigo Quilez, "capsule - intersection" (iquilezles.org/articles/intersectors). */
  private meetCapsule(i: number, hit: Hit): void {
    const [ax, ay, az] = this.points[i - 1] as readonly [number, number, number]
    const [bx, by, bz] = this.points[i] as readonly [number, number, number]
    const { ox, oy, oz, dx, dy, dz } = this
    const [ex, ey, ez] = [bx - ax, by - ay, bz - az]
    const [px, py, pz] = [ox - ax, oy - ay, oz - az]
    const ee = ex * ex + ey * ey + ez * ez
    const ed = ex * dx + ey * dy + ez * dz
    const ep = ex * px + ey * py + ez * pz
    const dp = dx * px + dy * py + dz * pz
    const pp = px * px + py * py + pz * pz
    const a = ee - ed * ed
    const b = ee * dp - ep * ed
    const c = ee * pp - ep * ep - this.thick * this.thick * ee
    const disc = b * b - a * c
    if (disc < 0) return
    const t = (-b - Math.sqrt(disc)) / a
    const along = ep + t * ed
    if (along > 0 && along < ee && t > NEAR && t < hit.t) {
      const f = along / ee
      this.skin(hit, t, ax + f * ex, ay + f * ey, az + f * ez)
      return
    }
    const [qx, qy, qz] = along <= 0 ? [ax, ay, az] : [bx, by, bz]
    const [sx, sy, sz] = [ox - qx, oy - qy, oz - qz]
    const half = dx * sx + dy * sy + dz * sz
    const rest = half * half - (sx * sx + sy * sy + sz * sz - this.thick * this.thick)
    if (rest <= 0) return
    const cap = -half - Math.sqrt(rest)
    if (cap > NEAR && cap < hit.t) this.skin(hit, cap, qx, qy, qz)
  }

  private skin(hit: Hit, t: number, x: number, y: number, z: number): void {
    const s = 1 / this.thick
    this.report(
      hit,
      t,
      (this.ox + t * this.dx - x) * s,
      (this.oy + t * this.dy - y) * s,
      (this.oz + t * this.dz - z) * s,
    )
    hit.u = 0
    hit.v = 0
    hit.face = 0
  }
}
