// A fluent driver for tools: drive(tool, context).down(at).move(at).up(at), against a document with undo.
import type { Answers, MarkId } from '@etabli/schema'
import { commit, type Document, emptyHistory } from '../history.ts'
import type { NamedState, Tool } from '../tool.ts'
import type { PointerToolEvent, ToolEvent } from '../tool-event.ts'

type Touch = Partial<Omit<PointerToolEvent<unknown>, 'type' | 'at'>>
type Keys = { readonly shift?: boolean; readonly alt?: boolean; readonly mod?: boolean }

export interface Driver<S extends NamedState, P> {
  readonly state: S
  readonly document: Document
  readonly answers: Answers
  readonly selection: readonly MarkId[]
  down(at: P, touch?: Touch): Driver<S, P>
  move(at: P, touch?: Touch): Driver<S, P>
  up(at: P, touch?: Touch): Driver<S, P>
  key(key: string, keys?: Keys): Driver<S, P>
  cancel(): Driver<S, P>
  complete(): Driver<S, P>
  send(event: ToolEvent<P>): Driver<S, P>
}

/** What the tool may ask of its surroundings while it is driven. */
export interface Surroundings {
  readonly answers: Answers
  readonly selection: readonly MarkId[]
  readonly newId: () => MarkId
}

/**
 * Starts a tool at rest over some answers; each call gives back the same driver, one event further.
 * @param contextOf makes the tool's context of the answers and selection of now
 */
export function drive<S extends NamedState, P, C>(
  tool: Tool<S, P, C>,
  contextOf: (now: Surroundings) => C,
  answers: Answers = [],
): Driver<S, P> {
  let state: S = tool.rest
  let document: Document = { answers, history: emptyHistory }
  let selection: readonly MarkId[] = []
  let made = 0
  const newId = (): MarkId => {
    made += 1
    const id = `m${made}` as MarkId
    return document.answers.some((mark) => mark.id === id) ? newId() : id
  }
  const send = (event: ToolEvent<P>): Driver<S, P> => {
    const step = tool.step(state, event, contextOf({ answers: document.answers, selection, newId }))
    state = step.state
    if (step.patches) document = commit(document, step.patches)
    if (step.select) selection = step.select
    return driver
  }
  const point =
    (type: 'down' | 'move' | 'up') =>
    (at: P, touch: Touch = {}) =>
      send({ type, at, shift: false, alt: false, mod: false, unitsPerPixel: 1, pointer: 'mouse', clicks: 1, ...touch })
  const driver: Driver<S, P> = {
    get state() {
      return state
    },
    get document() {
      return document
    },
    get answers() {
      return document.answers
    },
    get selection() {
      return selection
    },
    down: point('down'),
    move: point('move'),
    up: point('up'),
    key: (key, keys = {}) => send({ type: 'key', key, shift: false, alt: false, mod: false, ...keys }),
    cancel: () => send({ type: 'cancel' }),
    complete: () => send({ type: 'complete' }),
    send,
  }
  return driver
}
