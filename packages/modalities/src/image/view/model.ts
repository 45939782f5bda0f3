// What the stage knows beside the answers: camera, tool in hand, pointer; a value that is replaced, and who listens.
import type { Box, Camera, ImagePoint, Size } from '@etabli/geometry'
import type { BoxToolState } from '../core/tools/box.ts'
import { boxTool } from '../core/tools/box.ts'
import type { SelectToolState } from '../core/tools/select.ts'
import { selectTool } from '../core/tools/select.ts'

export type ToolName = 'draw' | 'select'

/** Kept from task to task: who corrects boxes goes on correcting. Begins with drawing. */
let inHand: ToolName = 'draw'

export function toolInHand(): ToolName {
  return inHand
}

export function keepInHand(tool: ToolName): void {
  inHand = tool
}

export interface StageState {
  readonly viewport: Size
  readonly camera: Camera
  /** The camera follows the window until the person pans or zooms. */
  readonly fitted: boolean
  readonly tool: ToolName
  readonly draw: BoxToolState
  readonly select: SelectToolState
  /** Where the pointer is over the stage, in image pixels, or null. */
  readonly pointer: ImagePoint | null
  /** Space is held, or a drag pans. */
  readonly pan: 'none' | 'ready' | 'panning'
  /** A box being placed by keys, or null. */
  readonly keyed: Box | null
  /** Marks are out of sight while the key is held. */
  readonly bare: boolean
  /** The last pointer was a finger: handles are larger. */
  readonly touch: boolean
}

export interface StageModel {
  get(): StageState
  set(change: Partial<StageState>): void
  subscribe(listener: () => void): () => void
}

export function createModel(tool: ToolName): StageModel {
  let state: StageState = {
    viewport: { width: 0, height: 0 },
    camera: { x: 0, y: 0, scale: 1 },
    fitted: true,
    tool,
    draw: boxTool.rest,
    select: selectTool.rest,
    pointer: null,
    pan: 'none',
    keyed: null,
    bare: false,
    touch: false,
  }
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** True in the middle of a gesture of either tool. */
export function isBusy(state: StageState): boolean {
  return state.draw.name !== 'idle' || state.select.name !== 'idle' || state.keyed !== null
}
