// The chips with names and votes: small pictures kept ready, put on the corner of a mark.
import type { Box, Camera, Size } from '@etabli/geometry'
import type { Tokens } from './styles.ts'

/** A name on a coloured ground; `note` (votes) stands beside it on the page's own ground. */
export interface Chip {
  readonly text: string
  readonly colour: string
  readonly note?: string
  /** The note asks for attention. */
  readonly contested?: boolean
}

const CHIP_HEIGHT = 18
const FONT_SIZE = 11.5
const PADDING = 6

interface Picture {
  readonly canvas: HTMLCanvasElement
  readonly width: number
}

/** Draws chips once and keeps the picture; a new theme or screen asks for a new cache. */
export function createChips(tokens: Tokens, ratio: number): (chip: Chip) => Picture {
  const pictures = new Map<string, Picture>()
  return (chip) => {
    const key = `${chip.colour}|${chip.text}|${chip.note ?? ''}|${chip.contested ? 1 : 0}`
    const known = pictures.get(key)
    if (known) return known
    const made = drawChip(chip, tokens, ratio)
    pictures.set(key, made)
    return made
  }
}

export type Chips = ReturnType<typeof createChips>

function drawChip(chip: Chip, tokens: Tokens, ratio: number): Picture {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (!context) return { canvas, width: 0 }
  const font = `600 ${FONT_SIZE}px ${tokens.font}`
  context.font = font
  const nameWidth = Math.ceil(context.measureText(chip.text).width) + 2 * PADDING
  const noteWidth = chip.note ? Math.ceil(context.measureText(chip.note).width) + 2 * PADDING : 0
  const width = nameWidth + noteWidth
  canvas.width = Math.ceil(width * ratio)
  canvas.height = Math.ceil(CHIP_HEIGHT * ratio)
  context.scale(ratio, ratio)
  context.beginPath()
  context.roundRect(0, 0, width, CHIP_HEIGHT, 3)
  context.clip()
  context.fillStyle = chip.colour
  context.fillRect(0, 0, nameWidth, CHIP_HEIGHT)
  context.font = font
  context.textBaseline = 'middle'
  context.fillStyle = tokens.onLabel
  context.fillText(chip.text, PADDING, CHIP_HEIGHT / 2 + 0.5)
  if (chip.note) {
    context.fillStyle = tokens.surface
    context.fillRect(nameWidth, 0, noteWidth, CHIP_HEIGHT)
    context.fillStyle = chip.contested ? tokens.warn : tokens.inkSoft
    context.fillText(chip.note, nameWidth + PADDING, CHIP_HEIGHT / 2 + 0.5)
  }
  return { canvas, width }
}

/** Puts a chip on the upper left corner of a box: above it, or inside where there is no room above. */
export function paintChip(
  canvas: CanvasRenderingContext2D,
  chips: Chips,
  chip: Chip,
  box: Box,
  camera: Camera,
  viewport: Size,
  row = 0,
): void {
  const left = box.x * camera.scale + camera.x
  const top = box.y * camera.scale + camera.y
  const right = left + box.width * camera.scale
  const bottom = top + box.height * camera.scale
  if (left > viewport.width || top > viewport.height || right < 0 || bottom < 0) return
  const picture = chips(chip)
  const x = Math.round(Math.max(2, Math.min(left - 1, viewport.width - picture.width - 2)))
  const above = top - CHIP_HEIGHT - 1
  const y = Math.round((above >= 2 ? above : Math.max(2, top + 1)) + row * (CHIP_HEIGHT + 1))
  canvas.drawImage(picture.canvas, x, y, picture.width, CHIP_HEIGHT)
}

/** How much of a chip there is room for: the name, one character, or none. */
export function chipRoom(box: Box, scale: number, marks: number): 'name' | 'short' | 'none' {
  const width = box.width * scale
  const height = box.height * scale
  if (marks <= 40) return width >= 22 || height >= 40 ? 'name' : 'short'
  if (marks > 1_500 && Math.min(width, height) < 60) return 'none'
  if (width >= 64 && height >= 28) return 'name'
  return Math.min(width, height) >= 14 ? 'short' : 'none'
}
