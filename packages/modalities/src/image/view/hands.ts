// The tools in use: runs events through the tool in hand, commits what comes of it, says it to screen readers.
import { boxCentre, clampBox, type ImagePoint, type Size, toImage, visibleBox } from '@etabli/geometry'
import { adding, removingAll, type StageProps, type Step, type ToolEvent } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId, Question } from '@etabli/schema'
import { moveBy, reshape, reshaped, stretch, turn } from '../core/edits.ts'
import { hitIndex } from '../core/hit-index.ts'
import { MIN_SIDE } from '../core/kinds/box.ts'
import { keypointsAsked } from '../core/kinds/keypoints.ts'
import { hullOf, shapeOf, translated } from '../core/shape.ts'
import { type DrawContext, newMark } from '../core/tools/drawing.ts'
import { heldIn, withHidden, withoutPoint } from '../core/tools/grips.ts'
import { drawingFor } from '../core/tools/registry.ts'
import { offsetWithin, type SelectContext, selectTool, under } from '../core/tools/select.ts'
import { createAim } from './aim.ts'
import { reveal } from './framing.ts'
import {
  drawingTool,
  isBusy,
  isDrawing,
  isUntouchable,
  keepHabits,
  type StageModel,
  type StageState,
  type ToolName,
} from './model.ts'

/** What the hands must know of now; read anew at each event. */
export interface Surroundings {
  readonly props: StageProps
  readonly image: Size
  /** The question and class of the next mark, or null where none can be drawn. */
  readonly next: { readonly question: Question; readonly label: LabelId } | null
  readonly describe: (mark: Mark) => string
}

export interface Hands {
  send(event: ToolEvent<ImagePoint>): void
  take(tool: ToolName): void
  /** Lets go of the gesture, else of the selection. */
  cancel(): void
  /** Takes back the last point of what is half drawn, or the gesture. */
  back(): void
  /** Moves the chosen marks, or the one being placed by keys, by steps: `far` ones are ten times as long. */
  nudge(dx: number, dy: number, far?: boolean): void
  /** Moves their right and lower edges. */
  stretch(dx: number, dy: number, far?: boolean): void
  /** Turns the chosen boxes where their question allows it. */
  turn(degrees: number): void
  remove(): void
  /** Hides or shows the point of a pose that was pressed last. */
  toggleHidden(): void
  /** Takes such a point out of its pose: it is not there. */
  removePoint(): void
  /** Whether such a point is chosen. */
  hasPoint(): boolean
  /** Takes the next (1) or previous (−1) point of the one chosen outline or pose, and says it. */
  walkPoints(by: 1 | -1): void
  /** Whether the one chosen mark has points. */
  hasPoints(): boolean
  /** Chooses the next (1) or previous (−1) mark under the pointer, else in the list; false where there is none. */
  walk(by: 1 | -1): boolean
  canWalk(by: 1 | -1): boolean
  chooseAll(): void
  /** Begins a shape by keys, at the pointer or in the middle. */
  begin(): void
  place(): void
  /** Adds a mark of the same size as the last one, at the pointer. */
  repeat(): void
}

export function createHands(model: StageModel, around: () => Surroundings): Hands {
  /** Where Tab goes round below a pointer that rests, and how many it has shown: then it goes on in the list. */
  let round: { readonly at: ImagePoint; shown: number } | null = null

  const untouchable = (id: MarkId) => isUntouchable(model.get().sight, id)
  const entries = () => hitIndex(around().props.answers).all
  const chosen = () => chosenMarks(around(), model.get())
  const say = (key: string, mark: Mark) => {
    const { props, describe } = around()
    props.announce(props.t(`image.said.${key}`, { mark: describe(mark) }))
  }

  function finish(step: Pick<Step<unknown>, 'patches' | 'select'>, burst?: string): void {
    const { props } = around()
    if (step.select && !sameIds(step.select, props.selection)) props.select(step.select)
    if (!step.patches || step.patches.length === 0 || props.readOnly) return
    props.commit(step.patches, burst)
    const [patch] = step.patches
    if (patch?.after) say(patch.before ? 'changed' : 'added', patch.after)
  }

  function drawContext(): DrawContext | null {
    const { props, image, next } = around()
    if (!next || props.readOnly) return null
    const { mode, snap } = model.get()
    const { question, label } = next
    return { image, question, label, newId: props.newId, mode, snapTo: snap ? hitIndex(props.answers) : null }
  }

  function send(event: ToolEvent<ImagePoint>): void {
    const state = model.get()
    const context = state.tool === 'draw' ? drawContext() : null
    const tool = context && drawingFor(context.question.kind)
    if (context && tool) {
      // A question of another kind has become active: what was half drawn for the last one goes.
      const before = state.drawing.kind === tool.kind ? state.drawing.state : tool.rest
      const step = tool.step(before, event, context)
      model.set({ drawing: { kind: tool.kind, state: step.state } })
      finish(step)
      return
    }
    const { props } = around()
    const step = selectTool.step(state.select, event, selectContext(around(), state))
    const editing = step.state.name === 'moving' || step.state.name === 'reshaping'
    model.set({ select: props.readOnly && editing ? selectTool.rest : step.state })
    finish(step)
  }

  const aim = createAim(model, () => around().image, send)

  function rest(): void {
    const state = model.get()
    model.set({
      keyed: null,
      aim: null,
      select: selectTool.rest,
      drawing: { ...state.drawing, state: drawingTool(state)?.rest ?? state.drawing.state },
    })
  }

  function show(mark: Mark | undefined): boolean {
    if (!mark) return false
    const { props, image, describe } = around()
    props.select([mark.id])
    const shape = shapeOf(mark)
    if (shape) reveal(model, image, hullOf(shape))
    props.announce(describe(mark))
    return true
  }

  /** Marks under a resting pointer, where there are several and Tab has not shown them all yet. */
  function below(): readonly MarkId[] {
    const { pointer } = model.get()
    if (!pointer) return []
    const found = under({ answers: around().props.answers, untouchable }, pointer, 0)
    const moved = !round || round.at.x !== pointer.x || round.at.y !== pointer.y
    if (moved) round = { at: pointer, shown: 0 }
    return found.length > 1 && (round?.shown ?? 0) < found.length ? found : []
  }

  function neighbour(by: 1 | -1): Mark | undefined {
    const { props } = around()
    const last = props.selection.at(-1)
    const found = below()
    if (found.length > 0) {
      const place = last === undefined ? -1 : found.indexOf(last)
      const next = found.at(place < 0 ? (by === 1 ? 0 : -1) : (place + by) % found.length)
      return next && hitIndex(props.answers).get(next)?.mark
    }
    const { hidden } = model.get().sight
    const list = entries().filter(({ id }) => !hidden.has(id))
    const place = list.findIndex(({ id }) => id === last)
    if (place < 0) return (by === 1 ? list[0] : list.at(-1))?.mark
    return list[place + by]?.mark
  }

  function size(): number {
    return Math.max(1, Math.round(8 / model.get().camera.scale))
  }

  /** Image pixels of one press of an arrow: one, or one CSS pixel's worth where the image is enlarged. */
  function pace(far: boolean): number {
    return Math.min(1, 1 / model.get().camera.scale) * (far ? FAR : 1)
  }

  function rekey(dx: number, dy: number, dw: number, dh: number): void {
    const { keyed } = model.get()
    if (keyed?.kind !== 'box') return
    const { x, y, width, height } = keyed.box
    const box = {
      x: x + dx,
      y: y + dy,
      width: Math.max(MIN_SIDE, width + dw),
      height: Math.max(MIN_SIDE, height + dh),
    }
    model.set({ keyed: heldIn({ ...keyed, box }, around().image) })
  }

  /** Presses in a row on the same marks are one undo step. */
  const burstOf = (what: string) => `image.${what} ${around().props.selection.join(' ')}`

  /** The point of the one chosen mark that was pressed last. */
  function vertex() {
    const { select } = model.get()
    const [mark, other] = chosen()
    const shape = mark && shapeOf(mark)
    if (select.name !== 'idle' || !select.vertex || !mark || !shape || other || mark.id !== select.vertex.mark)
      return null
    return { mark, shape, index: select.vertex.index }
  }

  function withPoints() {
    const [mark, other] = chosen()
    const shape = mark && shapeOf(mark)
    return !mark || other || !shape || shape.kind === 'box' ? null : { mark, points: shape.points }
  }

  /** A point of a pose by its name, a corner of an outline by its number. */
  function pointName(mark: Mark, index: number): string {
    const { props } = around()
    const question = props.questions.find(({ id }) => id === mark.question)
    const name = mark.kind === 'keypoints' && question ? keypointsAsked(question).names[index] : undefined
    return name ?? props.t('image.said.corner', { index: index + 1 })
  }

  function sayPoint(): void {
    const { props } = around()
    // As the answers are after what was just committed, which the page gives with its next drawing.
    setTimeout(() => {
      const point = vertex()
      const place = point && point.shape.kind !== 'box' ? point.shape.points[point.index] : null
      if (!point || !place) return
      const state = 'hidden' in place && place.hidden ? 'pointHidden' : 'point'
      const [x, y] = [Math.round(place.x), Math.round(place.y)]
      props.announce(props.t(`image.said.${state}`, { point: pointName(point.mark, point.index), x, y }))
    }, 0)
  }

  return {
    send,
    take(tool) {
      if (isBusy(model.get())) rest()
      keepHabits({ tool })
      model.set({ tool })
    },
    cancel() {
      if (isBusy(model.get())) rest()
      else around().props.select([])
    },
    back() {
      const state = model.get()
      const tool = drawingTool(state)
      if (tool && isDrawing(state)) model.set({ drawing: { kind: tool.kind, state: tool.back(state.drawing.state) } })
      else rest()
    },
    nudge(dx, dy, far = false) {
      if (model.get().aim) {
        const step = far ? size() * FAR : size()
        aim.move(dx * step, dy * step)
        return
      }
      if (model.get().keyed) {
        const step = size()
        if (far) rekey(0, 0, dx * step, dy * step)
        else rekey(dx * step, dy * step, 0, 0)
        return
      }
      const by = { x: dx * pace(far), y: dy * pace(far) }
      const list = chosen()
      const held = offsetWithin(list, by, around().image)
      if (held.x !== 0 || held.y !== 0) finish({ patches: moveBy(list, held) }, burstOf('nudge'))
    },
    stretch(dx, dy, far = false) {
      const step = pace(far)
      if (model.get().aim) {
        aim.move(dx * step, dy * step)
        return
      }
      if (model.get().keyed) rekey(0, 0, dx * step, dy * step)
      else finish({ patches: stretch(chosen(), dx * step, dy * step, around().image) }, burstOf('stretch'))
    },
    turn(degrees) {
      const turning = chosen().filter((mark) => mayTurn(around(), mark))
      finish({ patches: turn(turning, degrees, around().image) }, burstOf('turn'))
    },
    remove() {
      const { props } = around()
      if (props.readOnly) return
      const point = vertex()
      const left = point && withoutPoint(point.shape, point.index)
      if (point && left) {
        model.set({ select: selectTool.rest })
        finish({ patches: [reshaped(point.mark, left)] })
        return
      }
      const ids = new Set(chosen().map(({ id }) => id))
      if (ids.size === 0) return
      const patches = removingAll(props.answers, ids)
      props.select([])
      props.commit(patches)
      props.announce(props.t('image.said.removed', { count: ids.size }))
    },
    toggleHidden() {
      const point = vertex()
      if (!point) return
      finish({ patches: reshape([point.mark], (shape) => withHidden(shape, point.index)) })
      sayPoint()
    },
    removePoint() {
      const point = vertex()
      const left = point && withoutPoint(point.shape, point.index)
      const { props } = around()
      if (!point) return
      if (!left) {
        props.announce(props.t('image.said.lastPoint'))
        return
      }
      finish({ patches: [reshaped(point.mark, left)] })
      props.announce(props.t('image.said.absent', { point: pointName(point.mark, point.index) }))
    },
    hasPoint: () => vertex()?.shape.kind === 'keypoints',
    walkPoints(by) {
      const found = withPoints()
      if (!found) return
      const { mark, points } = found
      const there = points.flatMap((point, index) => (point ? [index] : []))
      // From a point that was just taken out, the next that is there.
      const now = vertex()?.index ?? (by === 1 ? -1 : points.length)
      const beyond = by === 1 ? there.find((each) => each > now) : there.findLast((each) => each < now)
      const index = beyond ?? there.at(by === 1 ? 0 : -1)
      if (index === undefined) return
      model.set({ tool: 'select', select: { name: 'idle', last: null, vertex: { mark: mark.id, index } } })
      sayPoint()
    },
    hasPoints: () => withPoints() !== null,
    walk(by) {
      const mark = neighbour(by)
      if (mark && round && below().length > 0) round.shown += 1
      return show(mark)
    },
    canWalk: (by) => neighbour(by) !== undefined,
    chooseAll() {
      const ids: MarkId[] = entries().flatMap(({ id }) => (untouchable(id) ? [] : [id]))
      around().props.select(ids)
    },
    begin() {
      const { image, next, props } = around()
      if (!next || props.readOnly) return
      if (isBusy(model.get())) rest()
      if (next.question.kind !== 'box') {
        props.select([])
        model.set({ tool: 'draw' })
        aim.begin()
        props.announce(props.t('image.said.aim'))
        return
      }
      const { camera, viewport, pointer } = model.get()
      const seen = clampBox(visibleBox(camera, viewport), image)
      const side = Math.max(MIN_SIDE, Math.min(seen.width, seen.height) / 6)
      const at = pointer ?? toImage(camera, { x: viewport.width / 2, y: viewport.height / 2 })
      const [x, y] = [Math.round(at.x - side / 2), Math.round(at.y - side / 2)]
      const [right, bottom] = [Math.round(at.x + side / 2), Math.round(at.y + side / 2)]
      props.select([])
      const box = { x, y, width: Math.max(MIN_SIDE, right - x), height: Math.max(MIN_SIDE, bottom - y) }
      model.set({ keyed: heldIn({ kind: 'box', box, angle: 0 }, image) })
      props.announce(props.t('image.said.keyed'))
    },
    place() {
      if (model.get().aim) {
        aim.set()
        return
      }
      const { keyed } = model.get()
      const { next, props } = around()
      if (!keyed || !next) return
      model.set({ keyed: null })
      finish({ patches: [adding(newMark(keyed, { ...next, newId: props.newId }))] })
    },
    repeat() {
      const { image, next, props } = around()
      const context = drawContext()
      const last = next && props.answers.findLast((mark) => mark.question === next.question.id && shapeOf(mark))
      const shape = last && shapeOf(last)
      if (!context || !shape) return
      const { pointer, camera, viewport } = model.get()
      const at = pointer ?? toImage(camera, { x: viewport.width / 2, y: viewport.height / 2 })
      const centre = boxCentre(hullOf(shape))
      const placed = heldIn(translated(shape, { x: at.x - centre.x, y: at.y - centre.y }), image)
      finish({ patches: [adding(newMark(placed, context))] })
    },
  }
}

/** How many steps a far one is. */
const FAR = 10

/** The selected marks that may be changed. */
export function chosenMarks({ props }: Surroundings, { sight }: StageState): Mark[] {
  const ids = new Set(props.selection)
  return hitIndex(props.answers).all.flatMap(({ id, mark }) => (ids.has(id) && !isUntouchable(sight, id) ? [mark] : []))
}

/** Whether a mark is a box of a question that lets boxes be turned. */
export function mayTurn({ props }: Pick<Surroundings, 'props'>, mark: Mark): boolean {
  const question = props.questions.find(({ id }) => id === mark.question)
  return mark.kind === 'box' && question?.options['rotated'] === true
}

/** What the select tool may know of now. */
export function selectContext(around: Pick<Surroundings, 'props' | 'image'>, state: StageState): SelectContext {
  const { props, image } = around
  const { sight, snap } = state
  return {
    image,
    answers: props.answers,
    selection: props.selection,
    untouchable: (id) => isUntouchable(sight, id),
    turns: (mark) => !props.readOnly && mayTurn(around, mark),
    snapTo: snap ? hitIndex(props.answers) : null,
  }
}

function sameIds(a: readonly MarkId[], b: readonly MarkId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
