// The word that is heard: half-open, none in the pauses, the later of two that overlap.
import { expect, it } from 'vitest'
import { heardAt } from './heard.ts'

const words = [
  { word: 'ten', start: 1.2, end: 1.5, confidence: null },
  { word: 'minutes', start: 1.5, end: 2, confidence: null },
  { word: 'uh', start: 1.9, end: 2.1, confidence: null },
  { word: 'later', start: 2.5, end: 3, confidence: null },
]

it.each([
  [0, -1],
  [1.2, 0],
  [1.5, 1],
  [1.95, 2],
  [2.2, -1],
  [3, -1],
])('at %d s it is word %d', (time, index) => {
  expect(heardAt(words, time)).toBe(index)
})
