// What counts as one step when questions are edited.
import { Question } from '@etabli/schema'
import { expect, it } from 'vitest'
import { typedField } from './past.ts'

const question = (id: string, title: string, names: readonly string[] = []) =>
  Question.parse({
    id,
    kind: 'span',
    title,
    labels: names.map((name, index) => ({ id: `label-${index}`, name, colour: 0, key: null })),
  })

it('what is typed in one field is one step: a title with the id that follows it, a name, nothing else', () => {
  const one = question('who', 'Who', ['Person', 'Place'])
  expect(typedField([one], [question('whom', 'Whom', ['Person', 'Place'])])).toBe('.0.title')
  expect(typedField([one], [question('who', 'Who', ['Person', 'Places'])])).toBe('.0.labels.1.name')
  expect(typedField([one], [question('who', 'Who', ['People', 'Places'])])).not.toBe('.0.labels.1.name')
  expect(typedField([one], [question('who', 'Who', ['Person'])])).toBeNull()
  expect(typedField([one], [one, one])).toBeNull()
  expect(typedField([one], [{ ...one, required: !one.required }])).toBeNull()
  expect(typedField([one], [one])).toBeNull()
})
