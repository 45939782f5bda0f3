// What a label's key does, by question.
import { commit, emptyHistory, undo } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { answerOfKey, chooseLabel, hasItsKeys } from './choose-label.ts'

const label = (id: string, key: string | null) => ({ id: id as LabelId, name: id, colour: 0, key })
const boxes = {
  id: 'objects' as QuestionId,
  kind: 'box',
  title: 'Objects',
  help: '',
  required: false,
  options: {},
  labels: [label('can', '1'), label('box', '2')],
} satisfies Question
const weather = {
  id: 'weather' as QuestionId,
  kind: 'single',
  title: 'Weather',
  help: '',
  required: false,
  options: {},
  labels: [label('sun', '1'), label('rain', 'r')],
} satisfies Question
const mark = (id: string, of: string): Mark => ({
  id: id as MarkId,
  question: boxes.id,
  kind: 'box',
  label: of as LabelId,
  value: { x: 0, y: 0, width: 1, height: 1 },
  source: 'model',
  confidence: 0.4,
})

const clear = { ...weather, id: 'clear' as QuestionId, kind: 'rating', labels: [], options: { levels: 10 } }

describe('answerOfKey', () => {
  const asked = (questions: readonly Question[], names: string[], here = {}) => {
    const found = answerOfKey(questions, names, here)
    return found && [found.question.id, 'label' in found ? found.label.id : found.level]
  }

  it('asks the question that the person is in before the active one, and that before the others', () => {
    expect(asked([boxes, weather], ['1'], { active: boxes.id })).toEqual(['objects', 'can'])
    expect(asked([boxes, weather], ['1'], { within: weather.id, active: boxes.id })).toEqual(['weather', 'sun'])
    expect(asked([boxes, weather], ['&', '2'])).toEqual(['objects', 'box'])
    expect(asked([boxes, weather], ['x'])).toBeNull()
  })

  it('a rating has its digits where the person is in it, or where no label has any; 0 is the tenth level', () => {
    expect(asked([clear], ['4'])).toEqual(['clear', '4'])
    expect(asked([clear], ['0'])).toEqual(['clear', '0'])
    expect(asked([{ ...clear, options: {} }], ['6'])).toBeNull()
    expect(asked([boxes, clear], ['4'])).toBeNull()
    expect(asked([boxes, clear], ['1'], { within: clear.id, active: boxes.id })).toEqual(['clear', '1'])
  })

  it('a question has its keys where each of them means it', () => {
    expect(hasItsKeys(boxes, [boxes, weather], {})).toBe(true)
    expect(hasItsKeys(weather, [boxes, weather], {})).toBe(false)
    expect(hasItsKeys(weather, [boxes, weather], { within: weather.id })).toBe(true)
    expect(hasItsKeys(clear, [clear, weather], {})).toBe(false)
  })
})

describe('chooseLabel', () => {
  const newId = () => 'new' as MarkId

  it('IMG15: gives all selected marks the class in one step, and makes them the person’s', () => {
    const answers = [mark('a', 'can'), mark('b', 'can'), mark('c', 'box')]
    const patches = chooseLabel(boxes, 'box' as LabelId, { answers, selection: ['a', 'b', 'c'] as MarkId[], newId })
    expect(
      patches.map((patch) => [patch.id, patch.after?.label, patch.after?.source, patch.after?.confidence]),
    ).toEqual([
      ['a', 'box', 'person', null],
      ['b', 'box', 'person', null],
    ])
  })

  it('IMG15: 500 of 2,000 change class in less than 300 ms and one undo', () => {
    const answers = Array.from({ length: 2_000 }, (_, index) => mark(`m${index}`, 'can'))
    const selection = answers.filter((_, index) => index % 4 === 0).map(({ id }) => id)
    const begun = performance.now()
    const after = commit(
      { answers, history: emptyHistory },
      chooseLabel(boxes, 'box' as LabelId, { answers, selection, newId }),
    )
    expect(performance.now() - begun).toBeLessThan(300)
    expect(after.answers.filter((each) => each.label === 'box')).toHaveLength(500)
    expect(undo(after).answers).toEqual(answers)
  })

  it('answers a choice, and changes nothing where there is nothing selected', () => {
    expect(chooseLabel(weather, 'rain' as LabelId, { answers: [], selection: [], newId })[0]?.after?.label).toBe('rain')
    expect(chooseLabel(boxes, 'can' as LabelId, { answers: [mark('a', 'box')], selection: [], newId })).toEqual([])
  })
})
