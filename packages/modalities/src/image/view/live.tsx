// What changes under the hand, in one Konva shape above the settled marks.
import { type Box, boxContains, type Camera, type ImagePoint, type Size } from '@etabli/geometry'
import type { Layer as PersonLayer } from '@etabli/modality-kit'
import type { Answers, Mark, MarkId, Support } from '@etabli/schema'
import type { Context } from 'konva/lib/Context.js'
import { useCallback } from 'react'
import { Shape } from 'react-konva/lib/ReactKonvaCore.js'
import { boxOf } from '../core/kinds/box.ts'
import { nameChip } from './marks.tsx'
import { type Chips, paintChip } from './paint-boxes.ts'
import { paintBand, paintCrosshair, paintEmphasis, paintHandles, paintReadout } from './paint-live.ts'
import { type Look, PROPOSED, personDash, type Tokens } from './styles.ts'

export interface LiveProps {
  readonly answers: Answers
  readonly layers: readonly PersonLayer[]
  readonly support: readonly Support[]
  readonly selection: readonly MarkId[]
  readonly hovered: MarkId | null
  /** Boxes as they are in the middle of a gesture. */
  readonly moving: ReadonlyMap<MarkId, Box>
  /** The box being drawn, with the colour and name it will have. */
  readonly draft: { readonly box: Box; readonly colour: string; readonly name: string; readonly keyed: boolean } | null
  readonly band: Box | null
  readonly crosshair: ImagePoint | null
  readonly pointer: ImagePoint | null
  readonly handles: boolean
  readonly touch: boolean
  readonly image: Size
  readonly lookOf: (mark: Mark) => Look
  readonly colour: (index: number) => string
  readonly camera: Camera
  readonly viewport: Size
  readonly tokens: Tokens
  readonly chips: Chips
}

/** At most so many chosen boxes are drawn with emphasis; beyond, a choice of everything is plain to see. */
const EMPHASISED = 2_000
/** At most so many chips of other people stand beside the pointer. */
const OTHERS = 12

export function Live(props: LiveProps) {
  const paint = useCallback(
    (context: Context) => {
      const canvas = context._context
      const { camera, viewport, tokens } = props
      if (props.crosshair) paintCrosshair(canvas, props.crosshair, camera, props.image)
      paintHovered(canvas, props)
      paintChosen(canvas, props)
      paintOthers(canvas, props)
      if (props.band) paintBand(canvas, props.band, camera, tokens)
      if (props.draft) {
        const { box, colour, name, keyed } = props.draft
        const look = { colour, fill: 0.14, line: 2, ...(keyed ? { dash: PROPOSED } : {}) }
        paintEmphasis(canvas, box, camera, look, tokens)
        paintChip(canvas, props.chips, { text: name, colour }, box, camera, viewport)
        paintReadout(canvas, box, camera, viewport, tokens)
      }
    },
    [props],
  )
  return <Shape sceneFunc={paint} listening={false} perfectDrawEnabled={false} />
}

function paintHovered(canvas: CanvasRenderingContext2D, props: LiveProps): void {
  const { hovered, selection, answers, moving } = props
  if (hovered === null || selection.includes(hovered) || moving.size > 0) return
  const mark = answers.find(({ id }) => id === hovered)
  const box = mark && boxOf(mark)
  if (!mark || !box) return
  const look = props.lookOf(mark)
  const colour = props.colour(look.colour)
  const dash = mark.source === 'person' ? [] : PROPOSED
  paintEmphasis(canvas, box, props.camera, { colour, fill: 0.16, line: 2, dash }, props.tokens)
  const vote = props.support.find((each) => each.mark === mark.id)
  paintChip(canvas, props.chips, nameChip(look, props.colour, vote), box, props.camera, props.viewport)
}

function paintChosen(canvas: CanvasRenderingContext2D, props: LiveProps): void {
  const { answers, moving, camera, tokens } = props
  const ids = new Set<MarkId>([...props.selection, ...moving.keys()])
  if (ids.size === 0) return
  const chosen = answers.filter((mark) => ids.has(mark.id)).slice(0, EMPHASISED)
  for (const mark of chosen) {
    const box = moving.get(mark.id) ?? boxOf(mark)
    if (!box) continue
    const look = props.lookOf(mark)
    const colour = props.colour(look.colour)
    paintEmphasis(canvas, box, camera, { colour, fill: 0.18, line: 3 }, tokens)
    if (chosen.length > 40) continue
    const vote = props.support.find((each) => each.mark === mark.id)
    paintChip(canvas, props.chips, nameChip(look, props.colour, vote), box, camera, props.viewport)
    if (chosen.length > 1) continue
    if (props.handles) paintHandles(canvas, box, camera, colour, tokens, props.touch)
    paintReadout(canvas, box, camera, props.viewport, tokens)
  }
}

/** In review: who said what of the box under the pointer, one chip a person, below each other. */
function paintOthers(canvas: CanvasRenderingContext2D, props: LiveProps): void {
  const { pointer, layers, camera } = props
  if (!pointer || layers.length === 0) return
  const under = layers.flatMap((layer) =>
    !layer.visible
      ? []
      : layer.answers.flatMap((mark) => {
          const box = boxOf(mark)
          return box && boxContains(box, pointer) ? [{ layer, mark, box }] : []
        }),
  )
  for (const { layer, box } of under) {
    const look = { colour: props.colour(layer.colour), fill: 0.04, line: 2, dash: personDash(layer.colour) }
    paintEmphasis(canvas, box, camera, look, props.tokens)
  }
  const at = { x: pointer.x + 14 / camera.scale, y: pointer.y + 10 / camera.scale, width: 0, height: 0 }
  for (const [row, { layer, mark }] of under.slice(0, OTHERS).entries()) {
    const chip = { text: layer.name, colour: props.colour(layer.colour), note: props.lookOf(mark).name }
    paintChip(canvas, props.chips, chip, at, camera, props.viewport, row + 1)
  }
}
