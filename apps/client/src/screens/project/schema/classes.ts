// Editing classes and attributes: pure steps, from nesting to what becomes of a class in use, and who has which key.
import { kinds } from '@etabli/modalities'
import type { Translate } from '@etabli/modality-kit'
import { attributeFault, type Label, type LabelId, labelKeysOf, type Question } from '@etabli/schema'
import { labelTree } from '../../../workbench/label-tree.ts'

/** What becomes of the marks of a class that is taken out. */
export type Fate = { readonly fate: 'merge'; readonly into: LabelId } | { readonly fate: 'keep' | 'delete' }

const withoutField = <T extends object, K extends keyof T>(object: T, field: K): Omit<T, K> => {
  const { [field]: _, ...rest } = object
  return rest
}

/** The classes in the order in which they are shown: each after its parent. */
export function inTreeOrder(labels: readonly Label[]): Label[] {
  return labelTree(labels).map(({ label }) => label)
}

/** The class under the one above it on the same level; unchanged where there is none. */
export function indented(labels: readonly Label[], id: LabelId): Label[] {
  const tree = labelTree(labels)
  const at = tree.findIndex(({ label }) => label.id === id)
  const depth = tree[at]?.depth ?? 0
  const above = tree.slice(0, Math.max(at, 0)).findLast((one) => one.depth <= depth)
  if (!above || above.depth !== depth) return [...labels]
  return labels.map((label) => (label.id === id ? { ...label, parent: above.label.id } : label))
}

/** The class beside its parent. */
export function outdented(labels: readonly Label[], id: LabelId): Label[] {
  const parents = new Map(labels.map((label) => [label.id, label.parent]))
  const parent = parents.get(id)
  const next = parent === undefined ? undefined : parents.get(parent)
  return labels.map((label) => {
    if (label.id !== id) return label
    const top: Label = withoutField(label, 'parent')
    return next === undefined ? top : { ...top, parent: next }
  })
}

/** The class one place up or down among those with the same parent. */
export function movedAmongSiblings(labels: readonly Label[], id: LabelId, by: -1 | 1): Label[] {
  const label = labels.find((one) => one.id === id)
  if (!label) return [...labels]
  const siblings = labels.filter((one) => one.parent === label.parent)
  const other = siblings[siblings.indexOf(label) + by]
  if (!other) return [...labels]
  return labels.map((one) => (one.id === id ? other : one.id === other.id ? label : one))
}

/** The question without the class: its children move up, attributes no longer ask it, and its marks have their fate. */
export function withoutLabel(question: Question, id: LabelId, fate: Fate | null): Question {
  const label = question.labels.find((one) => one.id === id)
  if (!label) return question
  if (fate?.fate === 'keep') {
    const labels = question.labels.map((one) => (one.id === id ? { ...one, retired: true, key: null } : one))
    return { ...question, labels }
  }
  const labels = question.labels
    .filter((one) => one.id !== id)
    .map((one) => {
      if (one.parent !== id) return one
      const top: Label = withoutField(one, 'parent')
      return label.parent === undefined ? top : { ...top, parent: label.parent }
    })
  const next = { ...question, labels, ...attributesWithout(question, id) }
  if (fate === null) return next
  const gone = { label: withoutField(label, 'retired'), ...(fate.fate === 'merge' ? { into: fate.into } : {}) }
  return { ...next, removed: [...(question.removed ?? []), gone] }
}

function attributesWithout({ attributes }: Question, id: LabelId): Pick<Question, 'attributes'> {
  if (!attributes) return {}
  return {
    attributes: attributes.map((one) =>
      one.labels === null ? one : { ...one, labels: one.labels.filter((other) => other !== id) },
    ),
  }
}

/** The class back among those that are offered, with its marks; its key only where it is still free. */
export function broughtBack(question: Question, id: LabelId): Question {
  const gone = question.removed?.find(({ label }) => label.id === id)
  if (!gone) {
    const labels = question.labels.map((one) => (one.id === id ? withoutField(one, 'retired') : one))
    return { ...question, labels }
  }
  const isTaken = keyHolders(question).some(({ key }) => key === gone.label.key)
  const hasParent = question.labels.some((one) => one.id === gone.label.parent)
  const base: Label = hasParent ? gone.label : withoutField(gone.label, 'parent')
  const removed = question.removed?.filter(({ label }) => label.id !== id) ?? []
  const rest = withoutField(question, 'removed')
  const labels = [...question.labels, { ...base, key: isTaken ? null : base.key }]
  return removed.length > 0 ? { ...rest, labels, removed } : { ...rest, labels }
}

interface KeyHolder {
  readonly id: string
  readonly name: string
  readonly key: string
}

/** Classes and attributes of a question that have a key. */
export function keyHolders({ labels, attributes = [] }: Pick<Question, 'labels' | 'attributes'>): KeyHolder[] {
  return [
    ...labels.map((one) => ({ ...one, id: `label ${one.id}` })),
    ...attributes.map((one) => ({ ...one, id: `attribute ${one.id}` })),
  ].flatMap(({ id, name, key }) => (key === null ? [] : [{ id, name, key }]))
}

/** Keys for classes and attributes of a kind, wherever it may be asked: those that listening needs are not among audio's. */
export function keysFor(kind: string | undefined): readonly string[] {
  return labelKeysOf(kinds.get(kind ?? '')?.media.includes('audio') ? 'audio' : 'text')
}

/** Why the class or attribute cannot have that key: another has it, or the workbench uses it; null where it can. */
export function keyFault(question: Question, id: string, key: string, t: Translate): string | null {
  const holder = keyHolders(question).find((other) => other.id !== id && other.key === key)
  if (holder) return t('schema.keyClash', { key: key.toUpperCase(), name: holder.name })
  if (!/^[a-z0-9]$/.test(key)) return t('schema.keyUnfit', { key })
  if (!keysFor(question.kind).includes(key)) return t('schema.keyTaken', { key: key.toUpperCase() })
  return null
}

/** What else of the project has the key, in words: it may, and which of them is meant depends on where a person is. */
export function keyShared(others: readonly Question[], key: string, t: Translate): string | null {
  for (const question of others) {
    const holder = keyHolders(question).find((one) => one.key === key)
    if (holder) return t('schema.keyShared', { key: key.toUpperCase(), name: holder.name, question: question.title })
  }
  return null
}

/** What keeps the question's attributes and bounds from being saved, in words, or null. */
export function classesFault(question: Question, t: Translate): string | null {
  const title = question.title
  for (const attribute of question.attributes ?? []) {
    const name = attribute.name.trim()
    if (name === '') return t('schema.faults.attributeName', { title })
    if (attribute.type === 'choice' && attribute.choices.length === 0) return t('schema.faults.choices', { name })
    if (attribute.labels?.length === 0) return t('schema.faults.attributeLabels', { name })
    if (attribute.min !== null && attribute.max !== null && attribute.min > attribute.max) {
      return t('schema.faults.bounds', { title: name })
    }
    if (attribute.initial !== null && attributeFault(attribute, attribute.initial) !== null) {
      return t('schema.faults.initial', { name })
    }
  }
  const { min, max } = question
  return min !== undefined && max !== undefined && min > max ? t('schema.faults.bounds', { title }) : null
}
