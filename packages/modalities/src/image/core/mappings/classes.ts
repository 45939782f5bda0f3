// A project's labels of shapes as the numbered classes of COCO, YOLO and Pascal VOC, and back.
import type { MarkSeed } from '@etabli/modality-kit'
import type { Label, Mark, Project, Question } from '@etabli/schema'

type Questions = Pick<Project, 'questions'>

/** The kinds of question whose marks are shapes on an image. */
export type ShapeKind = 'box' | 'polygon' | 'keypoints'
export const SHAPES: readonly ShapeKind[] = ['box', 'polygon', 'keypoints']

export interface ShapeClass {
  readonly question: Question
  readonly label: Label
  /** The label's name; with its question's where two questions share it. */
  readonly name: string
  /** From 0; given by the server for ever, or the place among all classes where it gave none. */
  readonly number: number
}

export function questionsOf({ questions }: Questions, kinds: readonly ShapeKind[]): Question[] {
  return questions.filter(({ kind }) => (kinds as readonly string[]).includes(kind))
}

/**
 * All classes of shapes, of every kind, in the order of the questions and their labels. One numbering for all of them,
 * so that a class has the same number in every file.
 */
export function shapeClasses(project: Questions): ShapeClass[] {
  const all = questionsOf(project, SHAPES).flatMap((question) => question.labels.map((label) => ({ question, label })))
  const counts = new Map<string, number>()
  for (const { label } of all) counts.set(label.name, (counts.get(label.name) ?? 0) + 1)
  const given = all.flatMap(({ label }) => (label.number === undefined ? [] : [label.number]))
  const numbered = given.length === all.length && new Set(given).size === given.length
  return all.map(({ question, label }, place) => ({
    question,
    label,
    name: (counts.get(label.name) ?? 0) > 1 ? `${question.title}: ${label.name}` : label.name,
    number: numbered ? (label.number ?? place) : place,
  }))
}

/** The classes of these kinds alone, with the numbers that they have among all. */
export function classesOf(project: Questions, kinds: readonly ShapeKind[]): ShapeClass[] {
  return shapeClasses(project).filter(({ question }) => (kinds as readonly string[]).includes(question.kind))
}

/**
 * A name for every number up to the highest, for files that list names by number. Numbers of classes that are gone keep
 * their place, with the name that the class had.
 */
export function namesByNumber(project: Questions): string[] {
  const names = new Map(shapeClasses(project).map(({ number, name }) => [number, name]))
  const taken = new Set(names.values())
  for (const { label } of project.questions.flatMap(({ removed }) => removed ?? [])) {
    if (label.number === undefined || names.has(label.number)) continue
    // Two classes of one name would be one to a trainer.
    const name = taken.has(label.name) ? `${label.name} (${label.number})` : label.name
    names.set(label.number, name)
    taken.add(name)
  }
  const most = Math.max(-1, ...names.keys())
  return Array.from({ length: most + 1 }, (_, number) => names.get(number) ?? `unused-${number}`)
}

/** The class of a mark, or undefined where it has none any more. */
export function classOfMark(
  classes: readonly ShapeClass[],
): (mark: Pick<Mark, 'question' | 'label'>) => ShapeClass | undefined {
  const byKey = new Map(classes.map((each) => [`${each.question.id}/${each.label.id}`, each]))
  return ({ question, label }) => byKey.get(`${question}/${label}`)
}

/** Where a file's class goes: the question that takes it, and the label as seeds carry it. */
export interface Named extends Pick<MarkSeed, 'question' | 'label'> {
  readonly asked: Question
}

/**
 * The question and label for a class by its name in a file, among questions of these kinds, the first kind first. An
 * unknown name goes to the first such question as it is written.
 */
export function classByName(project: Questions): (name: string, kinds: readonly ShapeKind[]) => Named | null {
  const classes = shapeClasses(project)
  return (name, kinds) => {
    for (const kind of kinds) {
      const own = classes.filter(({ question }) => question.kind === kind)
      const found =
        // The id, so that a name that two questions share still says which is meant.
        own.find((each) => each.name === name || each.label.name === name) ?? own.find(({ label }) => label.id === name)
      if (found) return { question: found.question.id, label: found.label.id, asked: found.question }
    }
    for (const kind of kinds) {
      const [first] = questionsOf(project, [kind])
      if (first) return { question: first.id, label: name, asked: first }
    }
    return null
  }
}

/** What the kinds are called in sentences. */
const WORDS: Readonly<Record<ShapeKind, string>> = { box: 'boxes', polygon: 'outlines', keypoints: 'poses' }

/** `boxes`; `shapes` where there are several kinds. */
function kindWords(kinds: readonly ShapeKind[]): string {
  const [only, other] = kinds
  return other !== undefined || only === undefined ? 'shapes' : WORDS[only]
}

/** Why a project cannot be written as a file of these kinds, or null. */
export function refusesShapes(project: Questions, kinds: readonly ShapeKind[]): string | null {
  const words = kindWords(kinds)
  if (questionsOf(project, kinds).length === 0) return `This project asks for no ${words}.`
  return classesOf(project, kinds).length === 0 ? `The ${words} of this project have no classes yet.` : null
}

/** The questions that a file of these kinds leaves out, as a sentence. */
export function lossOfOthers(project: Questions, kinds: readonly ShapeKind[]): string[] {
  const others = project.questions.filter(({ kind }) => !(kinds as readonly string[]).includes(kind))
  if (others.length === 0) return []
  const titles = others.map(({ title }) => `“${title}”`).join(', ')
  return [`Left out, as the file holds ${kindWords(kinds)} only: ${titles}.`]
}

/** The attributes that a file without room for them leaves out, as a sentence. */
export function lossOfAttributes(
  project: Questions,
  kinds: readonly ShapeKind[],
  kept: readonly string[] = [],
): string[] {
  const names = questionsOf(project, kinds).flatMap(({ attributes }) =>
    (attributes ?? []).flatMap(({ id, name }) => (kept.includes(id) ? [] : [`“${name}”`])),
  )
  return names.length === 0 ? [] : [`Attributes are left out: ${[...new Set(names)].join(', ')}.`]
}

/** Whether some question of boxes lets them be turned. */
export function asksTurned(project: Questions): boolean {
  return questionsOf(project, ['box']).some(({ options }) => options['rotated'] === true)
}

/** The marks of these kinds with their class; what the file cannot hold is counted by its reason. */
export function classedMarks(
  answers: readonly Mark[],
  kinds: readonly ShapeKind[],
  classOf: ReturnType<typeof classOfMark>,
  leaveOut: (reason: string, count?: number) => void,
): { readonly mark: Mark; readonly known: ShapeClass }[] {
  return answers.flatMap((mark) => {
    const known = classOf(mark)
    if (!(kinds as readonly string[]).includes(mark.kind)) leaveOut(notOf(kinds))
    else if (!known) leaveOut('its class is not in the question any more')
    else return [{ mark, known }]
    return []
  })
}

function notOf(kinds: readonly ShapeKind[]): string {
  const [only, other] = kinds
  if (other !== undefined || only === undefined) return 'it is no shape'
  return { box: 'it is no box', polygon: 'it is no outline', keypoints: 'it is no pose' }[only]
}
