// The stage's actions with their keys; the frame listens and the person may remap them.
import type { Command } from '@etabli/modality-kit'
import { nextPointOf } from '../core/tools/keypoints.ts'
import type { Acts } from './acts.ts'
import { actualSize, fitView, zoomView } from './framing.ts'
import { chosenMarks, type Hands, mayTurn, type Surroundings } from './hands.ts'
import { isBusy, isDrawing, type StageModel } from './model.ts'

/** How far a key zooms. */
export const ZOOM_STEP = 1.25
/** Degrees of one press of a turning key, and of one that goes far. */
const TURN = 1
const TURN_FAR = 15

/** Keys of the actions that the bar has buttons for. */
export const barKeys = {
  draw: ['b'],
  select: ['v'],
  menu: ['Shift+F10', 'ContextMenu'],
  'zoom-in': ['+', '='],
  'zoom-out': ['-'],
  fit: ['0', 'f'],
  actual: ['Shift+f'],
} as const

export interface Acting {
  readonly model: StageModel
  readonly hands: Hands
  readonly acts: Acts
  readonly around: () => Surroundings
  /** Whether the stage itself has the focus, so that Tab and arrows elsewhere stay the page's own. */
  readonly focused: () => 'stage' | 'page' | 'elsewhere'
}

export function commandsOf(acting: Acting): Command[] {
  return [
    ...toolCommands(acting),
    ...choosingCommands(acting),
    ...movingCommands(acting),
    ...markCommands(acting),
    ...viewCommands(acting),
  ]
}

function askers({ model, around }: Acting) {
  const editable = () => !around().props.readOnly
  const hasChosen = () => chosenMarks(around(), model.get()).length > 0
  return {
    editable,
    hasChosen,
    drawable: () => editable() && around().next !== null,
    changeable: () => editable() && hasChosen(),
    hasSelection: () => around().props.selection.length > 0,
  }
}

function toolCommands(acting: Acting): Command[] {
  const { model, hands, acts, around } = acting
  const { drawable, editable } = askers(acting)
  const keyed = () => model.get().keyed !== null || model.get().aim !== null
  const placing = () => nextPointOf(model.get().drawing.state) !== null
  const skip = () => hands.send({ type: 'key', key: 's', shift: false, alt: false, mod: false })
  const boxes = () => drawable() && around().next?.question.kind === 'box'
  return [
    { id: 'image.draw', keys: barKeys.draw, enabled: drawable, run: () => hands.take('draw') },
    { id: 'image.select', keys: barKeys.select, run: () => hands.take('select') },
    { id: 'image.extremes', keys: ['e'], enabled: boxes, run: () => acts.toggleExtremes() },
    { id: 'image.repeat', keys: ['Shift+g'], enabled: drawable, run: () => hands.repeat() },
    // In front of the frame's own skip while a pose is half set: the point is skipped, not the task.
    { id: 'image.skip-point', keys: ['s'], enabled: placing, run: skip },
    { id: 'image.snap', keys: ['Shift+s'], enabled: editable, run: () => acts.toggleSnap() },
    { id: 'image.new-box', keys: ['n'], enabled: drawable, run: () => hands.begin() },
    {
      id: 'image.place',
      keys: ['Enter'],
      enabled: () => keyed() || isDrawing(model.get()),
      run: () => (keyed() ? hands.place() : hands.send({ type: 'complete' })),
    },
    // In front of the frame's own undo while something is half drawn: the last point is taken back first.
    { id: 'image.undo-point', keys: ['Mod+z'], enabled: () => isBusy(model.get()), run: () => hands.back() },
    {
      id: 'image.cancel',
      keys: ['Escape'],
      enabled: () => isBusy(model.get()) || around().props.selection.length > 0,
      run: () => hands.cancel(),
    },
  ]
}

function choosingCommands(acting: Acting): Command[] {
  const { hands, acts, focused } = acting
  const { hasSelection } = askers(acting)
  return [
    {
      id: 'image.next',
      keys: ['Tab'],
      enabled: () => focused() === 'stage' && hands.canWalk(1),
      run: () => hands.walk(1),
    },
    {
      id: 'image.previous',
      keys: ['Shift+Tab'],
      enabled: () => focused() === 'stage' && hasSelection() && hands.canWalk(-1),
      run: () => hands.walk(-1),
    },
    {
      id: 'image.choose-all',
      keys: ['Mod+a'],
      enabled: () => focused() !== 'elsewhere',
      run: () => hands.chooseAll(),
    },
    { id: 'image.menu', keys: barKeys.menu, run: () => acts.openMenu(null) },
  ]
}

function movingCommands(acting: Acting): Command[] {
  const { model, hands, around, focused } = acting
  const { editable, hasChosen } = askers(acting)
  const movable = () =>
    editable() && focused() !== 'elsewhere' && (model.get().keyed !== null || model.get().aim !== null || hasChosen())
  const turnable = () => editable() && chosenMarks(around(), model.get()).some((mark) => mayTurn(around(), mark))
  const arrows = (name: string, modifier: string, act: (dx: number, dy: number) => void): Command[] =>
    (
      [
        ['left', 'ArrowLeft', -1, 0],
        ['right', 'ArrowRight', 1, 0],
        ['up', 'ArrowUp', 0, -1],
        ['down', 'ArrowDown', 0, 1],
      ] as const
    ).map(([side, key, dx, dy]) => ({
      id: `image.${name}-${side}`,
      keys: [`${modifier}${key}`],
      enabled: movable,
      run: () => act(dx, dy),
    }))
  const turning = (name: string, key: string, degrees: number): Command => ({
    id: `image.turn-${name}`,
    keys: [key],
    enabled: turnable,
    run: () => hands.turn(degrees),
  })
  return [
    ...arrows('nudge', '', (dx, dy) => hands.nudge(dx, dy)),
    ...arrows('nudge-far', 'Shift+', (dx, dy) => hands.nudge(dx, dy, true)),
    ...arrows('stretch', 'Mod+', (dx, dy) => hands.stretch(dx, dy)),
    ...arrows('stretch-far', 'Mod+Shift+', (dx, dy) => hands.stretch(dx, dy, true)),
    turning('left', ',', -TURN),
    turning('right', '.', TURN),
    turning('far-left', '<', -TURN_FAR),
    turning('far-right', '>', TURN_FAR),
  ]
}

function markCommands(acting: Acting): Command[] {
  const { model, hands, acts, around } = acting
  const { editable, changeable, hasChosen, hasSelection } = askers(acting)
  // Words chosen on the page are what a copy means then.
  const copyable = () => hasChosen() && (globalThis.getSelection?.()?.isCollapsed ?? true)
  const several = () => editable() && chosenMarks(around(), model.get()).length > 1
  const { get } = model
  return [
    { id: 'image.copy', keys: ['Mod+c'], enabled: copyable, run: () => acts.copy() },
    { id: 'image.cut', keys: ['Mod+x'], enabled: changeable, run: () => acts.cut() },
    { id: 'image.paste', keys: ['Mod+v'], enabled: editable, run: () => acts.paste() },
    { id: 'image.duplicate', keys: ['Mod+d'], enabled: changeable, run: () => acts.duplicate() },
    { id: 'image.delete', keys: ['Delete', 'Backspace'], enabled: changeable, run: () => hands.remove() },
    { id: 'image.front', keys: [']', 'PageUp'], enabled: changeable, run: () => acts.reorder('front') },
    { id: 'image.back', keys: ['[', 'PageDown'], enabled: changeable, run: () => acts.reorder('back') },
    { id: 'image.group', keys: ['Mod+g'], enabled: several, run: () => acts.group() },
    {
      id: 'image.ungroup',
      keys: ['Mod+Shift+g'],
      enabled: () => editable() && acts.canUngroup(),
      run: () => acts.ungroup(),
    },
    { id: 'image.merge', keys: ['Shift+m'], enabled: () => editable() && acts.canMerge(), run: () => acts.merge() },
    {
      id: 'image.hidden-point',
      keys: ['Shift+o'],
      enabled: () => editable() && hands.hasPoint(),
      run: () => hands.toggleHidden(),
    },
    {
      id: 'image.absent-point',
      keys: ['Shift+q'],
      enabled: () => editable() && hands.hasPoint(),
      run: () => hands.removePoint(),
    },
    { id: 'image.next-point', keys: ['Alt+n'], enabled: () => hands.hasPoints(), run: () => hands.walkPoints(1) },
    {
      id: 'image.previous-point',
      keys: ['Alt+Shift+n'],
      enabled: () => hands.hasPoints(),
      run: () => hands.walkPoints(-1),
    },
    { id: 'image.lock', keys: ['Shift+l'], enabled: hasSelection, run: () => acts.lock() },
    { id: 'image.hide', keys: ['Shift+h'], enabled: hasSelection, run: () => acts.hide() },
    {
      id: 'image.isolate',
      keys: ['Shift+i'],
      enabled: () => hasSelection() || get().sight.isolated !== null,
      run: () => acts.isolate(),
    },
    {
      id: 'image.show-all',
      keys: ['Shift+a'],
      enabled: () => get().sight.hidden.size > 0 || get().sight.isolated !== null,
      run: () => acts.showAll(),
    },
    {
      id: 'image.unlock-all',
      keys: ['Mod+Shift+l'],
      enabled: () => get().sight.locked.size > 0,
      run: () => acts.unlockAll(),
    },
  ]
}

function viewCommands({ model, around, focused }: Acting): Command[] {
  const image = () => around().image
  return [
    { id: 'image.fit', keys: barKeys.fit, run: () => fitView(model, image()) },
    { id: 'image.actual', keys: barKeys.actual, run: () => actualSize(model, image()) },
    { id: 'image.zoom-in', keys: barKeys['zoom-in'], run: () => zoomView(model, image(), ZOOM_STEP) },
    { id: 'image.zoom-out', keys: barKeys['zoom-out'], run: () => zoomView(model, image(), 1 / ZOOM_STEP) },
    {
      id: 'image.pan',
      keys: ['Space'],
      enabled: () => focused() !== 'elsewhere',
      run: () => {
        if (model.get().pan === 'none') model.set({ pan: 'ready' })
      },
      release: () => model.set({ pan: 'none' }),
    },
    {
      id: 'image.bare',
      keys: ['h'],
      run: () => model.set({ bare: true }),
      release: () => model.set({ bare: false }),
    },
  ]
}
