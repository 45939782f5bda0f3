// What a press of the key flags, worked by hand.
import { apply } from '@etabli/modality-kit'
import type { Answers, MarkId } from '@etabli/schema'
import { expect, it } from 'vitest'
import { flagsIn, heardBetween, type Meant, moveFlag, pressFlag } from './flagging.ts'

const nowhere: Meant = { range: null, words: null, time: 5, duration: 10 }
let made = 0
const newId = () => `f${made++}` as MarkId

function press(answers: Answers, meant: Partial<Meant>, selected: MarkId | null = null): Answers {
  const pressed = pressFlag(answers, { ...nowhere, ...meant }, selected, newId)
  return pressed ? apply(answers, [pressed.patch]) : answers
}
const told = (answers: Answers) => flagsIn(answers).map(({ mark, value }) => [mark.label, value.start, value.end])

it('flags the selection, else the words, else the two seconds just heard, within the recording', () => {
  expect(told(press([], { range: { start: 1, end: 2 }, words: { start: 3, end: 4 } }))).toEqual([['name', 1, 2]])
  expect(told(press([], { words: { start: 3, end: 4 } }))).toEqual([['name', 3, 4]])
  expect(told(press([], {}))).toEqual([['name', 3, 5]])
  expect(told(press([], { time: 0 }))).toEqual([['name', 0, 1]])
  expect(told(press([], { range: { start: 9.5, end: 12 } }))).toEqual([['name', 9.5, 10]])
})

it('pressed again calls it the next sort; a new selection over it gives it its bounds', () => {
  let answers = press([], { words: { start: 3, end: 4 } })
  const sorts = Array.from({ length: 4 }, () => {
    answers = press(answers, { words: { start: 3, end: 4 } })
    return told(answers)[0]?.[0]
  })
  expect(sorts).toEqual(['address', 'phone', 'other', 'name'])
  const [first] = flagsIn(answers)
  expect(told(press(answers, {}, first?.mark.id))).toEqual([['address', 3, 4]])
  answers = press(answers, { range: { start: 3.5, end: 6 } })
  expect(told(answers)).toEqual([['name', 3.5, 6]])
  expect(told(press(answers, { range: { start: 7, end: 8 } }))).toHaveLength(2)
})

it('moves one bound, and never past the other', () => {
  const [flag] = flagsIn(press([], { range: { start: 1, end: 2 } }))
  expect(moveFlag(flag!.mark, 'end', 3.25, 10)?.after?.value).toEqual({ start: 1, end: 3.25 })
  expect(moveFlag(flag!.mark, 'start', 2.5, 10)).toBeNull()
  expect(moveFlag(flag!.mark, 'end', Number.NaN, 10)).toBeNull()
})

it('knows when the words at a caret or within a selection are heard', () => {
  const text = 'call 0612 345678 today'
  const words = text.split(' ').map((word, n) => ({ word, start: n, end: n + 0.5, confidence: null }))
  // "call" is 0 to 4, "0612" 5 to 9, "345678" 10 to 16, "today" 17 to 22.
  expect(heardBetween(text, words, 7, 7)).toEqual({ start: 1, end: 1.5 })
  expect(heardBetween(text, words, 22, 22)).toEqual({ start: 3, end: 3.5 })
  expect(heardBetween(text, words, 5, 16)).toEqual({ start: 1, end: 2.5 })
  expect(heardBetween(text, words, 4, 10)).toEqual({ start: 1, end: 1.5 })
  expect(heardBetween(text, words.slice(1), 7, 7)).toBeNull()
  expect(heardBetween('', [], 0, 0)).toBeNull()
})
