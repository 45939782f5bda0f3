// Draws the picture: whole, or for a large one its overview and over it the tiles in view, coarse ones until sharp ones are there.
import type { Camera, Size } from '@etabli/geometry'
import type { TileAddresses } from '@etabli/modality-kit'
import { type TileLevels, tileLevels } from '@etabli/schema'
import type { Context } from 'konva/lib/Context.js'
import { memo, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { Shape } from 'react-konva/lib/ReactKonvaCore.js'
import { createTileLoader, type TileLoader, TileNotYet } from './tile-loader.ts'
import { levelFor, type TileAddress, tileBox, tilesInView } from './tile-plan.ts'
import type { Picture } from './use-picture.ts'

/** From this zoom on, pixels are shown as squares. */
const PIXELATED = 3

interface PictureShapeProps {
  readonly picture: Picture
  /** Pixels of the original, as displayed. */
  readonly image: Size
  readonly camera: Camera
  /** CSS pixels. */
  readonly viewport: Size
  readonly tiles: TileAddresses | null
}

export const PictureShape = memo(function PictureShape(props: PictureShapeProps) {
  const { picture, image, camera, viewport, tiles } = props
  const levels = useMemo(() => tileLevels(image), [image])
  const loader = useLoader(tiles)
  const density = Math.max(1, window.devicePixelRatio)
  const plan = useMemo(() => {
    const level = loader && levels ? levelFor(levels, image, camera, density) : null
    return level === null || !levels ? null : { levels, level, wanted: tilesInView(levels, level, camera, viewport) }
  }, [loader, levels, image, camera, viewport, density])
  useEffect(() => loader?.want(plan?.wanted ?? NONE), [loader, plan])
  const version = useSyncExternalStore(loader?.subscribe ?? never, loader?.version ?? zero)
  const paint = useCallback(
    (context: Context) => {
      if (picture.state !== 'ready') return
      const canvas = context._context
      canvas.imageSmoothingEnabled = camera.scale < PIXELATED
      canvas.imageSmoothingQuality = 'medium'
      canvas.drawImage(picture.image, camera.x, camera.y, image.width * camera.scale, image.height * camera.scale)
      if (!plan || !loader) return
      canvas.save()
      // Tiles at the edge may reach past the image by a part of a pixel of their level.
      canvas.beginPath()
      canvas.rect(camera.x, camera.y, image.width * camera.scale, image.height * camera.scale)
      canvas.clip()
      for (const address of layered(plan, loader, camera, viewport)) {
        paintTile(canvas, loader, plan.levels, address, camera, density)
      }
      canvas.restore()
    },
    // `version` says that the loader holds a new tile, which is drawn by painting anew.
    [picture, image, camera, viewport, plan, loader, density, version],
  )
  return <Shape sceneFunc={paint} listening={false} perfectDrawEnabled={false} />
})

const NONE: readonly TileAddress[] = []
const never = () => () => undefined
const zero = () => 0

function useLoader(tiles: TileAddresses | null): TileLoader<ImageBitmap> | null {
  const [loader, setLoader] = useState<TileLoader<ImageBitmap> | null>(null)
  useEffect(() => {
    if (!tiles) return
    const made = createTileLoader<ImageBitmap>({ load: loadFrom(tiles), after })
    setLoader(made)
    return () => {
      setLoader(null)
      made.close()
    }
  }, [tiles])
  return loader
}

function loadFrom(tiles: TileAddresses) {
  return async ({ level, column, row }: TileAddress, signal: AbortSignal): Promise<ImageBitmap> => {
    const reply = await fetch(tiles.tile(level, column, row), { signal, credentials: 'same-origin' })
    if (reply.status === 503) throw new TileNotYet()
    if (!reply.ok) throw new Error(`tile ${level}/${column}/${row}: ${reply.status}`)
    return createImageBitmap(await reply.blob())
  }
}

function after(millis: number, run: () => void): () => void {
  const timer = setTimeout(run, millis)
  return () => clearTimeout(timer)
}

interface Plan {
  readonly levels: TileLevels
  readonly level: number
  readonly wanted: readonly TileAddress[]
}

/** What to draw, in order: while sharp tiles lack, coarser ones and those one level finer lie below. */
function layered(plan: Plan, loader: TileLoader<ImageBitmap>, camera: Camera, viewport: Size): TileAddress[] {
  const { levels, level, wanted } = plan
  if (wanted.every((address) => loader.get(address))) return [...wanted]
  const below: TileAddress[] = []
  for (let coarser = 0; coarser < level; coarser++) below.push(...tilesInView(levels, coarser, camera, viewport))
  if (level + 1 < levels.length) below.push(...tilesInView(levels, level + 1, camera, viewport))
  return [...below, ...wanted]
}

/** Edges fall on device pixels, so that no seam shows between neighbours. */
function paintTile(
  canvas: CanvasRenderingContext2D,
  loader: TileLoader<ImageBitmap>,
  levels: TileLevels,
  address: TileAddress,
  camera: Camera,
  density: number,
): void {
  const tile = loader.get(address)
  if (!tile) return
  const box = tileBox(levels, address)
  const snap = (value: number) => Math.round(value * density) / density
  const left = snap(camera.x + box.x * camera.scale)
  const top = snap(camera.y + box.y * camera.scale)
  const right = snap(camera.x + (box.x + box.width) * camera.scale)
  const bottom = snap(camera.y + (box.y + box.height) * camera.scale)
  canvas.drawImage(tile, left, top, right - left, bottom - top)
}
