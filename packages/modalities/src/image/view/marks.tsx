// The settled marks, in one Konva shape: all boxes, other people's layers, and the chips with names and votes.
import type { Box, Camera, Size } from '@etabli/geometry'
import type { Layer as PersonLayer } from '@etabli/modality-kit'
import type { Answers, Mark, MarkId, Support } from '@etabli/schema'
import type { Context } from 'konva/lib/Context.js'
import { memo, useCallback, useMemo } from 'react'
import { Shape } from 'react-konva/lib/ReactKonvaCore.js'
import { boxOf } from '../core/kinds/box.ts'
import { type BoxGroup, type Chip, type Chips, chipRoom, paintChip, paintGroups } from './paint-boxes.ts'
import { type Look, PROPOSED, personDash, type Tokens } from './styles.ts'

export interface MarksProps {
  readonly answers: Answers
  readonly layers: readonly PersonLayer[]
  readonly support: readonly Support[]
  /** Marks that are drawn elsewhere, because they are in the hand. */
  readonly without: readonly MarkId[]
  readonly lookOf: (mark: Mark) => Look
  readonly colour: (index: number) => string
  readonly camera: Camera
  readonly viewport: Size
  readonly tokens: Tokens
  readonly chips: Chips
}

export const Marks = memo(function Marks(props: MarksProps) {
  const { answers, layers, support, without, lookOf, colour, camera, viewport, tokens, chips } = props
  const groups = useMemo(
    () => [
      ...layers.filter((layer) => layer.visible).map((layer) => layerGroup(layer, colour)),
      ...groupsOf(answers, without, lookOf, colour),
    ],
    [answers, layers, without, lookOf, colour],
  )
  const labelled = useMemo(
    () => chipsOf(answers, without, support, lookOf, colour),
    [answers, without, support, lookOf, colour],
  )
  const paint = useCallback(
    (context: Context) => {
      const canvas = context._context
      paintGroups(canvas, groups, camera, viewport, tokens)
      for (const { box, name, short } of labelled) {
        const room = chipRoom(box, camera.scale, labelled.length)
        if (room !== 'none') paintChip(canvas, chips, room === 'name' ? name : short, box, camera, viewport)
      }
    },
    [groups, labelled, camera, viewport, tokens, chips],
  )
  return <Shape sceneFunc={paint} listening={false} perfectDrawEnabled={false} />
})

/** Boxes by colour and dashes: one pass of the pen for each. */
function groupsOf(
  answers: Answers,
  without: readonly MarkId[],
  lookOf: MarksProps['lookOf'],
  colour: MarksProps['colour'],
): BoxGroup[] {
  const styles = new Map<string, { colour: string; dash: readonly number[]; boxes: number[] }>()
  for (const mark of answers) {
    const box = boxOf(mark)
    if (!box || without.includes(mark.id)) continue
    const proposed = mark.source !== 'person'
    const index = lookOf(mark).colour
    const key = `${index}${proposed ? '-' : ''}`
    let style = styles.get(key)
    if (!style) {
      style = { colour: colour(index), dash: proposed ? PROPOSED : [], boxes: [] }
      styles.set(key, style)
    }
    style.boxes.push(box.x, box.y, box.width, box.height)
  }
  return Array.from(styles.values(), (style) => ({ ...style, boxes: Float64Array.from(style.boxes) }))
}

function layerGroup(layer: PersonLayer, colour: MarksProps['colour']): BoxGroup {
  const boxes = layer.answers.flatMap((mark) => {
    const box = boxOf(mark)
    return box ? [box.x, box.y, box.width, box.height] : []
  })
  return { colour: colour(layer.colour), dash: personDash(layer.colour), quiet: true, boxes: Float64Array.from(boxes) }
}

interface Labelled {
  readonly box: Box
  readonly name: Chip
  readonly short: Chip
}

function chipsOf(
  answers: Answers,
  without: readonly MarkId[],
  support: readonly Support[],
  lookOf: MarksProps['lookOf'],
  colour: MarksProps['colour'],
): Labelled[] {
  const votes = new Map(support.map((each) => [each.mark, each]))
  return answers.flatMap((mark) => {
    const box = boxOf(mark)
    if (!box || without.includes(mark.id)) return []
    const look = lookOf(mark)
    const vote = votes.get(mark.id)
    return [{ box, name: nameChip(look, colour, vote), short: shortChip(look, colour) }]
  })
}

/** The name of a mark's label, with the votes behind it where they are known. */
export function nameChip(look: Look, colour: (index: number) => string, vote?: Support): Chip {
  const chip = { text: look.name, colour: colour(look.colour) }
  return vote ? { ...chip, note: `${vote.votes}/${vote.of}`, contested: vote.contested } : chip
}

/** The key of the label, else its first letter, where there is no room for the name. */
function shortChip(look: Look, colour: (index: number) => string): Chip {
  const [first = '–'] = look.name
  return { text: (look.label?.key ?? first).toUpperCase(), colour: colour(look.colour) }
}
