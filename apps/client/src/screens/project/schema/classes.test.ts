// Classes nested, taken out and brought back; keys that would clash.
import { Question } from '@etabli/schema'
import { expect, it } from 'vitest'
import { broughtBack, indented, inTreeOrder, keyFault, keyShared, outdented, withoutLabel } from './classes.ts'
import { withLabels } from './editing.ts'

const label = (id: string, key: string | null = null) => ({ id, name: id.toUpperCase(), colour: 0, key })
const question = Question.parse({
  id: 'objects',
  kind: 'box',
  title: 'Objects',
  labels: [label('car', '1'), label('van', '2'), label('tree', '3')],
  attributes: [{ id: 'doors', name: 'Doors', type: 'number', key: 'q', labels: ['car', 'van'] }],
})
const ids = ({ labels }: Question) => labels.map(({ id, parent }) => (parent ? `${parent}/${id}` : id))
const t = (key: string, values: Record<string, string | number> = {}) => `${key} ${Object.values(values).join(' ')}`

it('IMG13: a class goes under the one above it, and out again; its children move up when it goes', () => {
  const nested = { ...question, labels: indented(question.labels, 'van' as never) }
  expect(ids(nested)).toEqual(['car', 'car/van', 'tree'])
  expect(inTreeOrder(nested.labels).map(({ id }) => id)).toEqual(['car', 'van', 'tree'])
  expect(outdented(nested.labels, 'van' as never)).toEqual(question.labels)
  expect(indented(question.labels, 'car' as never)).toEqual(question.labels)
  expect(ids(withoutLabel(nested, 'car' as never, null))).toEqual(['van', 'tree'])
})

it('IMG13, DAT6: a merged, retired or deleted class comes back as it was; a key given away meanwhile is not taken', () => {
  const merged = withoutLabel(question, 'van' as never, { fate: 'merge', into: 'car' as never })
  expect(Question.safeParse(merged).success).toBe(true)
  expect(merged.removed).toEqual([{ label: question.labels[1], into: 'car' }])
  expect(merged.attributes?.[0]?.labels).toEqual(['car'])
  const back = broughtBack(merged, 'van' as never)
  expect(back.labels.map(({ id, key }) => `${id} ${key}`)).toEqual(['car 1', 'tree 3', 'van 2'])
  expect(back).not.toHaveProperty('removed')
  const taken = { ...merged, labels: merged.labels.map((one) => ({ ...one, key: one.id === 'tree' ? '2' : one.key })) }
  expect(broughtBack(taken, 'van' as never).labels.at(-1)?.key).toBeNull()
  const retired = withoutLabel(question, 'van' as never, { fate: 'keep' })
  expect(retired.labels[1]).toMatchObject({ id: 'van', retired: true, key: null })
  expect(broughtBack(retired, 'van' as never).labels[1]).not.toHaveProperty('retired')
})

it('IMG18, TXT13: a key is refused by the name of who has it, and where the workbench uses it', () => {
  expect(keyFault(question, 'label tree', 'q', t)).toContain('Doors')
  expect(keyFault(question, 'attribute doors', '1', t)).toContain('CAR')
  expect(keyFault(question, 'attribute doors', 'n', t)).toContain('schema.keyTaken')
  expect(keyFault(question, 'attribute doors', 'é', t)).toContain('schema.keyUnfit')
  expect(keyFault(question, 'attribute doors', 'q', t)).toBeNull()
})

it('TXT13: a new label takes a key of no other question; one that both have is allowed, and said', () => {
  const keys = (labels: readonly { key: string | null }[]) => labels.map(({ key }) => key).join('')
  expect(keys(withLabels([], ['knows', 'met'], {}, [question]))).toBe('45')
  // 26 keys: all but 1, 2, 3 and Q go first; the rest are shared.
  const many = withLabels(
    [],
    Array.from({ length: 27 }, (_, n) => `type ${n}`),
    {},
    [question],
  )
  expect(keys(many)).toBe('456789wrtyuiopdgjklxcm123q')
  expect(many[26]?.key).toBeNull()
  expect(keyShared([question], 'q', t)).toBe('schema.keyShared Q Doors Objects')
  expect(keyShared([question], 'w', t)).toBeNull()
})
