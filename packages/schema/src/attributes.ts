// Attribute: what may be said of one mark beside its class (occluded, colour, plate number), and whether what is said fits.
import * as z from 'zod/mini'
import { AttributeId, LabelId } from './ids.ts'
import { limits } from './limits.ts'

/** What is said of one mark for one attribute; absent is "not set", which is not the default. */
export const AttributeValue = z.union([z.boolean(), z.number(), z.string().check(z.maxLength(limits.answerText))])
export type AttributeValue = z.infer<typeof AttributeValue>

export const AttributeType = z.enum(['checkbox', 'choice', 'number', 'text'])
export type AttributeType = z.infer<typeof AttributeType>

export const Attribute = z
  .object({
    /** A slug that exports carry, so it never changes once made. */
    id: AttributeId,
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.name)),
    type: AttributeType,
    /** What a choice is among; empty for the other types. */
    choices: z._default(
      z
        .array(z.string().check(z.minLength(1), z.maxLength(limits.name)))
        .check(z.maxLength(limits.choicesPerAttribute)),
      [],
    ),
    /** Bounds of a number, or null. */
    min: z._default(z.nullable(z.number()), null),
    max: z._default(z.nullable(z.number()), null),
    /** What a new mark says from the start, or null: nothing. */
    initial: z._default(z.nullable(AttributeValue), null),
    /** A mark without it cannot be submitted. */
    required: z._default(z.boolean(), false),
    /** One character that sets it on the selected marks (the next choice, the checkbox, the field's focus), or null. */
    key: z._default(z.nullable(z.string().check(z.regex(/^[a-z0-9]$/))), null),
    /** The classes it is asked of; null for all. */
    labels: z._default(z.nullable(z.array(LabelId)), null),
  })
  .check(
    z.refine((a) => a.type !== 'choice' || a.choices.length > 0, { error: 'a choice needs choices' }),
    z.refine((a) => new Set(a.choices).size === a.choices.length, { error: 'two choices are the same' }),
    z.refine((a) => a.initial === null || attributeFault(a, a.initial) === null, {
      error: 'the initial value does not fit the attribute',
    }),
  )
export type Attribute = z.infer<typeof Attribute>

/** The attributes asked of marks of this class, in order. */
export function attributesOf(
  question: { readonly attributes?: readonly Attribute[] | undefined },
  label: LabelId | null,
): Attribute[] {
  return (question.attributes ?? []).filter(
    ({ labels }) => labels === null || (label !== null && labels.includes(label)),
  )
}

/** What a new mark of this class says from the start. */
export function initialAttributes(
  question: { readonly attributes?: readonly Attribute[] | undefined },
  label: LabelId | null,
): Record<string, AttributeValue> {
  return Object.fromEntries(
    attributesOf(question, label).flatMap(({ id, initial }) => (initial === null ? [] : [[id, initial]])),
  )
}

/** Why this value cannot be said for the attribute, or null. */
export function attributeFault(
  attribute: Pick<Attribute, 'name' | 'type' | 'choices' | 'min' | 'max'>,
  value: AttributeValue,
): string | null {
  const { name, type, choices, min, max } = attribute
  switch (type) {
    case 'checkbox':
      return typeof value === 'boolean' ? null : `"${name}" is yes or no`
    case 'choice':
      return typeof value === 'string' && choices.includes(value) ? null : `"${name}" is one of ${choices.join(', ')}`
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return `"${name}" is a number`
      if (min !== null && value < min) return `"${name}" is at least ${min}`
      return max !== null && value > max ? `"${name}" is at most ${max}` : null
    case 'text':
      return typeof value === 'string' ? null : `"${name}" is a text`
  }
}

/** What stays said when a mark changes class: values whose attribute the new class has too and that fit it. */
export function keptAttributes(
  question: { readonly attributes?: readonly Attribute[] | undefined },
  label: LabelId | null,
  values: Readonly<Record<string, AttributeValue>>,
): Record<string, AttributeValue> {
  return Object.fromEntries(
    attributesOf(question, label).flatMap((attribute) => {
      const value = values[attribute.id]
      return value !== undefined && attributeFault(attribute, value) === null ? [[attribute.id, value]] : []
    }),
  )
}
