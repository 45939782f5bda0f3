// Finds the nearest solid along a ray, by a tree of bounding boxes.
import type { Hit, Ray, Solid } from './solids.ts'

interface Node {
  readonly x0: number
  readonly y0: number
  readonly z0: number
  readonly x1: number
  readonly y1: number
  readonly z1: number
  readonly left: Node | null
  readonly right: Node | null
  readonly solid: Solid | null
}

export class Space {
  private readonly root: Node | null
  private readonly stack: Node[] = []

  constructor(solids: readonly Solid[]) {
    this.root = solids.length > 0 ? build(solids) : null
  }

  /** Writes the nearest hit before `limit`; `hit.solid` is null where there is none. */
  closest(ray: Ray, hit: Hit, limit = 1e9): void {
    hit.t = limit
    hit.solid = null
    if (!this.root) return
    const ix = 1 / ray.dx
    const iy = 1 / ray.dy
    const iz = 1 / ray.dz
    const stack = this.stack
    stack.length = 0
    stack.push(this.root)
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (!crosses(node, ray, ix, iy, iz, hit.t)) continue
      if (node.left && node.right) stack.push(node.left, node.right)
      if (node.solid && node.solid.object !== ray.skip) node.solid.meet(ray, hit)
    }
  }
}

function crosses(node: Node, ray: Ray, ix: number, iy: number, iz: number, far: number): boolean {
  const xa = (node.x0 - ray.ox) * ix
  const xb = (node.x1 - ray.ox) * ix
  const ya = (node.y0 - ray.oy) * iy
  const yb = (node.y1 - ray.oy) * iy
  const za = (node.z0 - ray.oz) * iz
  const zb = (node.z1 - ray.oz) * iz
  const from = Math.max(Math.min(xa, xb), Math.min(ya, yb), Math.min(za, zb))
  const to = Math.min(Math.max(xa, xb), Math.max(ya, yb), Math.max(za, zb))
  return to >= 0 && from <= to && from < far
}

function build(solids: readonly Solid[]): Node {
  const low = (at: (solid: Solid) => number) => Math.min(...solids.map(at))
  const high = (at: (solid: Solid) => number) => Math.max(...solids.map(at))
  const box = {
    x0: low((s) => s.x0),
    y0: low((s) => s.y0),
    z0: low((s) => s.z0),
    x1: high((s) => s.x1),
    y1: high((s) => s.y1),
    z1: high((s) => s.z1),
  }
  const [only] = solids
  if (only && solids.length === 1) return { ...box, left: null, right: null, solid: only }
  const middles = [(s: Solid) => s.x0 + s.x1, (s: Solid) => s.y0 + s.y1, (s: Solid) => s.z0 + s.z1] as const
  const sizes = middles.map((middle) => high(middle) - low(middle))
  const along = middles[sizes.indexOf(Math.max(...sizes))] ?? middles[0]
  const sorted = [...solids].sort((a, b) => along(a) - along(b))
  const half = sorted.length >> 1
  return { ...box, left: build(sorted.slice(0, half)), right: build(sorted.slice(half)), solid: null }
}
