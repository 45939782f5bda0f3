// The arcs of what is on the page: which relations, where their ends stand on the screen, and how they run.
import type { Layer, StageProps } from '@etabli/modality-kit'
import { initialsOf } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'
import type { Passage } from '../../core/index.ts'
import type { Drawing, Reading } from '../reading.ts'
import { type Joined, joinedOf, joinedWithin, type Stand } from './joined.ts'
import { type ArcEnd, type ArcLine, type Page, RAIL_STEP, RAILS, type Route, roomFor, routesOf } from './routes.ts'

/** More than so many on the page are not drawn: the list alone has them. */
export const MOST_ARCS = 200

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Arc extends Route {
  readonly key: string
  readonly mark: MarkId
  readonly ends: readonly [from: MarkId, to: MarkId]
  readonly form: Joined['form']
  readonly label: string
  /** CSS colour. */
  readonly colour: string
  /** The layer it belongs to, or null for the answers being edited. */
  readonly layer: string | null
  /** Where the words at its ends begin, where they are on the page. */
  readonly boxes: readonly [from: Box | null, to: Box | null]
}

/** A mention's chain, at its first word. */
export interface Badge {
  readonly key: string
  readonly number: number
  readonly colour: string
  readonly box: Box
}

export interface Arcs {
  readonly arcs: readonly Arc[]
  readonly badges: readonly Badge[]
  /** Lines that have more arcs than are drawn unless asked. */
  readonly folds: readonly ArcLine[]
  /** Where signs at the ends of lines stand. */
  readonly edge: number
  /** How many there would be, where that is too many. */
  readonly tooMany: number | null
}

export const noArcs: Arcs = { arcs: [], badges: [], folds: [], edge: 0, tooMany: null }

interface Measuring {
  readonly props: Pick<StageProps, 'answers' | 'questions' | 'layers' | 'colour'>
  readonly passage: Passage
  readonly reading: Reading
  readonly drawing: Drawing
  readonly stage: HTMLElement
  readonly root: HTMLElement
  /** Rows whose lines show all their arcs. */
  readonly open: ReadonlySet<number>
}

/** How wide a letter of an arc's name is, and what is around it, in pixels. */
const LETTER = 5.8
const AROUND = 10
const RAIL = 4
/** What the sign at the end of a line may take, in pixels. */
const FOLD = 36

export function measuredArcs(measuring: Measuring): Arcs {
  const { props, passage, reading, drawing } = measuring
  const { questions, colour } = props
  const wanted = [
    { answers: props.answers, layer: null as Layer | null },
    ...props.layers.flatMap((layer) => (layer.visible ? [{ answers: layer.answers, layer }] : [])),
  ].flatMap(({ answers, layer }) =>
    joinedWithin(joinedOf(answers, questions, passage), drawing.first, drawing.last).map((joined) => ({
      joined,
      layer,
    })),
  )
  const isTooMany = wanted.length > MOST_ARCS
  if (wanted.length === 0 || isTooMany) {
    makeRoom([], reading, drawing)
    return isTooMany ? { ...noArcs, tooMany: wanted.length } : noArcs
  }
  const own = wanted.map(({ joined, layer }) => ({ joined, layer, ...wordsOf(joined, layer, colour) }))
  const laid = layOut(own, measuring)
  // Where words stand along their line does not hang on the room above it: once more is enough.
  return makeRoom(laid.lines, reading, drawing) ? layOut(own, measuring) : laid
}

interface Named {
  readonly joined: Joined
  readonly layer: Layer | null
  readonly name: string
  readonly colour: string
}

function layOut(
  own: readonly Named[],
  { reading, drawing, stage, root, open }: Measuring,
): Arcs & { readonly lines: readonly ArcLine[] } {
  const boxOf = boxesIn(stage, reading)
  const attached = attachments(own.map(({ joined }) => joined))
  const ended = own.map(({ joined, layer, name }, index) => {
    const end = (stand: Stand, at: 'from' | 'to'): ArcEnd => {
      const box = boxOf(stand)
      if (!box) return stand.row < drawing.first ? 'above' : 'below'
      return {
        x: box.x + box.width / 2 + (attached.get(`${index}${at}`) ?? 0) * Math.min(6, box.width / 6),
        top: box.y,
        row: stand.row,
      }
    }
    const id = `${layer?.id ?? ''}:${joined.id}`
    return { id, from: end(joined.from, 'from'), to: end(joined.to, 'to'), width: name.length * LETTER + AROUND }
  })
  const page = pageOf(stage, root)
  const { routes, lines } = routesOf(ended, { ...page, open })
  const arcs = own.flatMap(({ joined, layer, name, colour: paint }, index): Arc[] => {
    const route = routes[index]
    if (!route) return []
    return [
      {
        ...route,
        key: route.id,
        mark: joined.id,
        ends: [joined.from.id, joined.to.id],
        form: joined.form,
        label: name,
        colour: paint,
        layer: layer?.id ?? null,
        boxes: [boxOf(joined.from), boxOf(joined.to)],
      },
    ]
  })
  const edge = Math.min(page.rail, stage.clientWidth - FOLD)
  const folds = lines.filter(({ foldable }) => foldable)
  return { arcs, badges: badgesOf(own, boxOf), lines, folds, edge, tooMany: null }
}

/** Where the column of words ends on either side, from the upper left of all that the stage scrolls. */
function pageOf(stage: HTMLElement, root: HTMLElement): Omit<Page, 'open'> {
  const origin = stage.getBoundingClientRect()
  const column = root.getBoundingClientRect()
  const style = getComputedStyle(root)
  const rows = root.querySelector('.text-rows')?.getBoundingClientRect() ?? column
  const down = stage.scrollTop - origin.top
  const right = stage.scrollLeft - origin.left
  const inner = (padding: string): number => Number.parseFloat(padding) || 0
  return {
    rail: column.right - inner(style.paddingRight) + right + RAIL,
    // Beside numbers of lines there is no room.
    left: root.classList.contains('text-numbers') ? null : column.left + inner(style.paddingLeft) + right - RAIL,
    // On a phone there is less beside the words.
    rails: Math.max(1, Math.min(RAILS, Math.floor((inner(style.paddingRight) - RAIL) / RAIL_STEP))),
    above: rows.top + down,
    below: rows.bottom + down,
  }
}

/** Gives each row on the page the room that the fullest of its lines needs. True where that changed something. */
function makeRoom(lines: readonly ArcLine[], reading: Reading, drawing: Drawing): boolean {
  const rooms = new Map<number, number>()
  for (const { row, tracks } of lines) rooms.set(row, Math.max(rooms.get(row) ?? 0, roomFor(tracks)))
  let changed = false
  for (let row = drawing.first; row < drawing.last; row += 1) {
    const style = reading.elementOf(row)?.style
    const room = rooms.get(row)
    const wanted = room === undefined ? '' : `${room}px`
    if (!style || style.getPropertyValue('--arcs') === wanted) continue
    style.setProperty('--arcs', wanted)
    changed = true
  }
  return changed
}

/** A link of a chain is named by the chain's number, and has its colour. */
function wordsOf(joined: Joined, layer: Layer | null, colour: StageProps['colour']): { name: string; colour: string } {
  const label = joined.question.labels.find(({ id }) => id === joined.label)
  const said = joined.chain === null ? (label?.name ?? '') : String(joined.chain)
  const paint = joined.chain === null ? (label?.colour ?? 0) : joined.chain - 1
  return { name: layer ? `${initialsOf(layer.name)} ${said}` : said, colour: colour(layer ? layer.colour : paint) }
}

/** Several arcs at one span stand side by side: −1 to the left of its middle, 1 to the right. */
function attachments(joined: readonly Joined[]): Map<string, number> {
  const found = new Map<string, number>()
  const ends = joined.flatMap(({ from, to }, index) => [
    { span: from.id, key: `${index}from`, other: to.start },
    { span: to.id, key: `${index}to`, other: from.start },
  ])
  for (const own of Map.groupBy(ends, ({ span }) => span).values()) {
    const inOrder = own.toSorted((a, b) => a.other - b.other)
    for (const [place, { key }] of inOrder.entries()) {
      found.set(key, Math.max(-2, Math.min(2, place - (inOrder.length - 1) / 2)))
    }
  }
  return found
}

/** Where the first words of a span are, from the upper left of all that the stage scrolls; null off the page. */
function boxesIn(stage: HTMLElement, reading: Reading): (stand: Stand) => Box | null {
  const origin = stage.getBoundingClientRect()
  const found = new Map<string, Box | null>()
  const measure = ({ start, row }: Stand): Box | null => {
    const rect = reading.elementOf(row)?.querySelector(`[data-start="${start}"]`)?.getClientRects()[0]
    if (!rect) return null
    return {
      x: rect.left - origin.left + stage.scrollLeft,
      y: rect.top - origin.top + stage.scrollTop,
      width: rect.width,
      height: rect.height,
    }
  }
  return (stand) => {
    const key = `${stand.row}:${stand.start}`
    const before = found.get(key)
    if (before !== undefined) return before
    const box = measure(stand)
    found.set(key, box)
    return box
  }
}

function badgesOf(
  own: readonly { readonly joined: Joined; readonly layer: Layer | null; readonly colour: string }[],
  boxOf: (stand: Stand) => Box | null,
): Badge[] {
  const badges = new Map<string, Badge>()
  for (const { joined, layer, colour } of own) {
    const { chain: number } = joined
    if (number === null) continue
    for (const stand of [joined.from, joined.to]) {
      const box = boxOf(stand)
      const key = `${layer?.id ?? ''}:${number}:${stand.id}`
      if (box) badges.set(key, { key, number, colour, box })
    }
  }
  return [...badges.values()]
}
