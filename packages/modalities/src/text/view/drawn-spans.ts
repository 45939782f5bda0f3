// Which spans are drawn, with names and colours: those being edited, and in review those of each annotator.
import { initialsOf, type Layer, type StageProps } from '@etabli/modality-kit'
import type { Mark, Question } from '@etabli/schema'
import { type Passage, stretchOf } from '../core/index.ts'
import type { Drawn } from './lanes.ts'

type Shown = Pick<StageProps, 'answers' | 'questions' | 'layers' | 'support' | 'selection' | 'colour'>

/** Every span to draw; offsets become UTF-16 indices here. */
export function drawnSpans(
  passage: Passage,
  { answers, questions, layers, support, selection, colour }: Shown,
): Drawn[] {
  const byId = new Map(questions.map((question) => [question.id, question]))
  const votes = new Map(support.map((one) => [one.mark, one]))
  const chosen = new Set(selection)
  const draw = (mark: Mark, layer: Layer | null, rank: number): Drawn[] => {
    if (mark.kind !== 'span') return []
    const label = labelOf(mark, byId.get(mark.question))
    const behind = layer === null ? votes.get(mark.id) : undefined
    const { start, end } = stretchOf(mark)
    if (start >= end || end > passage.length) return []
    return [
      {
        id: mark.id,
        start: passage.index.toUtf16(start),
        end: passage.index.toUtf16(end),
        name: layer
          ? `${initialsOf(layer.name)} ${label.name}`
          : behind
            ? `${label.name} ${behind.votes}/${behind.of}`
            : label.name,
        colour: colour(layer ? layer.colour : label.colour),
        proposed: mark.source !== 'person',
        selected: layer === null && chosen.has(mark.id),
        layer: layer?.id ?? null,
        rank,
      },
    ]
  }
  return [
    ...answers.flatMap((mark) => draw(mark, null, 0)),
    ...layers.flatMap((layer, index) =>
      layer.visible ? layer.answers.flatMap((mark) => draw(mark, layer, index + 1)) : [],
    ),
  ]
}

function labelOf(mark: Mark, question: Question | undefined): { name: string; colour: number } {
  const label = question?.labels.find((one) => one.id === mark.label)
  return { name: label?.name ?? mark.label ?? '?', colour: label?.colour ?? 11 }
}
