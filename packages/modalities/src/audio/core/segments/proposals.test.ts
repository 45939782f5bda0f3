// Segments that a machine proposes: where none is yet, by the machine, as sure as it says.
import type { MarkId } from '@etabli/schema'
import { expect, it } from 'vitest'
import { DURATION, segmentMark, segmentQuestion } from '../testing-segments.ts'
import { proposeSegments } from './edits.ts'

it('proposes speech as the model’s, with its confidence, and nothing over what is there; loudness says nothing of that', () => {
  let made = 0
  const desk = {
    answers: [segmentMark('a', { start: 1, end: 3 })],
    question: segmentQuestion(),
    duration: DURATION,
    newId: () => `new${++made}` as MarkId,
  }
  const { patches } = proposeSegments(
    desk,
    [
      { start: 2, end: 4, confidence: 0.9 },
      { start: 5, end: 6, confidence: 0.75 },
      { start: 7, end: 8 },
    ],
    null,
  )
  expect(patches).toMatchObject([
    { id: 'new1', after: { source: 'model', confidence: 0.75, value: { start: 5, end: 6 } } },
    { id: 'new2', after: { source: 'model', confidence: null, value: { start: 7, end: 8 } } },
  ])
})
