// Attributes of selected marks by field and key, and what a mark says when it is made, copied, moved or relabelled.
import { adding, changing, emptyHistory } from '@etabli/modality-kit'
import { type Answers, type Mark, type MarkId, Question } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import * as editing from '../stores/editor.ts'
import { attributeOfKey, nextValue, say, sharedAttributes, together } from './attribute-steps.ts'
import { labelTree } from './label-tree.ts'
import { moving } from './move-marks.ts'

const question = Question.parse({
  id: 'objects',
  kind: 'box',
  title: 'Objects',
  labels: ['car', 'bus', 'tree'].map((id, at) => ({ id, name: id, colour: 0, key: String(at + 1) })),
  attributes: [
    { id: 'occluded', name: 'Occluded', type: 'checkbox', initial: false, key: 'q' },
    { id: 'colour', name: 'Colour', type: 'choice', choices: ['red', 'blue'], key: 'w', labels: ['car', 'bus'] },
    { id: 'doors', name: 'Doors', type: 'number', max: 5, required: true, initial: 4, key: 'r', labels: ['car'] },
  ],
})
const mark = (id: string, label: string, attributes?: Mark['attributes']): Mark =>
  ({
    id,
    question: 'objects',
    kind: 'box',
    label,
    value: null,
    source: 'person',
    confidence: null,
    ...(attributes ? { attributes } : {}),
  }) as Mark
const opened = (answers: Answers) => {
  const editor = editing.createEditor()
  editing.ask(editor, [question], [question])
  editor.setState({ document: { answers, history: emptyHistory } })
  return editor
}
const marks = (editor: editing.EditorStore) => editor.getState().document.answers
const named = (name: string) => question.attributes!.find(({ id }) => id === name)!

describe('IMG19: attributes', () => {
  it('of a new mark begin as its class says, whoever makes it; one that comes with its own keeps them', () => {
    const editor = opened([])
    editing.commit(editor, [adding(mark('a', 'car')), adding(mark('b', 'tree')), adding(mark('c', 'car', {}))])
    expect(marks(editor).map(({ attributes }) => attributes)).toEqual([
      { occluded: false, doors: 4 },
      { occluded: false },
      {},
    ])
  })

  it('that a new mark brings from elsewhere stay where its question asks them, and go where it does not', () => {
    const editor = opened([])
    // As pasted from a question with a colour and five doors: a tree is asked neither, a car no sixth door.
    const brought = { occluded: true, colour: 'red', doors: 6, plate: 'AB' } as never
    editing.commit(editor, [adding(mark('a', 'car', brought)), adding(mark('b', 'tree', brought))])
    expect(marks(editor).map(({ attributes }) => attributes)).toEqual([
      { occluded: true, colour: 'red' },
      { occluded: true },
    ])
    editing.ask(editor, [{ ...question, attributes: [] }], [question])
    editing.commit(editor, [adding(mark('c', 'car', brought))])
    expect(marks(editor)[2]).not.toHaveProperty('attributes')
  })

  it('stay through a change of class where the new class has the same and they fit', () => {
    const editor = opened([mark('a', 'car', { occluded: true, colour: 'red', doors: 2 } as never)])
    const [before] = marks(editor)
    editing.commit(editor, [changing(before!, { ...before!, label: 'bus' as never })])
    expect(marks(editor)[0]?.attributes).toEqual({ occluded: true, colour: 'red' })
    const [bus] = marks(editor)
    // What the bus was not asked begins as on a new car.
    editing.commit(editor, [changing(bus!, { ...bus!, label: 'car' as never })])
    expect(marks(editor)[0]?.attributes).toEqual({ doors: 4, occluded: true, colour: 'red' })
    editing.undo(editor)
    editing.undo(editor)
    expect(marks(editor)[0]).toEqual(before)
  })

  it('of several marks are one step; "not set" is not the default; mixed is neither', () => {
    const editor = opened([mark('a', 'car', { colour: 'red' } as never), mark('b', 'bus')])
    expect(together(marks(editor), named('colour'))).toEqual({ state: 'mixed' })
    expect(together(marks(editor), named('occluded'))).toEqual({ state: 'unset' })
    expect(sharedAttributes(question, marks(editor)).map(({ id }) => id)).toEqual(['occluded', 'colour'])
    editing.commit(editor, say(marks(editor), named('colour'), 'blue'))
    expect(together(marks(editor), named('colour'))).toEqual({ state: 'same', value: 'blue' })
    editing.undo(editor)
    expect(together(marks(editor), named('colour'))).toEqual({ state: 'mixed' })
    editing.commit(editor, say(marks(editor), named('colour'), undefined))
    expect(marks(editor)[0]).not.toHaveProperty('attributes')
  })

  it('by key: a checkbox turns, a choice goes on to the next, what is typed waits for words', () => {
    const selection = ['a' as MarkId]
    const answers = [mark('a', 'car', { colour: 'red' } as never)]
    const byKey = (key: string) => attributeOfKey([question], [key], { answers, selection })
    const next = (key: string) => {
      const found = byKey(key)!
      return nextValue(found.attribute, together(found.marks, found.attribute))
    }
    expect([next('q'), next('w'), next('r'), byKey('x')]).toEqual([true, 'blue', null, null])
    expect(nextValue(named('colour'), { state: 'same', value: 'blue' })).toBe('red')
    expect(nextValue(named('occluded'), { state: 'mixed' })).toBe(true)
    expect(attributeOfKey([question], ['q'], { answers, selection: [] })).toBeNull()
  })
})

describe('the list', () => {
  it('moves marks up and down by one, and nothing that is said of them changes', () => {
    const answers = [mark('a', 'car'), mark('b', 'car'), mark('c', 'car'), mark('d', 'car')]
    const order = (chosen: string[], by: -1 | 1) => {
      const editor = opened(answers)
      editing.commit(editor, moving(answers, new Set(chosen as MarkId[]), question, by))
      expect(marks(editor).every(({ attributes }) => attributes === undefined)).toBe(true)
      const after = marks(editor).map(({ id }) => id)
      editing.undo(editor)
      expect(marks(editor)).toEqual(answers)
      return after.join('')
    }
    expect([order(['c'], -1), order(['c'], 1), order(['a', 'b'], -1), order(['b', 'c'], -1)]).toEqual([
      'acbd',
      'abdc',
      'abcd',
      'bcad',
    ])
    expect([order(['a', 'b'], 1), order(['d'], 1)]).toEqual(['cabd', 'abcd'])
  })

  it('shows classes under their parents, each once, even in a loop', () => {
    const label = (id: string, parent?: string) => ({ ...question.labels[0]!, id, parent }) as never
    const tree = labelTree([label('car', 'vehicle'), label('tree'), label('vehicle'), label('x', 'y'), label('y', 'x')])
    expect(tree.map(({ label: { id }, depth }) => `${depth} ${id}`)).toEqual([
      '0 tree',
      '0 vehicle',
      '1 car',
      '0 x',
      '0 y',
    ])
  })
})

describe('IMG13: an open editor', () => {
  it('follows changed questions in its marks and in its history; undo brings nothing back that cannot be', () => {
    const editor = opened([mark('a', 'car', { doors: 2 } as never), mark('b', 'bus'), mark('c', 'tree')])
    const [, bus] = marks(editor)
    editing.commit(editor, [changing(bus!, { ...bus!, label: 'tree' as never })])
    editing.select(editor, ['b' as MarkId, 'c' as MarkId])
    const [car, , tree] = question.labels
    const next = Question.parse({
      ...question,
      labels: [car],
      attributes: [],
      removed: [{ label: question.labels[1], into: 'car' }, { label: tree }],
    })
    editing.ask(editor, [next], [next])
    expect(marks(editor).map(({ id, label, attributes }) => [id, label, attributes])).toEqual([['a', 'car', undefined]])
    expect(editor.getState().selection).toEqual([])
    editing.undo(editor)
    expect(
      marks(editor)
        .map(({ id, label }) => `${id} ${label}`)
        .sort(),
    ).toEqual(['a car', 'b car'])
  })
})

it('a question of one answer says more of it without a selection', () => {
  const asked = Question.parse({
    id: 'said',
    kind: 'transcript',
    title: 'What was said',
    attributes: [{ id: 'noise', name: 'Noise', type: 'choice', choices: ['none', 'some'], key: 'q' }],
  })
  const said = { ...mark('m', 'car'), question: asked.id, kind: 'transcript', label: null } as Mark
  const keyed = attributeOfKey([asked], ['q'], { answers: [said], selection: [] })
  expect(keyed).toMatchObject({ marks: [said], attribute: { id: 'noise' } })
})
