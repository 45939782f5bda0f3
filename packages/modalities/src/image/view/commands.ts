// The stage's actions with their keys; the frame listens and the person may remap them.
import type { Command } from '@etabli/modality-kit'
import { actualSize, fitView, zoomView } from './framing.ts'
import { chosenMarks, type Hands, type Surroundings } from './hands.ts'
import { isBusy, type StageModel } from './model.ts'

/** How far a key zooms. */
export const ZOOM_STEP = 1.25

/** Keys of the actions that the bar has buttons for. */
export const barKeys = {
  draw: ['b'],
  select: ['v'],
  'zoom-in': ['+', '='],
  'zoom-out': ['-'],
  fit: ['0', 'f'],
  actual: ['Shift+f'],
} as const

/** @param focused whether the stage itself has the focus, so that Tab and arrows elsewhere stay the page's own */
export function commandsOf(
  model: StageModel,
  hands: Hands,
  around: () => Surroundings,
  focused: () => 'stage' | 'page' | 'elsewhere',
): Command[] {
  const image = () => around().image
  const editable = () => !around().props.readOnly
  const drawable = () => editable() && around().next !== null
  const hasChosen = () => chosenMarks(around(), model.get()).length > 0
  const movable = () => editable() && focused() !== 'elsewhere' && (model.get().keyed !== null || hasChosen())
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

  return [
    { id: 'image.draw', keys: barKeys.draw, enabled: drawable, run: () => hands.take('draw') },
    { id: 'image.select', keys: barKeys.select, run: () => hands.take('select') },
    { id: 'image.new-box', keys: ['n'], enabled: drawable, run: () => hands.begin() },
    {
      id: 'image.place',
      keys: ['Enter'],
      enabled: () => model.get().keyed !== null,
      run: () => hands.place(),
    },
    {
      id: 'image.delete',
      keys: ['Delete', 'Backspace'],
      enabled: () => editable() && hasChosen(),
      run: () => hands.remove(),
    },
    {
      id: 'image.cancel',
      keys: ['Escape'],
      enabled: () => isBusy(model.get()) || around().props.selection.length > 0,
      run: () => hands.cancel(),
    },
    {
      id: 'image.next',
      keys: ['Tab'],
      enabled: () => focused() === 'stage' && hands.canWalk(1),
      run: () => hands.walk(1),
    },
    {
      id: 'image.previous',
      keys: ['Shift+Tab'],
      enabled: () => focused() === 'stage' && around().props.selection.length > 0 && hands.canWalk(-1),
      run: () => hands.walk(-1),
    },
    {
      id: 'image.choose-all',
      keys: ['Mod+a'],
      enabled: () => focused() !== 'elsewhere',
      run: () => hands.chooseAll(),
    },
    ...arrows('nudge', '', (dx, dy) => hands.nudge(dx, dy)),
    ...arrows('nudge-far', 'Shift+', (dx, dy) => hands.nudge(dx, dy, true)),
    ...arrows('stretch', 'Mod+', (dx, dy) => hands.stretch(dx, dy)),
    ...arrows('stretch-far', 'Mod+Shift+', (dx, dy) => hands.stretch(dx, dy, true)),
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
