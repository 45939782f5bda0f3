// The settled marks made ready for drawing: sorted into groups of one style, culled to what is in view by the index.
import { type Box, boxContains, type Camera, type Size } from '@etabli/geometry'
import type { Layer as PersonLayer } from '@etabli/modality-kit'
import type { Answers, Mark, MarkId, Question, Support } from '@etabli/schema'
import { type HitEntry, type HitIndex, hitIndex } from '../core/hit-index.ts'
import { KeypointsOptions } from '../core/kinds/keypoints-value.ts'
import type { Chip } from './paint-chips.ts'
import { type Drawn, type GroupStyle, regionInView } from './paint-marks.ts'
import { PROPOSED, personDash } from './styles.ts'

/** How marks are to be seen; whatever changes here asks for a new scene. */
export interface SceneLook {
  /** CSS colour of a person's own marks, or of one of a layer. */
  readonly colourOf: (mark: Mark, layer: PersonLayer | null) => string
  /** The chip of a mark, with its name or where room is scarce with one character. */
  readonly chipOf: (mark: Mark, room: 'name' | 'short') => Chip
  readonly bonesOf: (mark: Pick<Mark, 'question'>) => Drawn['bones']
  readonly isHidden: (id: MarkId) => boolean
  readonly isLocked: (id: MarkId) => boolean
  /** Faint, because others are isolated. */
  readonly isDimmed: (id: MarkId) => boolean
}

export interface SceneMark extends Drawn {
  readonly mark: Mark
  readonly hull: Box
}

export interface Group {
  readonly style: GroupStyle
  readonly members: SceneMark[]
}

/** One person's marks, or those being worked on, in groups, with the index that says which of them are in view. */
export interface Sheet {
  readonly index: HitIndex
  readonly groups: readonly Group[]
  /** By place in the index: number of its group, −1 where it is not drawn, and the mark made ready. */
  readonly groupOf: Int32Array
  readonly ready: readonly (Ready | null)[]
}

export interface Scene {
  /** Other people's below, those being worked on above. */
  readonly sheets: readonly Sheet[]
}

/** What of a group is in view. */
export interface Seen {
  readonly style: GroupStyle
  readonly members: readonly SceneMark[]
}

export function createScene(
  answers: Answers,
  layers: readonly PersonLayer[],
  support: readonly Support[],
  look: SceneLook,
): Scene {
  const contested = new Set(support.filter((each) => each.contested).map((each) => each.mark))
  return {
    sheets: [
      ...layers.filter(({ visible }) => visible).map((layer) => sheetOf(layer.answers, layer, contested, look)),
      sheetOf(answers, null, contested, look),
    ],
  }
}

function sheetOf(answers: Answers, layer: PersonLayer | null, contested: ReadonlySet<MarkId>, look: SceneLook): Sheet {
  const index = hitIndex(answers)
  const groups: Group[] = []
  const numbers = new Map<GroupStyle, number>()
  const groupOf = new Int32Array(index.all.length).fill(-1)
  const made = madeWith(look, layer)
  // Of other people's marks nothing but the look can change how they are seen; an edit leaves them as they are.
  if (layer && made.last?.index === index) return made.last
  const ready = index.all.map((entry, place) => {
    // Most marks stand where they stood before, and are the same.
    const known = made.last?.index.all[place] === entry ? made.last.ready[place] : made.ready.get(entry.mark)
    if (known !== undefined) return known
    const fresh = readyOf(entry, layer, contested, look, made.styles)
    made.ready.set(entry.mark, fresh)
    return fresh
  })
  for (const [place, each] of ready.entries()) {
    if (!each) continue
    let number = numbers.get(each.style)
    if (number === undefined) {
      number = groups.length
      numbers.set(each.style, number)
      groups.push({ style: each.style, members: [] })
    }
    groups[number]?.members.push(each.mark)
    groupOf[place] = number
  }
  const sheet = { index, groups, groupOf, ready }
  made.last = sheet
  return sheet
}

interface Ready {
  /** One object for each style of a look. */
  readonly style: GroupStyle
  readonly mark: SceneMark
}

/** What was made ready before for one sheet with the same look; null where a mark is out of sight. A change of one makes one anew. */
interface Made {
  readonly ready: WeakMap<Mark, Ready | null>
  readonly styles: Map<string, GroupStyle>
  last: Sheet | null
}

/** By the look, then by the person's layer, or the look itself for the marks being worked on. */
const madeBefore = new WeakMap<SceneLook, WeakMap<PersonLayer | SceneLook, Made>>()

function madeWith(look: SceneLook, layer: PersonLayer | null): Made {
  const sheets = madeBefore.get(look) ?? new WeakMap<PersonLayer | SceneLook, Made>()
  madeBefore.set(look, sheets)
  const known = sheets.get(layer ?? look)
  if (known) return known
  const made: Made = { ready: new WeakMap(), styles: new Map(), last: null }
  sheets.set(layer ?? look, made)
  return made
}

function readyOf(
  entry: HitEntry,
  layer: PersonLayer | null,
  contested: ReadonlySet<MarkId>,
  look: SceneLook,
  styles: Made['styles'],
): Ready | null {
  if (layer === null && look.isHidden(entry.id)) return null
  const style = styleOf(entry.mark, layer, contested, look)
  const key = `${style.colour}|${style.dash.length}|${style.state}${style.contested ? '!' : ''}`
  const known = styles.get(key)
  if (!known) styles.set(key, style)
  return { style: known ?? style, mark: sceneMark(entry, look) }
}

function styleOf(mark: Mark, layer: PersonLayer | null, contested: ReadonlySet<MarkId>, look: SceneLook): GroupStyle {
  const colour = look.colourOf(mark, layer)
  if (layer) return { colour, dash: personDash(layer.colour), state: 'quiet', contested: false }
  const dash = mark.source === 'person' ? NO_DASH : PROPOSED
  const state = look.isDimmed(mark.id) ? 'dimmed' : look.isLocked(mark.id) ? 'locked' : 'plain'
  return { colour, dash, state, contested: contested.has(mark.id) }
}

const NO_DASH: readonly number[] = []

function sceneMark({ mark, shape, hull }: HitEntry, look: SceneLook): SceneMark {
  return { mark, shape, hull, bones: look.bonesOf(mark) }
}

/** CSS pixels that lines reach over a mark's hull. */
export const BEYOND = 8

/**
 * The marks in view, by group, without those that are in the hand.
 * @param viewport CSS pixels
 */
export function seenOf(scene: Scene, camera: Camera, viewport: Size, without: ReadonlySet<MarkId>): Seen[] {
  return seenIn(scene, regionInView(camera, viewport, BEYOND), without)
}

/** As `seenOf`, of a region in image pixels. */
export function seenIn(scene: Scene, region: Box, without: ReadonlySet<MarkId>): Seen[] {
  return scene.sheets.flatMap((sheet) => {
    const seen = inView(sheet, region)
    if (without.size === 0) return seen
    return seen.map((group) => ({ ...group, members: group.members.filter(({ mark }) => !without.has(mark.id)) }))
  })
}

function inView(sheet: Sheet, view: Box): readonly Seen[] {
  const { bounds } = sheet.index
  if (!bounds) return []
  if (holds(view, bounds)) return sheet.groups
  const members: SceneMark[][] = sheet.groups.map(() => [])
  for (const place of sheet.index.placesIn(view)) {
    const ready = sheet.ready[place]
    if (ready) members[sheet.groupOf[place] ?? -1]?.push(ready.mark)
  }
  return sheet.groups.map(({ style }, number) => ({ style, members: members[number] ?? [] }))
}

function holds(outer: Box, inner: Box): boolean {
  return (
    boxContains(outer, { x: inner.x, y: inner.y }) &&
    boxContains(outer, { x: inner.x + inner.width, y: inner.y + inner.height })
  )
}

const NO_BONES: Drawn['bones'] = []

/** The bones of keypoints, by the question of a mark. */
export function bonesBy(questions: readonly Question[]): (mark: Pick<Mark, 'question'>) => Drawn['bones'] {
  const bones = new Map<string, Drawn['bones']>()
  for (const question of questions) {
    if (question.kind !== 'keypoints') continue
    const read = KeypointsOptions.safeParse(question.options)
    if (read.success) bones.set(question.id, read.data.bones)
  }
  return (mark) => bones.get(mark.question) ?? NO_BONES
}
