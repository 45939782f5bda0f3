// Draws what is printed on products: invented brands in a handful of layouts, as SVG.
import type { Random } from '../random.ts'

export interface Print {
  readonly brand: string
  readonly what: string
  readonly size: string
  /** Ground, second colour, text on the ground, accent. */
  readonly ground: string
  readonly second: string
  readonly ink: string
  readonly accent: string
  readonly face: string
  readonly layout: 'badge' | 'bands' | 'sash' | 'photo' | 'plain' | 'rays'
}

const brands = [
  'Solano',
  'Bramble',
  'Nordby',
  'La Ferme',
  'Kestrel',
  'Auroka',
  'Casa Nino',
  'Pip & Oak',
  'Tansy',
  'Montelu',
  'Grovely',
  'Harbeck',
  'Valdor',
  'Orchard Ln',
  'Zesta',
  'Kumori',
  'Bravino',
  'Millstone',
  'Petit Jour',
  'Olmo',
  'Fennwick',
  'Sunday',
  'Hollis',
  'Ada’s',
  'Terrano',
] as const

const palettes = [
  ['#c8281e', '#f4e3c1', '#ffffff', '#f2c230'],
  ['#0f5f3c', '#e9efe2', '#ffffff', '#d9b44a'],
  ['#f3efe4', '#b5352a', '#402218', '#2d6a4f'],
  ['#1d3f8f', '#ffffff', '#ffffff', '#ffd23f'],
  ['#f2b705', '#7a1f1f', '#3a1d0c', '#d62828'],
  ['#ffffff', '#2a7fba', '#15466b', '#e4572e'],
  ['#22223b', '#c9ada7', '#f2e9e4', '#e0a458'],
  ['#e8dcc8', '#5b7f3a', '#33401f', '#a63d40'],
  ['#e36414', '#fff3e0', '#ffffff', '#3d1f0b'],
  ['#6a0f49', '#f7d6e0', '#ffffff', '#f2b705'],
  ['#f7f7f2', '#111111', '#111111', '#d62828'],
  ['#8ecae6', '#ffffff', '#023047', '#fb8500'],
  ['#3a2618', '#d7b98e', '#f6e7cf', '#c1121f'],
  ['#d9ed92', '#1a759f', '#184e77', '#e85d04'],
  ['#ffccd5', '#a4133c', '#800f2f', '#ffffff'],
] as const

const faces = [
  'DejaVu Sans',
  'DejaVu Serif',
  'Liberation Sans Narrow',
  'Liberation Serif',
  'DejaVu Sans Condensed',
  'Noto Serif Display',
  'Liberation Sans',
] as const

/** Draws a design for a kind of food. */
export function designPrint(random: Random, what: string, size: string): Print {
  const [ground, second, ink, accent] = random.pick(palettes)
  return {
    brand: random.pick(brands),
    what,
    size,
    ground,
    second,
    ink,
    accent,
    face: random.pick(faces),
    layout: random.pick(['badge', 'bands', 'sash', 'photo', 'plain', 'rays'] as const),
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;')

function words(
  x: number,
  y: number,
  size: number,
  fill: string,
  face: string,
  text: string,
  room: number,
  weight = 'bold',
): string {
  // Shrinks long words to the room they have; about 0.62 em a letter.
  const fitted = Math.min(size, room / (0.64 * Math.max(1, text.length)))
  return `<text x="${x}" y="${y}" font-family="${face}" font-weight="${weight}" font-size="${fitted.toFixed(1)}" fill="${fill}" text-anchor="middle">${escaped(text)}</text>`
}

/** Berries, leaves, grains or drops: a picture of the food, more or less. */
function picture(random: Random, x: number, y: number, r: number, hue: string): string {
  const id = `g${Math.round(x)}${Math.round(y)}${hue.slice(1)}`
  let out = `<radialGradient id="${id}" cx="0.35" cy="0.3" r="0.8"><stop offset="0" stop-color="#fff" stop-opacity="0.8"/><stop offset="0.35" stop-color="${hue}"/><stop offset="1" stop-color="#2a1208"/></radialGradient>`
  const kind = random.integer(0, 2)
  const count = kind === 2 ? 26 : random.integer(5, 9)
  for (let i = 0; i < count; i++) {
    const px = x + random.between(-1, 1) * r * 0.7
    const py = y + random.between(-0.6, 0.6) * r * 0.8
    const s = r * (kind === 2 ? random.between(0.12, 0.2) : random.between(0.32, 0.5))
    if (kind === 1) {
      const turn = random.integer(0, 180)
      out += `<path transform="translate(${px} ${py}) rotate(${turn})" d="M0 ${-s} Q${s * 0.8} 0 0 ${s} Q${-s * 0.8} 0 0 ${-s}" fill="url(#${id})"/>`
    } else out += `<ellipse cx="${px}" cy="${py}" rx="${s}" ry="${s * random.between(0.8, 1.05)}" fill="url(#${id})"/>`
  }
  if (kind === 0)
    out += `<path d="M${x} ${y - r * 0.7} q${r * 0.35} ${-r * 0.4} ${r * 0.7} ${-r * 0.1} q${-r * 0.3} ${r * 0.35} ${-r * 0.7} ${r * 0.1}" fill="#3f7d20"/>`
  return out
}

/** What fills the corners of real packs: a round claim, a line of small print, a wave of the second colour. */
function claims(random: Random, p: Print, cx: number, w: number, h: number): string {
  const s = Math.min(w, h)
  let out = ''
  if (random.chance(0.5)) {
    const x = cx + w * random.pick([-0.36, 0.36])
    const y = h * random.between(0.66, 0.8)
    out += `<circle cx="${x}" cy="${y}" r="${s * 0.1}" fill="${random.pick(['#2f9e44', '#e03131', '#f2b705', '#ffffff'])}" stroke="#fff" stroke-width="${s * 0.008}"/>${words(x, y + s * 0.02, s * 0.06, '#222', 'DejaVu Sans', random.pick(['BIO', '-20%', 'NEW', '100%', 'No. 1']), s * 0.17)}`
  }
  if (random.chance(0.6))
    for (let i = 0; i < 2; i++)
      out += `<rect x="${cx - w * 0.44}" y="${h * (0.93 + i * 0.025)}" width="${w * random.between(0.2, 0.4)}" height="${h * 0.009}" fill="${p.ink}" opacity="0.65"/>`
  return out
}

/** One face of a label about a middle at `cx`, `w` wide and `h` high. */
function front(random: Random, p: Print, cx: number, w: number, h: number): string {
  const left = cx - w / 2
  const big = Math.min(w * 0.24, h * 0.26)
  const name = (y: number, fill: string, scale = 1) => words(cx, y, big * scale, fill, p.face, p.brand, w * 0.86)
  const what = (y: number, fill: string) => words(cx, y, big * 0.5, fill, p.face, p.what, w * 0.8)
  const size =
    claims(random, p, cx, w, h) +
    words(cx + w * 0.32, h * 0.95, big * 0.26, p.ink, 'DejaVu Sans', p.size, w * 0.3, 'normal')
  switch (p.layout) {
    case 'badge':
      return `<ellipse cx="${cx}" cy="${h * 0.36}" rx="${w * 0.44}" ry="${h * 0.25}" fill="${p.second}" stroke="${p.accent}" stroke-width="${w * 0.02}"/>${name(h * 0.42, p.ground, 0.9)}${picture(random, cx, h * 0.78, Math.min(w, h) * 0.27, p.accent)}${size}`
    case 'bands':
      return `<rect x="${left}" y="0" width="${w}" height="${h * 0.3}" fill="${p.second}"/><rect x="${left}" y="${h * 0.3}" width="${w}" height="${h * 0.03}" fill="${p.accent}"/>${name(h * 0.22, p.ground)}${what(h * 0.52, p.ink)}${picture(random, cx - w * 0.12, h * 0.76, Math.min(w, h) * 0.3, p.accent)}${size}`
    case 'sash':
      return `<path d="M${left} ${h * 0.55} L${left + w} ${h * 0.28} V${h * 0.56} L${left} ${h * 0.83} Z" fill="${p.accent}"/>${name(h * 0.24, p.ink)}<g transform="rotate(-8 ${cx} ${h * 0.58})">${words(cx, h * 0.6, big * 0.55, p.ground, p.face, p.what, w * 0.8)}</g>${size}`
    case 'photo':
      return `${picture(random, cx, h * 0.64, Math.min(w, h) * 0.42, p.accent)}<rect x="${left + w * 0.06}" y="${h * 0.07}" width="${w * 0.88}" height="${h * 0.25}" rx="${h * 0.03}" fill="${p.second}"/>${name(h * 0.26, p.ground, 0.85)}${words(cx, h * 0.93, big * 0.42, p.ink, p.face, p.what, w * 0.8)}`
    case 'rays': {
      let rays = ''
      for (let i = 0; i < 14; i++)
        rays += `<path d="M${cx} ${h * 0.45} L${cx + Math.cos(i * 0.449) * w} ${h * 0.45 + Math.sin(i * 0.449) * w} L${cx + Math.cos(i * 0.449 + 0.2) * w} ${h * 0.45 + Math.sin(i * 0.449 + 0.2) * w} Z" fill="${p.second}" opacity="0.35"/>`
      return `<svg x="${left}" y="0" width="${w}" height="${h}" viewBox="${left} 0 ${w} ${h}">${rays}</svg><circle cx="${cx}" cy="${h * 0.45}" r="${Math.min(w, h) * 0.34}" fill="${p.ground}" stroke="${p.ink}" stroke-width="${w * 0.012}"/>${words(cx, h * 0.47, big * 0.8, p.ink, p.face, p.brand, Math.min(w, h) * 0.6)}${words(cx, h * 0.58, big * 0.4, p.accent === p.ground ? p.ink : p.accent, p.face, p.what, Math.min(w, h) * 0.5)}${size}`
    }
    case 'plain':
      return `<rect x="${left + w * 0.05}" y="${h * 0.05}" width="${w * 0.9}" height="${h * 0.9}" fill="none" stroke="${p.accent}" stroke-width="${w * 0.012}"/>${name(h * 0.38, p.ink)}<line x1="${cx - w * 0.3}" x2="${cx + w * 0.3}" y1="${h * 0.46}" y2="${h * 0.46}" stroke="${p.accent}" stroke-width="${h * 0.012}"/>${what(h * 0.62, p.ink)}${size}`
  }
}

/** Small print and a barcode, as on the back. */
function back(random: Random, p: Print, cx: number, w: number, h: number): string {
  let out = ''
  for (let i = 0; i < 9; i++)
    out += `<rect x="${cx - w * 0.38}" y="${h * (0.12 + i * 0.045)}" width="${w * random.between(0.3, 0.74)}" height="${h * 0.014}" fill="${p.ink}" opacity="0.7"/>`
  out += `<rect x="${cx - w * 0.26}" y="${h * 0.62}" width="${w * 0.52}" height="${h * 0.24}" fill="#fff"/>`
  for (let x = -0.22; x < 0.22; x += 0.02)
    out += `<rect x="${cx + x * w}" y="${h * 0.64}" width="${w * random.pick([0.005, 0.009, 0.013])}" height="${h * 0.18}" fill="#111"/>`
  return out
}

const sheet = (w: number, h: number, ground: string, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}"><defs><linearGradient id="sheen" x1="0" y1="0" x2="0.25" y2="1"><stop offset="0" stop-color="#fff" stop-opacity="0.22"/><stop offset="0.45" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.28"/></linearGradient></defs><rect width="${w}" height="${h}" fill="${ground}"/><rect width="${w}" height="${h}" fill="url(#sheen)"/>${body}</svg>`

/** A label that goes round: the front in the middle, small print where the ends meet. */
export function wrapSvg(random: Random, p: Print, w: number, h: number): string {
  const half = w * 0.4
  return sheet(
    w,
    h,
    p.ground,
    `${front(random, p, w / 2, half, h)}${back(random, p, w * 0.06, w * 0.24, h)}${back(random, p, w * 0.88, w * 0.2, h)}`,
  )
}

/** The front of a carton. */
export const frontSvg = (random: Random, p: Print, w: number, h: number): string =>
  sheet(w, h, p.ground, front(random, p, w / 2, w, h))

/** The side of a carton. */
export const sideSvg = (random: Random, p: Print, w: number, h: number): string =>
  sheet(w, h, p.ground, back(random, p, w / 2, w, h))

/** A price tag as on the rail of a shelf. */
export function tagSvg(random: Random, what: string): string {
  const price = `${random.pick([0, 1, 1, 2, 2, 3, 3, 4, 5, 6])}.${random.pick(['49', '59', '65', '79', '85', '89', '95', '99'])}`
  const offer = random.chance(0.2)
  return sheet(
    160,
    90,
    offer ? '#ffe14a' : '#fbfbf8',
    `${words(50, 24, 17, '#222', 'Liberation Sans Narrow', what, 90, 'normal')}${words(98, 72, 44, offer ? '#c1121f' : '#111', 'DejaVu Sans Condensed', price, 110)}<rect x="8" y="42" width="26" height="30" fill="#222" opacity="0.75"/><rect x="12" y="46" width="8" height="8" fill="#fff"/><rect x="22" y="58" width="8" height="8" fill="#fff"/>`,
  )
}
