// A project's box labels as the numbered classes of COCO and YOLO, and back.
import type { MarkSeed } from '@etabli/modality-kit'
import type { Label, Mark, Project, Question } from '@etabli/schema'
import { type BoxValue, boxOf, MIN_SIDE, TOLERANCE } from '../kinds/box.ts'

type Questions = Pick<Project, 'questions'>

export interface BoxClass {
  readonly question: Question
  readonly label: Label
  /** The label's name; with its question's where two questions share it. */
  readonly name: string
}

export function boxQuestions({ questions }: Questions): Question[] {
  return questions.filter(({ kind }) => kind === 'box')
}

/** All classes in the order of the questions and their labels: a class's number is its place here. */
export function boxClasses(project: Questions): BoxClass[] {
  const all = boxQuestions(project).flatMap((question) => question.labels.map((label) => ({ question, label })))
  const counts = new Map<string, number>()
  for (const { label } of all) counts.set(label.name, (counts.get(label.name) ?? 0) + 1)
  return all.map(({ question, label }) => ({
    question,
    label,
    name: (counts.get(label.name) ?? 0) > 1 ? `${question.title}: ${label.name}` : label.name,
  }))
}

/** The class number of a box, or −1 where it has none. */
export function classNumbers(classes: readonly BoxClass[]): (mark: Pick<Mark, 'question' | 'label'>) => number {
  const numbers = new Map(classes.map(({ question, label }, number) => [`${question.id}/${label.id}`, number]))
  return ({ question, label }) => numbers.get(`${question}/${label}`) ?? -1
}

/** Question and label for a class by its name in a file; an unknown name goes to the first question as it is written. */
export function classByName(project: Questions): (name: string) => Pick<MarkSeed, 'question' | 'label'> | null {
  const known = new Map<string, Pick<MarkSeed, 'question' | 'label'>>()
  for (const { question, label, name } of boxClasses(project)) {
    // The id, so that a name that two questions share still says which is meant.
    for (const key of [label.id, label.name, name]) known.set(key, { question: question.id, label: label.id })
  }
  const [first] = boxQuestions(project)
  return (name) => known.get(name) ?? (first ? { question: first.id, label: name } : null)
}

/** The boxes among marks with their class number; what a file of boxes cannot hold is counted by its reason. */
export function numberedBoxes(
  answers: readonly Mark[],
  numberOf: (mark: Mark) => number,
  leaveOut: (reason: string, count?: number) => void,
): { readonly mark: Mark; readonly box: BoxValue; readonly number: number }[] {
  return answers.flatMap((mark) => {
    const box = boxOf(mark)
    const number = numberOf(mark)
    if (!box) leaveOut('it is no box')
    else if (number < 0) leaveOut('its class is not in the question any more')
    return box && number >= 0 ? [{ mark, box, number }] : []
  })
}

/** Why a project cannot be written as boxes, or null. */
export function refusesBoxes(project: Questions): string | null {
  if (boxQuestions(project).length === 0) return 'This project asks for no boxes.'
  return boxClasses(project).length === 0 ? 'The boxes of this project have no classes yet.' : null
}

/** What a file of boxes will lose of this project. */
export function lossOfBoxes(project: Questions): string[] {
  const others = project.questions.filter(({ kind }) => kind !== 'box').map(({ title }) => `“${title}”`)
  return others.length === 0 ? [] : [`Left out, as the file holds boxes only: ${others.join(', ')}.`]
}

/** Edges may leave the image by this many pixels: rounding, which is cut off. */
const SLACK = 1

/**
 * A box of a file within the image, or a sentence why it cannot be.
 * @param size the image's size as displayed; null where nobody knows yet
 */
export function boxWithin(
  box: BoxValue,
  size: { readonly width: number; readonly height: number } | null,
): BoxValue | string {
  const { width: wide, height: high } = size ?? { width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY }
  const right = box.x + box.width
  const bottom = box.y + box.height
  if (box.x < -SLACK || box.y < -SLACK || right > wide + SLACK || bottom > high + SLACK) {
    return `The box ${said(box)} reaches outside the image${size ? ` of ${wide} × ${high} pixels` : ''}.`
  }
  const inside = box.x >= 0 && box.y >= 0 && right <= wide && bottom <= high
  const x = Math.max(0, box.x)
  const y = Math.max(0, box.y)
  const cut = inside ? box : { x, y, width: Math.min(right, wide) - x, height: Math.min(bottom, high) - y }
  if (cut.width < MIN_SIDE - TOLERANCE || cut.height < MIN_SIDE - TOLERANCE)
    return `The box ${said(box)} is smaller than one pixel.`
  return { x: cut.x, y: cut.y, width: cut.width, height: cut.height }
}

function said({ x, y, width, height }: BoxValue): string {
  return `[${[x, y, width, height].map((value) => Math.round(value * 100) / 100).join(', ')}]`
}
