// Editing questions: pure steps from one list of questions to the next, and what keeps a list from being saved.
import { kinds, LANGUAGES, modalityOfMedia } from '@etabli/modalities'
import type { Kind, Translate } from '@etabli/modality-kit'
import {
  type Attribute,
  type AttributeId,
  type Label,
  type LabelId,
  limits,
  livingLabels,
  type MediaType,
  PALETTE_SIZE,
  type Question,
  type QuestionId,
} from '@etabli/schema'
import { classesFault, keyHolders, keysFor } from './classes.ts'
import { slugOf } from './slug.ts'

/** The kinds that may be asked of the medium: those of its own modality first, the ones of many media last. */
export function kindsFor(media: MediaType): string[] {
  const own = new Set(modalityOfMedia(media)?.kinds.map(({ id }) => id))
  const rank = (kind: Kind) => (own.has(kind.id) ? 0 : kind.media.length)
  const fitting = [...kinds.values()].filter((kind) => kind.media.includes(media) && !kind.implied)
  return fitting.toSorted((a, b) => rank(a) - rank(b)).map((kind) => kind.id)
}

/** True for kinds whose questions offer labels. */
export function hasLabels(kind: string): boolean {
  return kind === 'multiple' || (kinds.get(kind)?.labels ?? 'none') !== 'none'
}

/** True for kinds that take many marks. */
export function isMany(kind: string): boolean {
  return kinds.get(kind)?.many ?? false
}

/** True for kinds whose marks may say more of themselves: drawn ones, and what was said. */
export function takesAttributes(kind: string): boolean {
  return isMany(kind) || kind === 'transcript'
}

/** Whether this one option cannot be as it is. */
export function optionFault(question: Question, name: string): boolean {
  const value = question.options[name]
  return value !== undefined && kinds.get(question.kind)?.options.safeParse({ [name]: value }).success === false
}

export function newQuestion(kind: string, title: string, questions: readonly Question[]): Question {
  const taken = new Set<string>(questions.map(({ id }) => id))
  return {
    id: slugOf(title, 'question', taken) as QuestionId,
    kind,
    title,
    help: '',
    required: !(kinds.get(kind)?.many ?? false),
    labels: [],
    options: {},
  }
}

/** Renames; the id of a question that was never saved follows its title. */
export function retitle(questions: readonly Question[], index: number, title: string, saved: boolean): Question[] {
  const others = questions.filter((_, at) => at !== index)
  return questions.map((question, at) => {
    if (at !== index) return question
    if (saved) return { ...question, title }
    return { ...question, title, id: slugOf(title, 'question', new Set(others.map(({ id }) => id))) as QuestionId }
  })
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const result = [...list]
  const [item] = result.splice(from, 1)
  if (item !== undefined) result.splice(Math.max(0, Math.min(to, result.length)), 0, item)
  return result
}

/**
 * The labels with new ones of these names; names already there (case aside) are left out.
 * @param others the project's other questions: their keys are taken only when no other is left
 */
export function withLabels(
  labels: readonly Label[],
  names: readonly string[],
  { attributes = [], removed = [], kind }: Partial<Pick<Question, 'attributes' | 'removed' | 'kind'>> = {},
  others: readonly Question[] = [],
): Label[] {
  const result = [...labels]
  const known = new Set(labels.map(({ name }) => name.toLowerCase()))
  const taken = new Set<string>([...labels, ...removed.map(({ label }) => label)].map(({ id }) => id))
  const elsewhere = others.flatMap(keyHolders)
  for (const raw of names) {
    const name = raw.trim().slice(0, limits.name)
    if (name === '' || known.has(name.toLowerCase()) || result.length >= limits.labelsPerQuestion) continue
    known.add(name.toLowerCase())
    const id = slugOf(name, 'label', taken) as LabelId
    taken.add(id)
    result.push({
      id,
      name,
      colour: freeColour(result),
      key: freeKey(keysFor(kind), [...result, ...attributes], elsewhere),
    })
  }
  return result
}

/** The colour least used so far, the first of equals. */
function freeColour(labels: readonly Label[]): number {
  const uses = new Array<number>(PALETTE_SIZE).fill(0)
  for (const { colour } of labels) uses[colour] = (uses[colour] ?? 0) + 1
  return uses.indexOf(Math.min(...uses))
}

interface Keyed {
  readonly key: string | null
}

/** One of the keys that nothing of the question has, and where one is left, nothing of the other questions either. */
function freeKey(keys: readonly string[], here: readonly Keyed[], elsewhere: readonly Keyed[]): string | null {
  const taken = new Set(here.map(({ key }) => key))
  const shared = new Set(elsewhere.map(({ key }) => key))
  const free = keys.filter((key) => !taken.has(key))
  return free.find((key) => !shared.has(key)) ?? free[0] ?? null
}

const SHAPES = ['occluded', 'truncated', 'crowd'] as const
const SEGMENTS = ['language'] as const
const SPEECH = ['accent', 'noise', 'emotion'] as const
type Ready = (typeof SHAPES | typeof SEGMENTS)[number] | (typeof SPEECH)[number]

/** Ready to add by one press: ids that formats know. None for what is marked in texts: nothing hides words or cuts them off. */
export function readyFor(kind: string): readonly Ready[] {
  if (kind === 'transcript') return SPEECH
  if (kind === 'segment') return SEGMENTS
  return kinds.get(kind)?.media.includes('image') ? SHAPES : []
}

/** The ready attribute of that id, named `name`. */
export function readyAttribute(question: Question, id: Ready, name: string): Attribute {
  if (id === 'accent' || id === 'emotion') return newAttribute(question, 'text', name, id)
  if (id !== 'language') return newAttribute(question, 'checkbox', name, id)
  return { ...newAttribute(question, 'choice', name, id), choices: [...LANGUAGES] }
}

export function newAttribute(
  question: Question,
  type: Attribute['type'],
  name: string,
  id: string | null = null,
): Attribute {
  const taken = new Set<string>((question.attributes ?? []).map((one) => one.id))
  return {
    id: slugOf(id ?? name, 'attribute', taken) as AttributeId,
    name,
    type,
    choices: [],
    min: null,
    max: null,
    initial: null,
    required: false,
    key: null,
    labels: null,
  }
}

/** The first thing that keeps the questions from being saved, in words, or null. */
export function faultOf(questions: readonly Question[], t: Translate): string | null {
  for (const question of questions) {
    const fault = questionFault(question, t) ?? besideFault(question, questions, t)
    if (fault) return fault
  }
  return null
}

/** Why a question cannot be asked beside the others, in words, or null. */
function besideFault(question: Question, questions: readonly Question[], t: Translate): string | null {
  const fault = kinds.get(question.kind)?.asked?.(question, questions) ?? null
  return fault === null ? null : t(`schema.faults.asked.${question.kind}`, { title: question.title })
}

/** What is wrong with one question, in words, or null. */
export function questionFault(question: Question, t: Translate): string | null {
  const title = question.title.trim()
  if (title === '') return t('schema.faults.title')
  const kind = kinds.get(question.kind)
  if (!kind) return t('schema.faults.kind', { title, kind: question.kind })
  if (hasLabels(question.kind)) {
    if (livingLabels(question.labels).length === 0) return t('schema.faults.noLabels', { title })
    if (question.labels.some(({ name }) => name.trim() === '')) return t('schema.faults.labelName', { title })
  }
  if (!kind.options.safeParse(question.options).success) return t('schema.faults.options', { title })
  const { min, max } = question.options
  if (typeof min === 'number' && typeof max === 'number' && min > max) return t('schema.faults.bounds', { title })
  return classesFault(question, t)
}
