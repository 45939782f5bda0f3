// Sets the scene: shelves or a table, goods in rows and heaps, light, and where the camera stands.
import type { Random } from '../random.ts'
import { board, metal, pegs, plain, tag, wood } from './finishes.ts'
import { tagSvg } from './labels.ts'
import type { Lens } from './lens.ts'
import { type Category, categories, type Design, design } from './products.ts'
import type { Camera, Light, Scene } from './render.ts'
import { block, type Finish, type Solid } from './solids.ts'
import { rgb, type Texture, textureOf } from './texture.ts'

export interface Stage {
  readonly scene: Scene
  readonly lens: Lens
  /** Objects by their number, from 1. */
  readonly objects: readonly { object: number; category: Category }[]
}

type Kind = 'shelf' | 'counter'

/** A slot on a surface: the middle of the thing's foot. */
interface Spot {
  x: number
  y: number
  z: number
}

class Goods {
  readonly solids: Solid[] = []
  readonly objects: { object: number; category: Category }[] = []
  private readonly random: Random
  readonly most: number

  constructor(random: Random, most: number) {
    this.random = random
    this.most = most
  }

  get full(): boolean {
    return this.objects.length >= this.most
  }

  put(product: Design, spot: Spot): void {
    if (this.full) return
    const object = this.objects.length + 1
    const yaw = this.random.normal(0, product.turn * 0.5) + (this.random.chance(0.06) ? product.turn * 2 : 0)
    this.objects.push({ object, category: product.category })
    this.solids.push(...product.build(object, { ...spot, yaw }, this.random))
  }
}

/** Composes a scene; the same random numbers give the same one. */
export async function compose(random: Random): Promise<Stage> {
  const kind: Kind = random.chance(0.72) ? 'shelf' : 'counter'
  // One after the other: side by side they would draw from the random numbers in the order in which textures get ready.
  const pool: Design[] = []
  for (const category of poolOf(kind, random)) pool.push(await design(category, random))
  const frame =
    kind === 'shelf'
      ? shelfFrame(pool, random)
      : { gap: 0, width: random.between(44, 62), middle: random.between(7, 10) }
  const goods = new Goods(random, kind === 'shelf' ? 60 : random.integer(3, 12))
  const fixtures = kind === 'counter' ? counter(random) : await shelves(random, frame)
  if (kind === 'counter') scatter(goods, pool, random, frame.width)
  else
    for (const level of levelsIn(frame))
      fillRow(goods, pool, random, { y: level * frame.gap, half: frame.width * 0.56, room: frame.gap - 4.5 })
  const camera = kind === 'shelf' ? shelfCamera(frame, random) : counterCamera(frame, random)
  return {
    scene: { solids: [...fixtures, ...goods.solids], camera, light: lightFor(random), reach: random.between(26, 46) },
    lens: lensFor(kind, camera, random),
    objects: goods.objects,
  }
}

/** Distance between boards, width seen at their front edge, and the height in the middle of the picture. */
interface Frame {
  readonly gap: number
  readonly width: number
  readonly middle: number
}

/** Boards as far apart as the goods need, and a frame that holds about as many goods as wanted. */
function shelfFrame(pool: readonly Design[], random: Random): Frame {
  const tallest = Math.max(...pool.map((product) => product.height))
  const gap = tallest + random.between(5, 8)
  const wanted = random.integer(5, 22)
  const width = Math.max(38, Math.min(92, Math.sqrt(wanted * 8.6 * gap)))
  return { gap, width, middle: gap * random.between(0.25, 0.75) }
}

/** Boards whose goods can be in the picture, from below; 0 is the one whose goods are in its middle. */
function levelsIn(frame: Frame): number[] {
  const half = frame.width * 0.42
  const first = Math.floor((frame.middle - half) / frame.gap)
  const last = Math.floor((frame.middle + half) / frame.gap)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function poolOf(kind: Kind, random: Random): Category[] {
  const size = random.integer(4, 8)
  // Real bays hold one or two kinds of goods; a table holds anything.
  const first = random.pick(categories)
  const second = random.pick(categories)
  const loyal = kind === 'shelf' ? 0.6 : 0.1
  return Array.from({ length: size }, (_, i) =>
    i === 0 ? first : random.chance(loyal) ? random.pick([first, second]) : random.pick(categories),
  )
}

function fillRow(
  goods: Goods,
  pool: readonly Design[],
  random: Random,
  row: { y: number; half: number; room: number },
): void {
  let x = -row.half - random.between(0, 7)
  const spread = random.between(0.2, 1)
  for (let tries = 0; tries < 60 && x < row.half; tries++) {
    const product = random.pick(pool)
    if (product.height > row.room) continue
    const facings = random.integer(1, product.facings)
    const front = -1.5 - product.depth / 2 - random.between(0, 4)
    const placed: number[] = []
    for (let f = 0; f < facings && x < row.half; f++) {
      const middle = x + product.width / 2
      if (random.chance(0.93)) {
        goods.put(product, { x: middle, y: row.y, z: front + random.normal(0, 0.5) })
        placed.push(middle)
      }
      // The next in depth, seen between those in front.
      if (random.chance(0.3))
        goods.put(product, { x: middle + random.normal(0, 0.8), y: row.y, z: front - product.depth * 1.08 - 0.5 })
      x += product.width + random.between(0.1, 0.5 + spread)
    }
    if (product.category === 'fruit' && product.what !== 'Pears') heap(goods, product, placed, row.y, front, random)
    x += random.chance(0.1) ? random.between(4, 10) : random.between(0.4, 1 + spread * 2)
  }
}

/** A second storey of fruit, each in the dip between two. */
function heap(goods: Goods, product: Design, below: readonly number[], y: number, z: number, random: Random): void {
  for (let i = 1; i < below.length; i++) {
    const left = below[i - 1] ?? 0
    const right = below[i] ?? 0
    if (right - left > product.width * 1.4 || !random.chance(0.55)) continue
    goods.put(product, { x: (left + right) / 2, y: y + product.depth * 0.78, z: z + random.normal(0, 0.3) })
  }
}

/** Goods put down on a table without order and without touching. */
function scatter(goods: Goods, pool: readonly Design[], random: Random, width: number): void {
  const taken: { x: number; z: number; r: number }[] = []
  for (let tries = 0; tries < 400 && !goods.full; tries++) {
    const product = random.pick(pool)
    const x = random.normal(0, width * 0.24)
    const z = random.between(-34, 8)
    const r = Math.max(product.width, product.depth) * 0.54
    if (Math.abs(x) > width / 2 + z * 0.1 || taken.some((other) => Math.hypot(other.x - x, other.z - z) < other.r + r))
      continue
    taken.push({ x, z, r })
    goods.put(product, { x, y: 0, z })
  }
}

async function shelves(random: Random, frame: Frame): Promise<Solid[]> {
  const style = random.pick(['white', 'grey', 'dark', 'wood', 'white'] as const)
  const finish: Finish = {
    white: board('#e4e4df'),
    grey: board('#a9adb0'),
    dark: board('#3a3b3e'),
    wood: wood('#b98a56'),
  }[style]
  const rail: Finish = plain(
    random.pick(['#c9ccd0', '#b3261e', '#1d3f8f', '#ededea', '#2b2b2d', '#e2b007']),
    0.25,
    0.05,
  )
  const rear = random.pick([
    pegs('#d9d9d4'),
    plain('#cfd0cb', 0.5),
    pegs('#8f9499'),
    wood('#8a6a48', 18),
    plain('#5b6066', 0.5),
  ])
  const solids: Solid[] = [block(0, rear, { x: 0, y: -60, z: -44, yaw: 0 }, 420, 260, 2)]
  const levels = levelsIn(frame)
  const goods = [
    'Tomatoes 400 g',
    'Milk 1 L',
    'Honey 250 g',
    'Apples kg',
    'Oats 500 g',
    'Cola 33 cl',
    'Tea 40 bags',
    'Rice 1 kg',
  ]
  const prices = await Promise.all(
    random
      .shuffle(goods)
      .slice(0, 6)
      .map((what) => textureOf(tagSvg(random, what))),
  )
  for (const level of [...levels, (levels.at(-1) ?? 0) + 1]) {
    const y = level * frame.gap
    solids.push(block(0, finish, { x: 0, y: y - 3, z: -21, yaw: 0 }, 420, 3, 42, 0.2))
    solids.push(block(0, rail, { x: 0, y: y - 4, z: 0.5, yaw: 0 }, 420, 4.2, 1, 0.25))
    solids.push(...tags(random, y, prices))
  }
  if (random.chance(0.4))
    solids.push(
      block(
        0,
        metal('#b4b7ba', 0.4),
        { x: random.pick([-1, 1]) * random.between(26, 44), y: -60, z: -41.5, yaw: 0 },
        3,
        260,
        3,
      ),
    )
  return solids
}

function tags(random: Random, y: number, prices: readonly Texture[]): Solid[] {
  const solids: Solid[] = []
  for (let x = -46 + random.between(0, 8); x < 48; x += random.between(9, 19)) {
    solids.push(
      block(0, tag(random.pick(prices)), { x, y: y - 3.7, z: 1.05, yaw: random.normal(0, 0.01) }, 6, 3.4, 0.12, 0.05),
    )
  }
  return solids
}

function counter(random: Random): Solid[] {
  const top = random.pick([
    wood('#a9713d', 14),
    wood('#7a4b28', 11),
    wood('#c9a678', 16),
    plain('#e6e2d8', 0.18),
    plain('#3b3f42', 0.2),
    wood('#8f8478', 13),
  ])
  const wall = random.pick([
    plain('#d8d2c4', 0.7),
    plain('#8fa39a', 0.7),
    plain('#c9b8a8', 0.7),
    plain('#6f7f8f', 0.7),
    wood('#5f4630', 20),
    pegs('#c4c7c4'),
  ])
  const solids: Solid[] = [
    block(0, top, { x: 0, y: -4, z: -15, yaw: 0 }, 260, 4, 110, 0.4),
    block(0, wall, { x: 0, y: -80, z: random.between(-130, -76), yaw: random.normal(0, 0.05) }, 700, 320, 4),
  ]
  // Things on the wall that no one labels: a board, a frame, a strip.
  for (let i = random.integer(0, 3); i > 0; i--) {
    const colour = random.pick(['#2f3b45', '#e9e4d6', '#7d5a3a', '#4f6b57', '#a8503a'])
    solids.push(
      block(
        0,
        plain(colour, 0.5),
        { x: random.between(-60, 60), y: random.between(14, 50), z: -73, yaw: 0 },
        random.between(14, 40),
        random.between(3, 34),
        2,
      ),
    )
  }
  return solids
}

const bend = (random: Random) => ({ roll: random.normal(0, 0.014), barrel: random.between(0, 0.03) })

function shelfCamera(frame: Frame, random: Random): Camera {
  const far = frame.width * random.between(1.25, 1.6)
  const sway = random.normal(0, frame.width * 0.09)
  return {
    ...bend(random),
    x: sway,
    y: frame.middle + random.between(-0.05, 0.28) * frame.width,
    z: far,
    tx: sway * random.between(0, 0.8),
    ty: frame.middle,
    tz: -4,
    view: 2 * Math.atan(frame.width / 2 / far),
  }
}

function counterCamera(frame: Frame, random: Random): Camera {
  const far = random.between(66, 88)
  const sway = random.normal(0, 6)
  return {
    ...bend(random),
    x: sway,
    y: random.between(22, 48),
    z: far,
    tx: sway * 0.3,
    ty: frame.middle,
    tz: -12,
    view: 2 * Math.atan(frame.width / 2 / (far + 12)),
  }
}

function lightFor(random: Random): Light {
  const warm = random.pick([
    [1, 0.98, 0.95],
    [1, 0.93, 0.82],
    [0.95, 0.99, 1.04],
    [1, 0.97, 0.9],
  ] as const)
  const shift = random.between(-60, 60)
  return {
    tubes: [
      { x: shift, y: random.between(150, 200), z: random.between(80, 130), half: random.between(50, 120) },
      {
        x: shift + random.between(-80, 80),
        y: random.between(170, 220),
        z: random.between(190, 280),
        half: random.between(60, 140),
      },
    ],
    power: random.between(0.9, 1.5),
    colour: warm,
    around: random.between(0.26, 0.52),
    opposite: Array.from({ length: 11 }, () => {
      const [r, g, b] = rgb(
        random.pick([
          '#b3261e',
          '#e2b007',
          '#2f6b2f',
          '#e9e4d6',
          '#5b6066',
          '#1d3f8f',
          '#c9ccd0',
          '#7a4b28',
          '#f1f1ec',
        ]),
      )
      return [0.25 + 0.6 * r, 0.25 + 0.6 * g, 0.25 + 0.6 * b] as const
    }),
  }
}

function lensFor(kind: Kind, camera: Camera, random: Random): Lens {
  const cast = random.normal(0, 0.02)
  return {
    focus: camera.z + (kind === 'counter' ? 8 : 4) + random.normal(0, 4),
    aperture: kind === 'counter' ? random.between(8, 16) : random.between(3, 8),
    bias: random.normal(0, 0.16),
    balance: [1 + cast, 1, 1 - cast * 1.3],
    grain: random.between(1.6, 3.6),
    vignette: random.between(0.2, 0.5),
    saturation: random.between(0.82, 1.02),
  }
}
