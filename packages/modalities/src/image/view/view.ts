// What painting must know beside the model: the answers made ready, how to see them, what is hovered in the list.
import { boxContains, type ImagePoint, polygonIou, type Size } from '@etabli/geometry'
import type { StageProps } from '@etabli/modality-kit'
import { type HitEntry, hitIndex } from '../core/hit-index.ts'
import { placesOf, type Shape } from '../core/shape.ts'
import type { Hover } from './cursor.ts'
import type { MarkLook } from './look.ts'
import type { StageState } from './model.ts'
import type { Chips } from './paint-chips.ts'
import type { Drawn } from './paint-marks.ts'
import type { Scene } from './scene.ts'
import type { Tokens } from './styles.ts'
import type { ViewSettings } from './view-settings.ts'

export interface View {
  readonly props: Pick<StageProps, 'answers' | 'layers' | 'selection' | 'readOnly' | 'colour' | 't' | 'hovered'>
  readonly image: Size
  readonly scene: Scene
  readonly look: MarkLook
  readonly settings: ViewSettings
  readonly tokens: Tokens
  readonly chips: Chips
  /** The marks are to be seen: the picture is there. */
  readonly shown: boolean
  readonly canDraw: boolean
  /** What the next mark will look like, or null where none can be drawn. */
  readonly next: { readonly colour: string; readonly name: string; readonly bones: Drawn['bones'] } | null
  readonly hoverOf: (state: StageState) => Hover
  /** Where the turner of the one chosen box stands, or null where it has none. */
  readonly turnerOf: (entry: HitEntry, state: StageState) => ImagePoint | null
}

/** A mark of another person under the pointer, with the mark of the consensus most like it. */
export interface Other {
  readonly layer: StageProps['layers'][number]
  readonly entry: HitEntry
  /** Intersection over union with that mark; null where nothing can be compared. */
  readonly iou: number | null
}

/** In review: marks of other people under the point. */
export function othersUnder(props: View['props'], at: ImagePoint): Other[] {
  const own = hitIndex(props.answers)
  return props.layers
    .filter(({ visible }) => visible)
    .flatMap((layer) =>
      hitIndex(layer.answers)
        .at(at, 0)
        .map((entry) => ({ layer, entry, iou: bestIou(entry, own.in(entry.hull)) })),
    )
}

/** The greatest IoU with a mark of the same question and kind; null where there is none to compare with. */
function bestIou(entry: HitEntry, candidates: readonly HitEntry[]): number | null {
  const found = candidates.flatMap((other) => {
    const same = other.mark.question === entry.mark.question && other.mark.kind === entry.mark.kind
    const iou = same ? iouOf(entry.shape, other.shape) : null
    return iou === null ? [] : [iou]
  })
  return found.length === 0 ? null : Math.max(...found)
}

/** Of areas; keypoints have none. */
export function iouOf(a: Shape, b: Shape): number | null {
  if (a.kind === 'keypoints' || b.kind === 'keypoints') return null
  return polygonIou(placesOf(a), placesOf(b))
}

/** The pointer while it is over the image, or null. */
export function pointerWithin({ pointer }: StageState, image: Size): ImagePoint | null {
  return pointer && boxContains({ x: 0, y: 0, ...image }, pointer) ? pointer : null
}
