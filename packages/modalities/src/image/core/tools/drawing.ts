// Drawing tools: what each must say beside its table, and what it may ask. One tool for each kind of question.
import type { ImagePoint, Size } from '@etabli/geometry'
import type { NamedState, PointerToolEvent, Step, Tool, ToolEvent, ToolRow } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId, Question } from '@etabli/schema'
import type { HitIndex } from '../hit-index.ts'
import { type Shape, shapeValue } from '../shape.ts'
import type { Guide, Snapping } from '../snap.ts'

/** `extremes`: a box by its four outermost points; other kinds have one way only. */
export type DrawMode = 'corners' | 'extremes'

export interface DrawContext {
  readonly image: Size
  /** The question and class of the mark to come. */
  readonly question: Question
  readonly label: LabelId | null
  readonly newId: () => MarkId
  readonly mode: DrawMode
  /** Marks whose edges pull, or null where snapping is off. */
  readonly snapTo: HitIndex | null
}

/** What is half drawn. */
export interface Draft {
  readonly shape: Shape
  /** Points set so far, where they are set one by one. */
  readonly points?: readonly ImagePoint[]
  /** The outline is not closed yet. */
  readonly open?: boolean
  readonly guides?: readonly Guide[]
}

/** A tool whose state only itself can read, so that tools of all kinds lie in one list. */
export interface DrawingTool {
  readonly id: string
  /** The kind of question whose marks it draws. */
  readonly kind: string
  readonly rest: NamedState
  readonly rows: readonly ToolRow[]
  step(state: NamedState, event: ToolEvent<ImagePoint>, context: DrawContext): Step<NamedState>
  /** What is half drawn, or null at rest. */
  draft(state: NamedState): Draft | null
  /** The state with the last point taken back; the resting one where there was only one. */
  back(state: NamedState): NamedState
}

/**
 * Makes a drawing tool of a tool.
 * @param draft what a state shows
 * @param back takes back the last point; without it the whole draft goes
 */
export function defineDrawing<S extends NamedState>(
  kind: string,
  tool: Tool<S, ImagePoint, DrawContext>,
  draft: (state: S) => Draft | null,
  back: (state: S) => S = () => tool.rest,
): DrawingTool {
  // A state is only ever given back to the tool that made it.
  const own = (state: NamedState) => state as S
  return {
    id: tool.id,
    kind,
    rest: tool.rest,
    rows: tool.rows,
    step: (state, event, context) => tool.step(own(state), event, context),
    draft: (state) => draft(own(state)),
    back: (state) => back(own(state)),
  }
}

/** A person's new mark of this shape; what its class says from the start, it says once it is committed. */
export function newMark(shape: Shape, context: Pick<DrawContext, 'question' | 'label' | 'newId'>): Mark {
  const { question, label } = context
  return {
    id: context.newId(),
    question: question.id,
    kind: shape.kind,
    label,
    value: shapeValue(shape),
    source: 'person',
    confidence: null,
  }
}

/** What pulls the pointer in this event; Alt lets go, and so does Shift, which has a line of its own. */
export function snappingOf(
  event: Pick<PointerToolEvent<ImagePoint>, 'alt' | 'shift' | 'unitsPerPixel'>,
  context: { readonly image: Size; readonly snapTo: HitIndex | null },
  without?: ReadonlySet<MarkId>,
): Snapping | null {
  if (!context.snapTo || event.alt || event.shift) return null
  const { image, snapTo: index } = context
  return { index, image, unitsPerPixel: event.unitsPerPixel, ...(without ? { without } : {}) }
}
