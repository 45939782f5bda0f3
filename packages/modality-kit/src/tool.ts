// A tool is a value: an id, a resting state and a table state × event. A step is pure.
import type { MarkId } from '@etabli/schema'
import type { Patch } from './patch.ts'
import type { KeyToolEvent, PlainToolEvent, PointerToolEvent, ToolEvent } from './tool-event.ts'

export interface NamedState {
  readonly name: string
}

/** The next state and, at most, one gesture's patches and a new selection. */
export interface Step<S> {
  readonly state: S
  readonly patches?: readonly Patch[]
  readonly select?: readonly MarkId[]
}

type Handler<Here, S, E, C> = (state: Here, event: E, context: C) => Step<S> | undefined

interface Handlers<Here, S, P, C> {
  down?: Handler<Here, S, PointerToolEvent<P>, C>
  move?: Handler<Here, S, PointerToolEvent<P>, C>
  up?: Handler<Here, S, PointerToolEvent<P>, C>
  key?: Handler<Here, S, KeyToolEvent, C>
  complete?: Handler<Here, S, PlainToolEvent, C>
}

interface Cancelling<Here, S, C> {
  cancel: Handler<Here, S, PlainToolEvent, C>
}

/** Every state but the resting one must say what `cancel` does: leaving it out does not compile. */
export type ToolTable<S extends NamedState, R extends S['name'], P, C> = {
  readonly [N in S['name']]: N extends R
    ? Handlers<Extract<S, { name: N }>, S, P, C> & Partial<Cancelling<Extract<S, { name: N }>, S, C>>
    : Handlers<Extract<S, { name: N }>, S, P, C> & Cancelling<Extract<S, { name: N }>, S, C>
}

/** What one state hears: the printed form of a row of the table. */
export interface ToolRow {
  readonly state: string
  readonly events: readonly string[]
}

export interface Tool<S extends NamedState, P, C> {
  readonly id: string
  readonly rest: S
  /** The table as documentation: which events each state answers. */
  readonly rows: readonly ToolRow[]
  /** Runs one event; unhandled events change nothing, in every tool. */
  step(state: S, event: ToolEvent<P>, context: C): Step<S>
}

/**
 * Makes a tool of a table.
 * @example defineTool<State, 'idle', ImagePoint, Context>()('box', { name: 'idle' }, { idle: {…}, drawing: {…, cancel} })
 */
export function defineTool<S extends NamedState, R extends S['name'], P, C>() {
  return (id: string, rest: Extract<S, { name: R }>, table: ToolTable<S, R, P, C>): Tool<S, P, C> => ({
    id,
    rest,
    rows: Object.entries<object>(table).map(([state, row]) => ({ state, events: Object.keys(row) })),
    step(state, event, context) {
      // The row belongs to the state's own name, so its handlers take this state; the compiler cannot follow that.
      const row = table[state.name as S['name']] as Handlers<S, S, P, C> & Partial<Cancelling<S, S, C>>
      const handler = row[event.type] as Handler<S, S, ToolEvent<P>, C> | undefined
      return handler?.(state, event, context) ?? { state }
    },
  })
}
