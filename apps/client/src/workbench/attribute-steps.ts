// Steps of attributes: what the selected marks say, and the patches that make them say something else, by field or key.
import { kinds } from '@etabli/modalities'
import { changing, type Patch } from '@etabli/modality-kit'
import {
  type Answers,
  type Attribute,
  type AttributeValue,
  attributesOf,
  type Mark,
  type MarkId,
  type Question,
} from '@etabli/schema'
import { saying } from '../stores/said.ts'

/** What several marks say: all the same, nothing at all, or not all the same. */
export type Together =
  | { readonly state: 'same'; readonly value: AttributeValue }
  | { readonly state: 'unset' | 'mixed' }

/** The selected marks of a question, in the order of the answers; its one answer where there can be no other. */
export function chosenMarks(answers: Answers, selection: readonly MarkId[], question: Question): Mark[] {
  if (kinds.get(question.kind)?.many === false) return answers.filter((mark) => mark.question === question.id)
  if (selection.length === 0) return []
  const chosen = new Set(selection)
  return answers.filter((mark) => mark.question === question.id && chosen.has(mark.id))
}

/** The attributes that every one of these marks is asked, in the question's order. */
export function sharedAttributes(question: Question, marks: readonly Mark[]): Attribute[] {
  const [first, ...others] = [...new Set(marks.map(({ label }) => label))]
  if (first === undefined) return []
  return attributesOf(question, first).filter(({ id }) =>
    others.every((label) => attributesOf(question, label).some((attribute) => attribute.id === id)),
  )
}

export function together(marks: readonly Mark[], { id }: Attribute): Together {
  const [first, ...others] = marks.map((mark) => mark.attributes?.[id])
  if (others.some((value) => value !== first)) return { state: 'mixed' }
  return first === undefined ? { state: 'unset' } : { state: 'same', value: first }
}

/**
 * Makes the marks say a value for an attribute, or say nothing; marks that say so already are left alone.
 * @param value undefined takes back what is said
 */
export function say(marks: readonly Mark[], { id }: Attribute, value: AttributeValue | undefined): Patch[] {
  return marks
    .filter((mark) => mark.attributes?.[id] !== value)
    .map((mark) => {
      const { [id]: _, ...others } = mark.attributes ?? {}
      const said = saying(mark, value === undefined ? others : { ...others, [id]: value })
      return changing(mark, { ...said, source: 'person', confidence: null })
    })
}

/** What an attribute's key makes the marks say next; null where a value has to be typed. */
export function nextValue(attribute: Attribute, now: Together): AttributeValue | null {
  const value = now.state === 'same' ? now.value : null
  switch (attribute.type) {
    case 'checkbox':
      return value !== true
    case 'choice': {
      const at = attribute.choices.indexOf(String(value))
      return attribute.choices[(at + 1) % attribute.choices.length] ?? null
    }
    default:
      return null
  }
}

export interface Keyed {
  readonly question: Question
  readonly marks: readonly Mark[]
  readonly attribute: Attribute
}

/** The attribute that a key means for the selected marks, or null. */
export function attributeOfKey(
  questions: readonly Question[],
  names: readonly string[],
  { answers, selection }: { readonly answers: Answers; readonly selection: readonly MarkId[] },
): Keyed | null {
  for (const question of questions) {
    if ((question.attributes?.length ?? 0) === 0) continue
    const marks = chosenMarks(answers, selection, question)
    const attribute = sharedAttributes(question, marks).find(({ key }) => key !== null && names.includes(key))
    if (attribute) return { question, marks, attribute }
  }
  return null
}

/** Puts the focus into an attribute's field in the panel, where it is shown. */
export function focusAttribute(within: ParentNode, question: Question, { id }: Pick<Attribute, 'id'>): void {
  const part = within.querySelector(`[data-question="${CSS.escape(question.id)}"]`)
  part?.querySelector<HTMLElement>(`[data-attribute="${CSS.escape(id)}"] :is(input, textarea, button)`)?.focus()
}
