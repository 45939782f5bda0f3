// Reliability by hand: what the report says of a person, drawn towards the mean of all while little is known.
import type { Figure, QuestionId } from '@etabli/schema'
import { expect, it } from 'vitest'
import { reliabilityOf } from './reliability.ts'

const question = 'objects' as QuestionId

function about(person: string, value: number | null, n: number): Figure {
  return {
    measure: 'similarity-to-others',
    question,
    about: person,
    value,
    why: value === null ? 'nothing-shared' : null,
    interval: null,
    n,
    raters: 2,
    formula: '',
  }
}

it('draws a person towards the mean of all by five tasks', () => {
  const trust = reliabilityOf({ perAnnotator: [about('ann', 0.9, 15), about('bob', 0.3, 5), about('new', null, 0)] })
  // Mean (0.9 + 0.3) / 2 = 0.6; Ann (15 · 0.9 + 5 · 0.6) / 20 = 0.825; Bob (5 · 0.3 + 5 · 0.6) / 10 = 0.45.
  expect(trust?.(question, 'ann')).toBeCloseTo(0.825, 12)
  expect(trust?.(question, 'bob')).toBeCloseTo(0.45, 12)
  expect(trust?.(question, 'new')).toBeCloseTo(0.6, 12)
  expect(trust?.('other' as QuestionId, 'ann')).toBe(1)
})

it('says nothing while nothing is known', () => {
  expect(reliabilityOf(null)).toBeUndefined()
  expect(reliabilityOf({ perAnnotator: [about('ann', null, 0)] })).toBeUndefined()
})
