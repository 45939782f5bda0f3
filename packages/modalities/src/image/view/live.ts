// What changes under the hand, painted above the settled marks, from the model and the view as they are now.
import type { MarkId } from '@etabli/schema'
import { type HitEntry, hitIndex } from '../core/hit-index.ts'
import { hullOf, type Shape } from '../core/shape.ts'
import { bandBox, draftShapes } from '../core/tools/select.ts'
import { draftOf, guidesOf, isBusy, type StageState } from './model.ts'
import { type Chip, paintChip } from './paint-chips.ts'
import {
  paintBand,
  paintCrosshair,
  paintDraft,
  paintEmphasis,
  paintGuides,
  paintHandles,
  paintReadout,
  readoutOf,
} from './paint-live.ts'
import type { Drawn } from './paint-marks.ts'
import { PROPOSED, personDash } from './styles.ts'
import { othersUnder, pointerWithin, type View } from './view.ts'

/** At most so many chosen marks are drawn with emphasis; beyond, a choice of everything is plain to see. */
const EMPHASISED = 2_000
/** Chosen marks that have their chips. */
const NAMED = 40
/** At most so many chips of other people stand beside the pointer. */
const OTHERS = 12

/** @param canvas in CSS pixels of the stage */
export function paintLive(canvas: CanvasRenderingContext2D, view: View, state: StageState): void {
  const drawing = state.tool === 'draw' && view.canDraw
  const at = drawing && view.settings.crosshair && state.pan === 'none' ? pointerWithin(state, view.image) : null
  if (at) paintCrosshair(canvas, at, state.camera, view.image)
  paintHovered(canvas, view, state)
  paintChosen(canvas, view, state)
  paintOthers(canvas, view, state)
  const band = bandBox(state.select)
  if (band) paintBand(canvas, band, state.camera, view.tokens)
  paintDrafted(canvas, view, state)
  paintGuides(canvas, guidesOf(state), state.camera, view.tokens)
}

/** The mark that a press would choose, or whose row in the list the pointer is on. */
function paintHovered(canvas: CanvasRenderingContext2D, view: View, state: StageState): void {
  const id = isBusy(state) ? null : (view.hoverOf(state).mark ?? view.props.hovered?.get() ?? null)
  if (id === null || view.props.selection.includes(id)) return
  const entry = hitIndex(view.props.answers).get(id)
  if (!entry || view.look.isHidden(id)) return
  const colour = view.look.colourOf(entry.mark, null)
  const dash = entry.mark.source === 'person' ? [] : PROPOSED
  paintEmphasis(canvas, [drawnOf(entry, view)], state.camera, { colour, fill: 0.16, line: 2, dash }, view.tokens)
  putChip(canvas, view, state, view.look.chipOf(entry.mark, 'name'), entry.hull)
}

function paintChosen(canvas: CanvasRenderingContext2D, view: View, state: StageState): void {
  const moving = draftShapes(state.select)
  const chosen = chosenEntries(view, moving)
  const [only] = chosen
  if (!only) return
  const byColour = new Map<string, Drawn[]>()
  for (const entry of chosen) {
    const colour = view.look.colourOf(entry.mark, null)
    const group = byColour.get(colour)
    if (group) group.push(drawnOf(entry, view))
    else byColour.set(colour, [drawnOf(entry, view)])
  }
  for (const [colour, drawn] of byColour) {
    paintEmphasis(canvas, drawn, state.camera, { colour, fill: 0.18, line: 3 }, view.tokens)
  }
  if (chosen.length > NAMED) return
  for (const entry of chosen) putChip(canvas, view, state, view.look.chipOf(entry.mark, 'name'), entry.hull)
  if (chosen.length === 1) paintOnly(canvas, view, state, only)
}

/** Those chosen or in the hand, as they are in the middle of the gesture. */
function chosenEntries(view: View, moving: ReadonlyMap<MarkId, Shape>): HitEntry[] {
  const index = hitIndex(view.props.answers)
  const ids = new Set<MarkId>([...view.props.selection, ...moving.keys()])
  const entries: HitEntry[] = []
  for (const id of ids) {
    const entry = index.get(id)
    if (!entry || view.look.isHidden(id)) continue
    const shape = moving.get(id)
    entries.push(shape ? { ...entry, shape, hull: hullOf(shape) } : entry)
    if (entries.length === EMPHASISED) break
  }
  return entries
}

/** Handles and size of the one that is chosen. */
function paintOnly(canvas: CanvasRenderingContext2D, view: View, state: StageState, entry: HitEntry): void {
  const { camera, viewport, select } = state
  const editable = state.tool === 'select' && !view.props.readOnly && !view.look.isLocked(entry.id)
  if (editable) {
    const vertex = select.name === 'idle' && select.vertex?.mark === entry.id ? select.vertex.index : null
    const grips = { touch: state.touch, turner: view.turnerOf(entry, state), vertex }
    paintHandles(canvas, entry.shape, camera, view.look.colourOf(entry.mark, null), view.tokens, grips)
  }
  paintReadout(canvas, readoutOf(entry.shape, entry.hull), entry.hull, camera, viewport, view.tokens)
}

/** In review: who said what under the pointer, how like the consensus, one chip a person, below each other. */
function paintOthers(canvas: CanvasRenderingContext2D, view: View, state: StageState): void {
  const { pointer, camera } = state
  if (!pointer || view.props.layers.length === 0 || isBusy(state) || state.pan !== 'none') return
  const under = othersUnder(view.props, pointer)
  for (const { layer, entry } of under) {
    const look = { colour: view.look.colourOf(entry.mark, layer), fill: 0.04, line: 2, dash: personDash(layer.colour) }
    paintEmphasis(canvas, [drawnOf(entry, view)], camera, look, view.tokens)
  }
  const at = { x: pointer.x + 14 / camera.scale, y: pointer.y + 10 / camera.scale, width: 0, height: 0 }
  for (const [row, { layer, entry, iou }] of under.slice(0, OTHERS).entries()) {
    const { name } = view.look.lookOf(entry.mark)
    const note = iou === null ? name : `${name} · ${view.props.t('image.iou', { value: iou.toFixed(2) })}`
    putChip(canvas, view, state, { text: layer.name, colour: view.props.colour(layer.colour), note }, at, row + 1)
  }
}

function paintDrafted(canvas: CanvasRenderingContext2D, view: View, state: StageState): void {
  const draft = state.keyed ? { shape: state.keyed } : draftOf(state)
  if (!draft || !view.next) return
  const { colour, name, bones } = view.next
  const look = { colour, fill: 0.14, line: 2, ...(state.keyed ? { dash: PROPOSED } : {}) }
  paintDraft(canvas, draft, bones, state.camera, look, view.tokens)
  const hull = hullOf(draft.shape)
  if (hull.width * state.camera.scale < 1 && hull.height * state.camera.scale < 1) return
  putChip(canvas, view, state, { text: name, colour }, hull)
  paintReadout(canvas, readoutOf(draft.shape, hull), hull, state.camera, state.viewport, view.tokens)
}

function drawnOf(entry: HitEntry, view: View): Drawn {
  return { shape: entry.shape, bones: view.look.bonesOf(entry.mark) }
}

function putChip(
  canvas: CanvasRenderingContext2D,
  view: View,
  state: StageState,
  chip: Chip,
  hull: HitEntry['hull'],
  row = 0,
): void {
  paintChip(canvas, view.chips, chip, hull, state.camera, state.viewport, row)
}
