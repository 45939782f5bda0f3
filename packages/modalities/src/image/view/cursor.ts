// Which cursor the stage shows: what a press here would do.
import type { Handle } from '@etabli/geometry'
import type { StageProps } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'
import { hitIndex } from '../core/hit-index.ts'
import type { Shape } from '../core/shape.ts'
import type { Grip } from '../core/tools/grips.ts'
import type { StageState } from './model.ts'

export interface Hover {
  readonly mark: MarkId | null
  readonly grip: Grip | null
}

export function cursorOf(
  state: StageState,
  props: Pick<StageProps, 'readOnly' | 'selection' | 'answers'>,
  can: { readonly draw: boolean; readonly select: boolean },
  hover: Hover,
): string {
  const { select, pan, tool } = state
  if (pan === 'panning') return 'grabbing'
  if (pan === 'ready' || !can.select) return 'grab'
  if (select.name === 'moving') return 'move'
  if (select.name === 'reshaping') return gripCursor(select.grip, select.shape, true)
  if (tool === 'draw') return can.draw ? 'crosshair' : 'default'
  if (hover.mark === null) return 'default'
  if (props.readOnly) return 'pointer'
  if (hover.grip) return gripCursor(hover.grip, hitIndex(props.answers).get(hover.mark)?.shape ?? null, false)
  return props.selection.includes(hover.mark) ? 'move' : 'pointer'
}

const ROUND: readonly Handle[] = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw']

function gripCursor(grip: Grip, shape: Shape | null, held: boolean): string {
  switch (grip.kind) {
    case 'turn':
      return held ? 'grabbing' : 'grab'
    case 'vertex':
      return 'move'
    case 'edge':
      return held ? 'move' : 'copy'
    case 'side': {
      // The handle's compass point once the box is turned, to the nearest eighth.
      const turns = shape?.kind === 'box' ? Math.round(shape.angle / 45) : 0
      return `${ROUND[(ROUND.indexOf(grip.handle) + turns) % ROUND.length] ?? grip.handle}-resize`
    }
  }
}
