// Which spans are drawn, with names and colours: those being edited, and in review those of each annotator; of a stretch of
// the text only, since only that much is on the page.
import { initialsOf, type Layer, type StageProps } from '@etabli/modality-kit'
import type { Answers, Mark, Question } from '@etabli/schema'
import { type Passage, partAt, stretchesOf, stretchOf } from '../core/index.ts'
import type { Drawn } from './lanes.ts'

type Shown = Pick<StageProps, 'answers' | 'questions' | 'layers' | 'support' | 'selection' | 'colour'> & {
  /** Code points: says what part of a selected span is in hand. */
  readonly caret: number | null
}

/** Bounds of marks in code points, two numbers a mark; made once for each list of answers. */
const known = new WeakMap<Answers, Int32Array>()

function boundsOf(answers: Answers): Int32Array {
  const found = known.get(answers)
  if (found) return found
  const made = new Int32Array(answers.length * 2)
  answers.forEach((mark, index) => {
    const { start, end } = mark.kind === 'span' ? stretchOf(mark) : { start: 0, end: 0 }
    made[index * 2] = start
    made[index * 2 + 1] = end
  })
  known.set(answers, made)
  return made
}

/** The spans among the answers that touch a stretch of code points, in the order of the answers. */
export function spansWithin(answers: Answers, from: number, to: number): Mark[] {
  const bounds = boundsOf(answers)
  const found: Mark[] = []
  for (let index = 0; index < answers.length; index += 1) {
    const start = bounds[index * 2] ?? 0
    const end = bounds[index * 2 + 1] ?? 0
    if (start >= to || end <= from || start >= end) continue
    const mark = answers[index]
    if (mark) found.push(mark)
  }
  return found
}

/** Every span to draw from one UTF-16 index to another; offsets become UTF-16 indices here. */
export function drawnSpans(
  passage: Passage,
  { answers, questions, layers, support, selection, colour, caret }: Shown,
  { from, to }: { readonly from: number; readonly to: number },
): Drawn[] {
  const byId = new Map(questions.map((question) => [question.id, question]))
  const votes = new Map(support.map((one) => [one.mark, one]))
  const chosen = new Set(selection)
  const within = (list: Answers) => spansWithin(list, passage.index.toCodePoint(from), passage.index.toCodePoint(to))
  const draw = (mark: Mark, layer: Layer | null, rank: number): Drawn[] => {
    if (stretchOf(mark).end > passage.length) return []
    const label = labelOf(mark, byId.get(mark.question))
    const behind = layer === null ? votes.get(mark.id) : undefined
    const parts = stretchesOf(mark)
    const held = caret === null ? -1 : partAt(parts, caret)
    return parts.map(({ start, end }, index) => ({
      id: mark.id,
      start: passage.index.toUtf16(start),
      end: passage.index.toUtf16(end),
      name: `${index > 0 ? '… ' : ''}${nameOf(label.name, layer, behind)}${index < parts.length - 1 ? ' …' : ''}`,
      colour: colour(layer ? layer.colour : label.colour),
      proposed: mark.source !== 'person',
      selected: layer === null && chosen.has(mark.id),
      layer: layer?.id ?? null,
      rank,
      part: index,
      held: layer === null && parts.length > 1 && chosen.has(mark.id) && index === held,
    }))
  }
  return [
    ...within(answers).flatMap((mark) => draw(mark, null, 0)),
    ...layers.flatMap((layer, index) =>
      layer.visible ? within(layer.answers).flatMap((mark) => draw(mark, layer, index + 1)) : [],
    ),
  ]
}

function nameOf(name: string, layer: Layer | null, behind: { votes: number; of: number } | undefined): string {
  if (layer) return `${initialsOf(layer.name)} ${name}`
  return behind ? `${name} ${behind.votes}/${behind.of}` : name
}

function labelOf(mark: Mark, question: Question | undefined): { name: string; colour: number } {
  const label = question?.labels.find((one) => one.id === mark.label)
  return { name: label?.name ?? mark.label ?? '?', colour: label?.colour ?? 11 }
}
