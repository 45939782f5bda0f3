// What the stage knows beside the answers: camera, tool in hand, pointer; a value that is replaced, and who listens.
import type { Camera, ImagePoint, Size } from '@etabli/geometry'
import type { NamedState } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'
import type { Shape } from '../core/shape.ts'
import type { Guide } from '../core/snap.ts'
import type { Draft, DrawingTool, DrawMode } from '../core/tools/drawing.ts'
import { drawingFor } from '../core/tools/registry.ts'
import { type SelectToolState, selectGuides, selectTool } from '../core/tools/select.ts'

export type ToolName = 'draw' | 'select'

/** Kept from task to task: who corrects boxes goes on correcting. Begins with drawing. */
export interface Habits {
  readonly tool: ToolName
  readonly mode: DrawMode
  /** Edges pull what is dragged near them. */
  readonly snap: boolean
  /** A pen has drawn: from then on fingers pan. */
  readonly pen: boolean
}

let habits: Habits = { tool: 'draw', mode: 'corners', snap: true, pen: false }

export function habitsOfNow(): Habits {
  return habits
}

export function keepHabits(change: Partial<Habits>): void {
  habits = { ...habits, ...change }
}

/** Which marks are seen and may be touched. It belongs to the page: no part of the answers. */
export interface Sight {
  readonly locked: ReadonlySet<MarkId>
  readonly hidden: ReadonlySet<MarkId>
  /** Where some are isolated, all others are dimmed and cannot be touched; null where none are. */
  readonly isolated: ReadonlySet<MarkId> | null
}

export interface StageState {
  readonly viewport: Size
  readonly camera: Camera
  /** The camera follows the window until the person pans or zooms. */
  readonly fitted: boolean
  readonly tool: ToolName
  readonly mode: DrawMode
  readonly snap: boolean
  /** The drawing tool in use, by the kind it draws, and its state. */
  readonly drawing: { readonly kind: string; readonly state: NamedState }
  readonly select: SelectToolState
  readonly sight: Sight
  /** Where the pointer is over the stage, in image pixels, or null. */
  readonly pointer: ImagePoint | null
  /** Space is held, or a drag pans. */
  readonly pan: 'none' | 'ready' | 'panning'
  /** A shape being placed by keys, or null. */
  readonly keyed: Shape | null
  /** Where the next point set by keys goes, or null where none is being drawn so. */
  readonly aim: ImagePoint | null
  /** Marks are out of sight while the key is held. */
  readonly bare: boolean
  /** The last pointer was a finger: handles are larger. */
  readonly touch: boolean
  /** Where the context menu is open, in CSS pixels of the stage, or null. */
  readonly menu: { readonly x: number; readonly y: number } | null
}

export interface StageModel {
  get(): StageState
  set(change: Partial<StageState>): void
  subscribe(listener: () => void): () => void
}

const NONE: ReadonlySet<MarkId> = new Set()
export const plainSight: Sight = { locked: NONE, hidden: NONE, isolated: null }

/** @param viewport the room there is, where it is known already */
export function createModel(tool: ToolName, viewport: Size = { width: 0, height: 0 }): StageModel {
  let state: StageState = {
    viewport,
    camera: { x: 0, y: 0, scale: 1 },
    fitted: true,
    tool,
    mode: habits.mode,
    snap: habits.snap,
    drawing: { kind: 'none', state: { name: 'idle' } },
    select: selectTool.rest,
    sight: plainSight,
    pointer: null,
    pan: 'none',
    keyed: null,
    aim: null,
    bare: false,
    touch: false,
    menu: null,
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

/** The tool that a drawing state belongs to. */
export function drawingTool({ drawing }: Pick<StageState, 'drawing'>): DrawingTool | null {
  return drawingFor(drawing.kind)
}

/** True while something is half drawn. */
export function isDrawing(state: Pick<StageState, 'drawing'>): boolean {
  const tool = drawingTool(state)
  return tool !== null && state.drawing.state.name !== tool.rest.name
}

/** What is half drawn, or null. */
export function draftOf(state: Pick<StageState, 'drawing'>): Draft | null {
  return drawingTool(state)?.draft(state.drawing.state) ?? null
}

/** True in the middle of a gesture of either tool. */
export function isBusy(state: StageState): boolean {
  return isDrawing(state) || state.select.name !== 'idle' || state.keyed !== null || state.aim !== null
}

/** The lines that what is dragged or drawn has snapped to. */
export function guidesOf(state: StageState): readonly Guide[] {
  return draftOf(state)?.guides ?? selectGuides(state.select)
}

/** Marks that are not drawn at all. */
export function isHidden({ hidden }: Sight, id: MarkId): boolean {
  return hidden.has(id)
}

/** Marks that are drawn faintly, because others are isolated. */
export function isDimmed({ isolated }: Sight, id: MarkId): boolean {
  return isolated !== null && !isolated.has(id)
}

/** Marks that the pointer passes through and that nothing changes. */
export function isUntouchable(sight: Sight, id: MarkId): boolean {
  return sight.locked.has(id) || isHidden(sight, id) || isDimmed(sight, id)
}
