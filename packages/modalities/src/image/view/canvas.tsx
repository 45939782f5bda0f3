// The three canvases: picture, settled marks, what is in the hand. They follow the model by themselves: a pan, a zoom or
// a drag paints and does not render React's tree.
import type { Box, Camera, Size } from '@etabli/geometry'
import type { TileAddresses } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'
import type { Context } from 'konva/lib/Context.js'
import type { Layer as KonvaLayer } from 'konva/lib/Layer.js'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { Stage as KonvaStage, Layer, Shape } from 'react-konva/lib/ReactKonvaCore.js'
import { paintLive } from './live.ts'
import type { StageModel, StageState } from './model.ts'
import { chipRoom, paintChip } from './paint-chips.ts'
import { MANY, paintGroup } from './paint-marks.ts'
import { createResting, type Resting, slideOf } from './resting.ts'
import { type Seen, seenIn, seenOf } from './scene.ts'
import { PictureShape } from './tiled-picture.tsx'
import { changedPart, reachOf, type Shown } from './touch-up.ts'
import { useModel } from './use-model.ts'
import type { Picture } from './use-picture.ts'
import type { View } from './view.ts'

export interface StageCanvasProps {
  readonly model: StageModel
  readonly view: View
  readonly picture: Picture
  readonly tiles: TileAddresses | null
  /** CSS filter of the picture alone. */
  readonly filter: string
}

export function StageCanvas({ model, view, picture, tiles, filter }: StageCanvasProps) {
  const viewport = useModel(model, (state) => state.viewport)
  const latest = useRef(view)
  const drawn = useRef<View | null>(null)
  const pictureLayer = useRef<KonvaLayer>(null)
  const settled = useRef<KonvaLayer>(null)
  const live = useRef<KonvaLayer>(null)
  const resting = useMemo(() => createResting(model, () => latest.current.image), [model])
  /** The cameras that the two lower canvases show. */
  const shows = useRef<{ picture: Camera; marks: Camera; crowd: boolean } | null>(null)
  shows.current ??= { picture: resting.get(), marks: resting.get(), crowd: false }

  useLayoutEffect(() => {
    latest.current = view
    if (!drawn.current || asksForMarks(drawn.current, view)) settled.current?.batchDraw()
    drawn.current = view
    live.current?.batchDraw()
  }, [view])
  useLayoutEffect(() => {
    const element = pictureLayer.current?.getNativeCanvasElement()
    if (element) element.style.filter = filter
  }, [filter])
  const slide = useCallback(() => {
    const { camera } = model.get()
    if (!shows.current) return
    slideLayer(pictureLayer.current, shows.current.picture, camera)
    slideLayer(settled.current, shows.current.marks, camera)
  }, [model])
  useEffect(() => {
    let last = model.get()
    const stop = model.subscribe(() => {
      const state = model.get()
      if (movesMarks(last, state, shows.current?.crowd ?? false)) settled.current?.batchDraw()
      if (last.camera !== state.camera) slide()
      live.current?.batchDraw()
      last = state
    })
    const rested = resting.subscribe(() => settled.current?.batchDraw())
    return () => {
      stop()
      rested()
    }
  }, [model, resting, slide])
  useLayoutEffect(() => resting.follow(), [resting])
  const { hovered } = view.props
  useEffect(() => hovered?.subscribe(() => live.current?.batchDraw()), [hovered])
  const showsPicture = useCallback(
    (camera: Camera) => {
      if (shows.current) shows.current.picture = camera
      // Once it is painted, and not before, it lies where the camera has it.
      pictureLayer.current?.off('draw.slide').on('draw.slide', slide)
    },
    [slide],
  )

  /** What lies on the canvas of settled marks, or null where nothing does. */
  const lies = useRef<Shown | null>(null)
  const paintSettled = useCallback(
    (context: Context) => {
      const state = model.get()
      const { canvas } = context._context
      const crowd = shows.current?.crowd ?? false
      const camera = crowd ? resting.get() : state.camera
      if (latest.current.shown && !state.bare) {
        const { viewport: room } = state
        const bitmap = { width: canvas.width, height: canvas.height }
        const next = { view: latest.current, camera, viewport: room, held: heldIn(state), count: 0, bitmap }
        lies.current = paintShown(context._context, lies.current, next, latest.current)
      } else {
        clear(context._context, state.viewport)
        lies.current = null
      }
      const count = lies.current?.count ?? 0
      shows.current = { picture: shows.current?.picture ?? camera, marks: camera, crowd: count > CROWD }
      slide()
    },
    [model, resting, slide],
  )
  const paintTop = useCallback(
    (context: Context) => {
      const state = model.get()
      if (latest.current.shown && !state.bare) paintLive(context._context, latest.current, state)
    },
    [model],
  )
  return (
    <KonvaStage width={viewport.width} height={viewport.height} listening={false}>
      <Layer ref={pictureLayer} listening={false}>
        <RestingPicture
          model={model}
          resting={resting}
          picture={picture}
          image={view.image}
          tiles={tiles}
          shows={showsPicture}
        />
      </Layer>
      <Layer ref={settled} listening={false} clearBeforeDraw={false}>
        <Shape sceneFunc={paintSettled} listening={false} perfectDrawEnabled={false} />
      </Layer>
      <Layer ref={live} listening={false}>
        <Shape sceneFunc={paintTop} listening={false} perfectDrawEnabled={false} />
      </Layer>
    </KonvaStage>
  )
}

/** From so many marks in view on, they are slid along as the picture is; fewer are painted sharp at every move. */
const CROWD = 250

function slideLayer(layer: KonvaLayer | null, from: Camera, to: Camera): void {
  const element = layer?.getNativeCanvasElement()
  if (!element) return
  const transform = slideOf(from, to)
  if (element.style.transform === transform) return
  element.style.transformOrigin = '0 0'
  element.style.willChange = 'transform'
  element.style.transform = transform
}

interface RestingPictureProps {
  readonly model: StageModel
  readonly resting: Resting
  readonly picture: Picture
  readonly image: Size
  readonly tiles: TileAddresses | null
  /** Told the camera that the picture is painted with. */
  readonly shows: (camera: Camera) => void
}

function RestingPicture({ model, resting, picture, image, tiles, shows }: RestingPictureProps) {
  const camera = useSyncExternalStore(resting.subscribe, resting.get, resting.get)
  const viewport = useModel(model, (state) => state.viewport)
  useLayoutEffect(() => shows(camera), [camera, shows])
  return <PictureShape picture={picture} image={image} camera={camera} viewport={viewport} tiles={tiles} />
}

function asksForMarks(before: View, after: View): boolean {
  return (
    before.scene !== after.scene ||
    before.look !== after.look ||
    before.settings !== after.settings ||
    before.tokens !== after.tokens ||
    before.chips !== after.chips ||
    before.shown !== after.shown
  )
}

/** Whether the settled marks must be painted anew; a crowd of them waits for the camera to rest. */
function movesMarks(before: StageState, after: StageState, crowd: boolean): boolean {
  return (
    (before.camera !== after.camera && !crowd) ||
    before.viewport !== after.viewport ||
    before.bare !== after.bare ||
    inHand(before) !== inHand(after)
  )
}

/** What stands for the marks in the hand: the same thing as long as they are the same. */
function inHand({ select }: StageState): unknown {
  if (select.name === 'moving') return select.marks
  return select.name === 'reshaping' ? select.mark : null
}

const NOBODY: ReadonlySet<MarkId> = new Set()

function heldIn({ select }: StageState): ReadonlySet<MarkId> {
  if (select.name === 'moving') return new Set(select.marks.map(({ id }) => id))
  return select.name === 'reshaping' ? new Set([select.mark.id]) : NOBODY
}

function clear(canvas: CanvasRenderingContext2D, { width, height }: Size): void {
  canvas.clearRect(0, 0, width + 1, height + 1)
}

/** Paints what has changed since, or everything; gives what lies there now. */
function paintShown(canvas: CanvasRenderingContext2D, before: Shown | null, next: Shown, view: View): Shown {
  const { camera, viewport, held } = next
  const part = before && changedPart(before, next, canvas.getTransform().a)
  if (!before || !part) {
    clear(canvas, viewport)
    const seen = seenOf(view.scene, camera, viewport, held)
    const count = seen.reduce((sum, { members }) => sum + members.length, 0)
    paintMarks(canvas, view, next, seen, count > MANY)
    return { ...next, count }
  }
  if (part.width > 0 && part.height > 0) {
    canvas.save()
    canvas.beginPath()
    canvas.rect(part.x, part.y, part.width, part.height)
    canvas.clip()
    canvas.clearRect(part.x, part.y, part.width, part.height)
    paintMarks(canvas, view, next, seenIn(view.scene, onImage(part, camera, reachOf(view)), held), true)
    canvas.restore()
  }
  return { ...next, count: before.count }
}

/** In image pixels, grown by what of marks beside it reaches into the part. */
function onImage(part: Box, { x, y, scale }: Camera, reach: { readonly x: number; readonly y: number }): Box {
  return {
    x: (part.x - reach.x - x) / scale,
    y: (part.y - reach.y - y) / scale,
    width: (part.width + 2 * reach.x) / scale,
    height: (part.height + 2 * reach.y) / scale,
  }
}

function paintMarks(
  canvas: CanvasRenderingContext2D,
  view: View,
  { camera, viewport }: Pick<Shown, 'camera' | 'viewport'>,
  seen: readonly Seen[],
  thin: boolean,
): void {
  const { line, fill } = view.settings
  for (const { style, members } of seen) paintGroup(canvas, style, members, camera, { line, fill, thin }, view.tokens)
  if (view.settings.labels) paintChips(canvas, view, camera, viewport, seen)
}

function paintChips(
  canvas: CanvasRenderingContext2D,
  view: View,
  camera: Camera,
  viewport: Size,
  seen: readonly Seen[],
): void {
  const count = view.props.answers.length
  for (const { style, members } of seen) {
    if (style.state === 'quiet' || style.state === 'dimmed') continue
    for (const { mark, hull } of members) {
      const room = chipRoom(hull, camera.scale, count)
      if (room !== 'none') paintChip(canvas, view.chips, view.look.chipOf(mark, room), hull, camera, viewport)
    }
  }
}
