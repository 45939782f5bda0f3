// What is said of a mark beside its class, as files carry it, and back.
import { type Attribute, type AttributeValue, attributeFault, type Mark, type Question } from '@etabli/schema'

/** Attributes of this id have a place of their own in some formats. */
export const CROWD = 'crowd'

/** The question's attributes that the mark says something of, in the question's order. */
export function saidOf(mark: Mark, { attributes }: Pick<Question, 'attributes'>): [Attribute, AttributeValue][] {
  const values = mark.attributes ?? {}
  return (attributes ?? []).flatMap((attribute) => {
    const value = values[attribute.id]
    return value === undefined ? [] : [[attribute, value] as [Attribute, AttributeValue]]
  })
}

/**
 * The attributes that a file gives of one mark, for the question that takes it; attributes that the question does not
 * ask for are left aside, as every tool writes some of its own.
 * @param written by id or name; text where the format knows nothing else
 * @returns a sentence where a value does not fit
 */
export function attributesFrom(
  written: Readonly<Record<string, unknown>>,
  question: Pick<Question, 'attributes'>,
): Record<string, AttributeValue> | string {
  const found: Record<string, AttributeValue> = {}
  for (const attribute of question.attributes ?? []) {
    const raw = written[attribute.id] ?? written[attribute.name]
    if (raw === undefined || raw === null || raw === '') continue
    const value = fitted(raw, attribute)
    if (value === null) return `${JSON.stringify(raw)} is no value of an attribute.`
    const fault = attributeFault(attribute, value)
    if (fault !== null) return `${fault}.`
    found[attribute.id] = value
  }
  return found
}

/** The value as the attribute's type has it; as it is where it fits none, so that the fault names it. */
function fitted(raw: unknown, { type }: Attribute): AttributeValue | null {
  if (type === 'checkbox') {
    if (raw === true || raw === 1 || /^(?:true|1|yes)$/i.test(String(raw))) return true
    if (raw === false || raw === 0 || /^(?:false|0|no)$/i.test(String(raw))) return false
  }
  if (type === 'number' && typeof raw === 'string' && raw.trim() !== '' && Number.isFinite(Number(raw))) {
    return Number(raw)
  }
  if ((type === 'text' || type === 'choice') && typeof raw === 'number') return String(raw)
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? raw : null
}
