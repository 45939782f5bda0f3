// The goods: for each of the six classes a few shapes, each design drawn once and put on the shelf many times.
import type { Random } from '../random.ts'
import { capped, filled, type Liquid, labelled, metal, plain, printed, ribbed, skin } from './finishes.ts'
import { designPrint, frontSvg, sideSvg, wrapSvg } from './labels.ts'
import {
  block,
  boxSides,
  type Finish,
  Hull,
  Lathe,
  type Placement,
  type Profile,
  Rod,
  type Solid,
  smooth,
} from './solids.ts'
import { textureOf } from './texture.ts'

export const categories = ['bottle', 'can', 'carton', 'jar', 'fruit', 'cup'] as const
export type Category = (typeof categories)[number]

export interface Design {
  readonly category: Category
  readonly what: string
  readonly width: number
  readonly height: number
  readonly depth: number
  /** How many may stand side by side. */
  readonly facings: number
  /** How far one may turn from the front, radians. */
  readonly turn: number
  build(object: number, place: Placement, random: Random): Solid[]
}

/** Draws a new product of the class. */
export function design(category: Category, random: Random): Promise<Design> {
  return { bottle, can, carton, jar, fruit, cup }[category](random)
}

async function wrap(random: Random, what: string, size: string, around: number, high: number) {
  const h = Math.round(Math.max(120, (720 * high) / around))
  return textureOf(wrapSvg(random, designPrint(random, what, size), 720, h))
}

async function bottle(random: Random): Promise<Design> {
  const kind = random.pick(['wine', 'water', 'oil', 'sauce', 'milk', 'juice', 'beer', 'cleaner'] as const)
  const t = bottleTypes[kind]
  const r = t.radius * random.between(0.94, 1.08)
  const h = t.height * random.between(0.92, 1.08)
  const neck = t.neck
  const shoulder = h * t.shoulder
  const top = h * t.throat
  const profile: Profile = [
    [0, 0],
    [r * 0.85, 0],
    ...smooth(
      [
        [r * 0.9, 0.05],
        [r, 0.6],
        [r, shoulder * 0.5],
        [r, shoulder],
        [r * 0.8, shoulder + (top - shoulder) * 0.45],
        [neck, top],
        [neck, h - t.cap],
      ],
      5,
    ),
    [neck + t.rim, h - t.cap],
    [neck + t.rim, h - 0.15],
    [neck + t.rim - 0.15, h],
    [0, h],
  ]
  const liquid: Liquid = {
    colour: random.pick(t.colours),
    clear: t.clear,
    level: h * random.between(0.74, 0.86),
    empty: t.glass,
  }
  const vessel: Finish = t.solid ? plain(random.pick(t.colours), 0.3, 0.045) : filled(liquid)
  const low = shoulder * t.label[0]
  const high = shoulder * t.label[1]
  const texture = await wrap(
    random,
    random.pick(t.foods),
    random.pick(['75 cl', '1 L', '500 ml', '33 cl']),
    2 * Math.PI * r,
    high - low,
  )
  const body = labelled(texture, low, high, vessel, 0.04, random.between(0.2, 0.5))
  const finish = capped(
    h - t.cap - 0.01,
    kind === 'wine' || kind === 'beer'
      ? metal(random.pick(['#8a1c1c', '#1a1a1a', '#b58b2a', '#c9c9cc']), 0.35)
      : ribbed(random.pick(t.caps)),
    body,
  )
  return {
    category: 'bottle',
    what: random.pick(t.foods),
    width: 2 * r,
    depth: 2 * r,
    height: h,
    facings: 4,
    turn: 0.5,
    build: (object, place) => [new Lathe(object, finish, place, profile)],
  }
}

const bottleTypes = {
  wine: {
    radius: 3.8,
    height: 30,
    neck: 1.4,
    shoulder: 0.6,
    throat: 0.76,
    cap: 5.5,
    rim: 0.08,
    label: [0.12, 0.75],
    clear: 0.12,
    solid: false,
    glass: '#3b4a2a',
    colours: ['#10240f', '#1d2b12', '#2b0d10', '#5c5a1c'],
    caps: ['#111111'],
    foods: ['Rouge', 'Rosé', 'Merlot', 'Blanc sec'],
  },
  water: {
    radius: 3.5,
    height: 25,
    neck: 1.3,
    shoulder: 0.68,
    throat: 0.9,
    cap: 1.8,
    rim: 0.25,
    label: [0.42, 0.85],
    clear: 0.86,
    solid: false,
    glass: '#eaf4f6',
    colours: ['#e4f1f4', '#d5ebf2', '#dff0e6'],
    caps: ['#1d6fb8', '#ffffff', '#2f9e44', '#e03131'],
    foods: ['Still', 'Sparkling', 'Spring water'],
  },
  oil: {
    radius: 3.3,
    height: 26,
    neck: 1.3,
    shoulder: 0.66,
    throat: 0.82,
    cap: 3,
    rim: 0.2,
    label: [0.2, 0.75],
    clear: 0.5,
    solid: false,
    glass: '#e6e2b8',
    colours: ['#b9940f', '#8a8a12', '#c8a51c', '#7a5a10'],
    caps: ['#151515', '#c9a227', '#2b5a2b'],
    foods: ['Olive oil', 'Sunflower', 'Vinegar'],
  },
  sauce: {
    radius: 3.1,
    height: 19,
    neck: 1.3,
    shoulder: 0.62,
    throat: 0.85,
    cap: 2.8,
    rim: 0.5,
    label: [0.18, 0.9],
    clear: 0,
    solid: true,
    glass: '#ffffff',
    colours: ['#a3150e', '#c98a0b', '#3a170c', '#f0e6cf'],
    caps: ['#ffffff', '#c1121f', '#1b1b1b', '#2f6b2f'],
    foods: ['Ketchup', 'Mustard', 'BBQ', 'Mayo'],
  },
  milk: {
    radius: 4.1,
    height: 22,
    neck: 1.8,
    shoulder: 0.7,
    throat: 0.9,
    cap: 1.7,
    rim: 0.25,
    label: [0.12, 0.8],
    clear: 0,
    solid: true,
    glass: '#ffffff',
    colours: ['#f4f4ee', '#eef2f4'],
    caps: ['#1d6fb8', '#2f9e44', '#c1121f'],
    foods: ['Milk', 'Kefir', 'Buttermilk'],
  },
  juice: {
    radius: 3.7,
    height: 23,
    neck: 1.7,
    shoulder: 0.66,
    throat: 0.86,
    cap: 1.9,
    rim: 0.25,
    label: [0.15, 0.75],
    clear: 0.18,
    solid: false,
    glass: '#f4efe2',
    colours: ['#d9730d', '#b3261e', '#d9a90d', '#6a0f2a', '#6f8f12'],
    caps: ['#ffffff', '#2f9e44', '#e8590c'],
    foods: ['Orange', 'Apple', 'Carrot', 'Grape'],
  },
  beer: {
    radius: 3.05,
    height: 22.5,
    neck: 1.25,
    shoulder: 0.56,
    throat: 0.76,
    cap: 1.1,
    rim: 0.12,
    label: [0.18, 0.85],
    clear: 0.25,
    solid: false,
    glass: '#6b3a12',
    colours: ['#4a220a', '#5a2c0c', '#17351a'],
    caps: ['#c9a227'],
    foods: ['Pale ale', 'Lager', 'Cider', 'Stout'],
  },
  cleaner: {
    radius: 3.9,
    height: 25,
    neck: 1.5,
    shoulder: 0.68,
    throat: 0.86,
    cap: 3.2,
    rim: 0.6,
    label: [0.15, 0.85],
    clear: 0,
    solid: true,
    glass: '#ffffff',
    colours: ['#2b8fc7', '#e8b21e', '#d9d9d9', '#6a3fa0', '#2fa36b'],
    caps: ['#ffffff', '#e03131', '#1d6fb8'],
    foods: ['Dish soap', 'Lemon', 'Laundry'],
  },
} as const

async function can(random: Random): Promise<Design> {
  const kind = random.pick(['food', 'food', 'drink', 'slim', 'flat'] as const)
  const [r0, h0] = { food: [3.75, 11], drink: [3.3, 11.8], slim: [2.9, 14.6], flat: [4.2, 4.6] }[kind]
  const r = (r0 ?? 3) * random.between(0.97, 1.05)
  const h = (h0 ?? 11) * random.between(0.97, 1.03)
  const drink = kind === 'drink' || kind === 'slim'
  const what = random.pick(
    drink
      ? ['Cola', 'Lemonade', 'Tonic', 'Ginger', 'Iced tea']
      : ['Tomatoes', 'Chickpeas', 'Sweetcorn', 'Red beans', 'Tuna', 'Soup', 'Peaches', 'Lentils'],
  )
  const texture = await wrap(random, what, drink ? '330 ml' : '400 g', 2 * Math.PI * r, h)
  const end = metal('#c9ccd0', 0.22)
  const profile: Profile = drink
    ? [
        [0, 0.5],
        [r * 0.7, 0],
        [r * 0.75, 0],
        ...smooth(
          [
            [r * 0.76, 0.05],
            [r, 1],
            [r, h * 0.5],
            [r, h - 1.3],
            [r * 0.84, h - 0.3],
          ],
          4,
        ),
        [r * 0.86, h],
        [r * 0.8, h],
        [r * 0.78, h - 0.4],
        [0, h - 0.4],
      ]
    : [
        [0, 0.3],
        [r * 0.93, 0.3],
        [r * 0.94, 0],
        [r * 1.015, 0],
        [r * 1.015, 0.28],
        [r, 0.34],
        [r, h - 0.34],
        [r * 1.015, h - 0.28],
        [r * 1.015, h],
        [r * 0.95, h],
        [r * 0.93, h - 0.35],
        [0, h - 0.35],
      ]
  const low = drink ? 0.7 : 0.35
  const high = drink ? h - 0.9 : h - 0.35
  const finish = labelled(texture, low, high, end, drink ? 0.14 : 0.045, drink ? 0.22 : random.between(0.25, 0.45))
  return {
    category: 'can',
    what,
    width: 2 * r,
    depth: 2 * r,
    height: h,
    facings: 5,
    turn: 0.7,
    build: (object, place) => [new Lathe(object, finish, place, profile)],
  }
}

async function carton(random: Random): Promise<Design> {
  const kind = random.pick(['cereal', 'cereal', 'brick', 'gable', 'tea', 'pasta'] as const)
  const t = cartonTypes[kind]
  const [w, h, d] = t.size.map((x) => x * random.between(0.92, 1.1)) as [number, number, number]
  const what = random.pick(t.foods)
  const p = designPrint(random, what, t.amount)
  const scale = 420 / Math.max(w, h)
  const front = await textureOf(frontSvg(random, p, Math.round(w * scale), Math.round(h * scale)))
  const side = await textureOf(sideSvg(random, p, Math.round(Math.max(40, d * scale)), Math.round(h * scale)))
  const finish = printed(front, side, p.ground, kind === 'brick' || kind === 'gable' ? 0.22 : random.between(0.3, 0.5))
  const cap = ribbed(random.pick(['#ffffff', '#2f9e44', '#1d6fb8', '#c1121f']))
  const screwed = random.chance(0.6)
  return {
    category: 'carton',
    what,
    width: w,
    depth: d,
    height: h + (kind === 'gable' ? d * 0.62 : 0),
    facings: 3,
    turn: 0.12,
    build(object, place) {
      if (kind !== 'gable') return [block(object, finish, place, w, h, d, 0.22)]
      const rise = d * 0.5
      const slope = Math.hypot(rise, d / 2)
      const sides = boxSides(w, h, d).slice(0, 4)
      const n = { ny: d / 2 / slope, nz: rise / slope }
      const reach = { x: w, y: h + rise, z: d }
      const roof = (sign: 1 | -1) => ({
        nx: 0,
        ny: n.ny,
        nz: sign * n.nz,
        d: n.ny * h + n.nz * (d / 2),
        uv: (x: number, y: number) => [(x + w / 2) / w, Math.min(1, (y - h) / rise) * 0.3] as const,
      })
      const body = new Hull(object, finish, place, [...sides, roof(1), roof(-1)], reach, 0.2)
      const fin = block(object, finish, { ...place, y: place.y + h + rise * 0.8 }, w, d * 0.26, 0.35, 0.1)
      const screw = new Lathe(
        object,
        cap,
        {
          ...place,
          x: place.x + Math.sin(place.yaw) * d * 0.26,
          y: place.y + h + rise * 0.42,
          z: place.z + Math.cos(place.yaw) * d * 0.26,
        },
        [
          [0, 0],
          [1.2, 0],
          [1.2, 1.1],
          [1.1, 1.3],
          [0, 1.3],
        ],
      )
      return screwed ? [body, fin, screw] : [body, fin]
    },
  }
}

const cartonTypes = {
  cereal: {
    size: [18, 27, 6],
    amount: '375 g',
    foods: ['Corn flakes', 'Muesli', 'Oat hoops', 'Granola', 'Crackers', 'Choco pops'],
  },
  brick: { size: [6.6, 17, 6], amount: '1 L', foods: ['Apple juice', 'Oat drink', 'Tomato', 'Iced tea', 'Almond'] },
  gable: { size: [7, 19, 7], amount: '1 L', foods: ['Milk', 'Orange juice', 'Oat drink', 'Cream'] },
  tea: { size: [13, 7.5, 7], amount: '40 bags', foods: ['Green tea', 'Earl Grey', 'Camomile', 'Rooibos', 'Sugar'] },
  pasta: { size: [10, 18, 5], amount: '500 g', foods: ['Penne', 'Fusilli', 'Rice', 'Couscous', 'Flour'] },
} as const

async function jar(random: Random): Promise<Design> {
  const r = random.between(3.1, 4.3)
  const h = random.between(8.5, 14)
  const lid = 1.7
  const f = random.pick(fillings)
  const vessel = filled({ ...f, level: h - lid - random.between(0.3, 1) })
  const wide = r * random.between(0.84, 0.94)
  const profile: Profile = [
    [0, 0],
    [r * 0.86, 0],
    ...smooth(
      [
        [r * 0.9, 0.08],
        [r, 0.7],
        [r, h * 0.4],
        [r, h - lid - 1.5],
        [wide, h - lid],
      ],
      5,
    ),
    [wide + 0.15, h - lid],
    [wide + 0.15, h - 0.2],
    [wide, h],
    [wide * 0.85, h],
    [wide * 0.83, h - 0.12],
    [0, h - 0.12],
  ]
  const low = h * 0.16
  const high = h * random.between(0.52, 0.66)
  const texture = await wrap(random, f.what, random.pick(['250 g', '340 g', '500 g']), 2 * Math.PI * r, high - low)
  const top = random.chance(0.5)
    ? metal(random.pick(['#c8a13a', '#b9bcc0', '#d8d8da']), 0.3)
    : plain(random.pick(['#b3261e', '#1f5f3a', '#f1f1ec', '#1d3f8f', '#111111', '#e2b007']), 0.22, 0.05)
  const finish = capped(h - lid - 0.01, top, labelled(texture, low, high, vessel, 0.04, 0.4))
  return {
    category: 'jar',
    what: f.what,
    width: 2 * r,
    depth: 2 * r,
    height: h,
    facings: 4,
    turn: 0.6,
    build: (object, place) => [new Lathe(object, finish, place, profile)],
  }
}

const fillings = [
  { what: 'Strawberry', colour: '#8e1016', clear: 0.1, pieces: 0.5 },
  { what: 'Honey', colour: '#c47a08', clear: 0.35 },
  { what: 'Gherkins', colour: '#6f7d1c', clear: 0.2, pieces: 0.8 },
  { what: 'Olives', colour: '#4f5a16', clear: 0.15, pieces: 0.9 },
  { what: 'Hazelnut', colour: '#3a1a0a', clear: 0 },
  { what: 'Apricot', colour: '#d9780c', clear: 0.15, pieces: 0.4 },
  { what: 'Pesto', colour: '#47641c', clear: 0, pieces: 0.5 },
  { what: 'Mustard', colour: '#c79a12', clear: 0 },
  { what: 'Passata', colour: '#a81f10', clear: 0, pieces: 0.2 },
  { what: 'Blueberry', colour: '#2a1038', clear: 0.1, pieces: 0.5 },
] as const

async function fruit(random: Random): Promise<Design> {
  const f = random.pick(fruits)
  const r = f.radius * random.between(0.95, 1.06)
  const body = smooth(
    f.shape.map(([x, y]) => [x * r, y * r] as const),
    6,
  )
  const high = Math.max(...body.map(([, y]) => y))
  const stalk = plain('#3d2a14', 0.8)
  return {
    category: 'fruit',
    what: f.what,
    width: 2 * r * 1.02,
    depth: 2 * r,
    height: high,
    facings: 6,
    turn: 3.1,
    build(object, place, own) {
      const s = own.between(0.93, 1.05)
      const scaled: Profile = body.map(([x, y]) => [x * s, y * s] as const)
      const lean = f.lies ? Math.PI / 2 + own.between(-0.1, 0.1) : own.between(-0.22, 0.22)
      const at = f.lies
        ? { ...place, x: place.x + (high * s) / 2, y: place.y + r * s, lean }
        : { ...place, x: place.x + (Math.sin(lean) * high) / 2, y: place.y + Math.abs(lean) * r * 0.35, lean }
      const finish = skin({ ...f.skin, seed: own.integer(0, 999) })
      const solids: Solid[] = [new Lathe(object, finish, at, scaled)]
      if (f.stalk)
        solids.push(
          new Rod(
            object,
            stalk,
            at,
            [
              [0, high * s * 0.86, 0],
              [0.1, high * s * 0.97, 0],
              [0.35, high * s * 1.08, 0.1],
            ],
            0.16,
          ),
        )
      return solids
    },
  }
}

const apple = [
  [0, 0.14],
  [0.3, 0.03],
  [0.62, 0.12],
  [0.9, 0.55],
  [1, 1.02],
  [0.92, 1.42],
  [0.62, 1.74],
  [0.3, 1.78],
  [0.1, 1.62],
  [0, 1.56],
] as const
const ball = [
  [0, 0],
  [0.38, 0.06],
  [0.72, 0.3],
  [0.95, 0.7],
  [1, 0.98],
  [0.94, 1.3],
  [0.7, 1.68],
  [0.36, 1.9],
  [0.08, 1.93],
  [0, 1.9],
] as const
const pear = [
  [0, 0.1],
  [0.4, 0.02],
  [0.8, 0.25],
  [1, 0.75],
  [0.9, 1.2],
  [0.6, 1.65],
  [0.42, 2.1],
  [0.3, 2.35],
  [0.08, 2.4],
  [0, 2.36],
] as const
const lemon = [
  [0, 0],
  [0.16, 0.1],
  [0.4, 0.28],
  [0.8, 0.65],
  [1, 1.2],
  [0.82, 1.75],
  [0.42, 2.12],
  [0.18, 2.34],
  [0, 2.42],
] as const
const fruits = [
  {
    what: 'Apples',
    radius: 3.8,
    shape: apple,
    lies: false,
    stalk: true,
    skin: { from: '#7d8f1f', to: '#9e1417', gloss: 0.28, bumps: 0, streaks: true },
  },
  {
    what: 'Apples',
    radius: 3.7,
    shape: apple,
    lies: false,
    stalk: true,
    skin: { from: '#6d8f14', to: '#94ab2a', gloss: 0.28, bumps: 0, streaks: true },
  },
  {
    what: 'Apples',
    radius: 3.9,
    shape: apple,
    lies: false,
    stalk: true,
    skin: { from: '#c29a1e', to: '#b23a14', gloss: 0.3, bumps: 0, streaks: true },
  },
  {
    what: 'Oranges',
    radius: 3.9,
    shape: ball,
    lies: false,
    stalk: false,
    skin: { from: '#c75706', to: '#d6720a', gloss: 0.4, bumps: 0.5, streaks: false },
  },
  {
    what: 'Grapefruit',
    radius: 5,
    shape: ball,
    lies: false,
    stalk: false,
    skin: { from: '#cf8a1a', to: '#c2511e', gloss: 0.42, bumps: 0.4, streaks: false },
  },
  {
    what: 'Tomatoes',
    radius: 3.4,
    shape: ball,
    lies: false,
    stalk: true,
    skin: { from: '#8f0f09', to: '#b0200c', gloss: 0.16, bumps: 0, streaks: false },
  },
  {
    what: 'Pears',
    radius: 3.4,
    shape: pear,
    lies: false,
    stalk: true,
    skin: { from: '#7f8a1c', to: '#b09a2a', gloss: 0.4, bumps: 0.08, streaks: true },
  },
  {
    what: 'Lemons',
    radius: 2.9,
    shape: lemon,
    lies: true,
    stalk: false,
    skin: { from: '#cf9f08', to: '#d8b414', gloss: 0.36, bumps: 0.4, streaks: false },
  },
  {
    what: 'Limes',
    radius: 2.7,
    shape: lemon,
    lies: true,
    stalk: false,
    skin: { from: '#2f5a0c', to: '#557f16', gloss: 0.34, bumps: 0.35, streaks: false },
  },
] as const

async function cup(random: Random): Promise<Design> {
  const kind = random.pick(['mug', 'mug', 'paper', 'paper', 'yoghurt'] as const)
  if (kind === 'mug') return mug(random)
  const yoghurt = kind === 'yoghurt'
  const r = yoghurt ? random.between(3.4, 4.2) : random.between(3.9, 4.5)
  const h = yoghurt ? random.between(7, 9) : random.between(9.5, 13)
  const foot = r * (yoghurt ? 0.82 : 0.7)
  const what = random.pick(yoghurt ? ['Yoghurt', 'Skyr', 'Rice pudding'] : ['Coffee', 'Noodles', 'Cocoa', 'Soup'])
  const texture = await wrap(random, what, yoghurt ? '150 g' : '12 oz', 2 * Math.PI * r, h)
  const lid = random.chance(yoghurt ? 1 : 0.7)
  const rim: Profile = lid
    ? yoghurt
      ? [
          [r * 1.08, h],
          [r * 1.08, h + 0.12],
          [0, h + 0.12],
        ]
      : [
          [r * 1.06, h - 0.3],
          [r * 1.06, h + 0.3],
          [r * 0.95, h + 0.5],
          [r * 0.9, h + 1.3],
          [r * 0.8, h + 1.35],
          [r * 0.78, h + 1],
          [0, h + 1],
        ]
    : [
        [r * 1.04, h - 0.2],
        [r * 1.05, h + 0.1],
        [r, h + 0.2],
        [r * 0.95, h],
        [foot * 0.95, 0.6],
        [0, 0.6],
      ]
  const profile: Profile = [[0, 0.3], [foot * 0.95, 0.3], [foot * 0.96, 0], [foot, 0], [r, h], ...rim]
  const top = lid
    ? yoghurt
      ? metal('#d4d6da', 0.4)
      : plain(random.pick(['#f4f4f0', '#1c1c1c', '#ffffff']), 0.3)
    : plain('#f4efe6', 0.6)
  const finish = capped(
    h - 0.31,
    top,
    labelled(texture, 0.1, h - 0.3, plain('#f4efe6', 0.6), 0.04, yoghurt ? 0.3 : 0.55),
  )
  const open = lid ? finish : inside(finish, foot, r, h)
  return {
    category: 'cup',
    what,
    width: 2.1 * r,
    depth: 2 * r,
    height: h + 1.3,
    facings: 4,
    turn: 0.6,
    build: (object, place) => [new Lathe(object, open, place, profile)],
  }
}

/** The inside of an open paper cup is bare, although it lies at the same heights as the print. */
function inside(outer: Finish, foot: number, r: number, h: number): Finish {
  const bare = plain('#efe9dc', 0.6)
  return (hit, look) => {
    const wall = foot + ((r - foot) * hit.ly) / h
    if (Math.hypot(hit.lx, hit.lz) < wall - 0.06) bare(hit, look)
    else outer(hit, look)
  }
}

async function mug(random: Random): Promise<Design> {
  const r = random.between(3.9, 4.5)
  const h = random.between(8.5, 10.5)
  const glaze = random.pick([
    '#e9e4d8',
    '#2f4858',
    '#b5523b',
    '#7a8f6a',
    '#1f1f22',
    '#d9a441',
    '#c9d6df',
    '#f2f2ee',
    '#5f4b8b',
  ])
  const inner = random.pick([glaze, '#f0ece2'])
  const wall = 0.4
  const profile: Profile = [
    [0, 0.2],
    [r * 0.8, 0.2],
    [r * 0.82, 0],
    ...smooth(
      [
        [r * 0.88, 0.05],
        [r * 0.98, 0.7],
        [r, h * 0.5],
        [r, h - 0.2],
      ],
      4,
    ),
    ...smooth(
      [
        [r - 0.05, h - 0.05],
        [r - wall / 2, h],
        [r - wall + 0.05, h - 0.05],
      ],
      3,
    ),
    [r - wall, h - 0.3],
    [r - wall, 1],
    [0, 0.8],
  ]
  const coat = plain(glaze, 0.14, 0.05)
  const core = plain(inner, 0.16, 0.05)
  const dipped = random.chance(0.4) ? capped(h * random.between(0.35, 0.6), coat, plain('#b79d7c', 0.7)) : coat
  const texture = random.chance(0.3)
    ? await wrap(random, random.pick(['Monday', 'Good luck', 'Tea', 'No. 4']), '', 2 * Math.PI * r, h * 0.7)
    : null
  const outer = texture ? labelled(texture, h * 0.15, h * 0.85, dipped, 0.05, 0.14) : dipped
  const finish: Finish = (hit, look) =>
    (Math.hypot(hit.lx, hit.lz) < r - wall * 0.7 && hit.ly > 0.7 ? core : outer)(hit, look)
  const side = random.pick([1, -1])
  const bow = Array.from({ length: 11 }, (_, i) => {
    const a = -Math.PI / 2 + (Math.PI * i) / 10
    return [side * (r - 0.2 + 2.6 * Math.cos(a)), h * 0.52 + h * 0.3 * Math.sin(a), 0] as const
  })
  return {
    category: 'cup',
    what: 'Mug',
    width: 2 * r + 3.2,
    depth: 2 * r,
    height: h,
    facings: 4,
    turn: 0.9,
    build: (object, place) => [new Lathe(object, finish, place, profile), new Rod(object, coat, place, bow, 0.55)],
  }
}
