// A record under the questions of now: what a removed label did to the annotations, and to a consensus made of them.
import type { Question } from '@etabli/schema'
import { expect, it } from 'vitest'
import { recordNow, type TaskRecord } from './records.ts'

const label = (id: string) => ({ id, name: id, colour: 0, key: null })
const before = { id: 'things', kind: 'box', title: '', help: '', required: false, options: {} }
const kept = [{ ...before, labels: [label('car'), label('van')] }] as unknown as Question[]
const merged = [
  { ...before, labels: [label('car')], removed: [{ label: label('van'), into: 'car' }] },
] as unknown as Question[]

const record = (labels: readonly string[]) =>
  ({
    task: {},
    reviews: [],
    consensus: { questions: [] },
    annotations: labels.map((of, index) => ({
      id: `a${index}`,
      answers: [{ id: 'm', question: 'things', kind: 'box', label: of, value: {}, source: 'person', confidence: null }],
    })),
  }) as unknown as TaskRecord

it('IMG13: keeps a consensus of annotations that say the same, and none that may be from before a merge', () => {
  expect(recordNow(record(['car', 'van']), kept, new Map()).consensus).not.toBeNull()
  expect(recordNow(record(['car', 'car']), merged, new Map()).consensus).not.toBeNull()
  const now = recordNow(record(['car', 'van']), merged, new Map())
  expect(now.consensus).toBeNull()
  expect(now.annotations.map(({ answers }) => answers[0]?.label)).toEqual(['car', 'car'])
})
