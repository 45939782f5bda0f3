// Marks of a file that stand on others: they find these whatever ids they get here.
import { kinds } from '@etabli/modalities'
import type { MarkSeed } from '@etabli/modality-kit'
import type { QuestionId } from '@etabli/schema'
import { expect, it } from 'vitest'
import { becameOf, idsOf, repointed } from './mark-ids.ts'

const seed = (id: string | undefined): MarkSeed => ({
  ...(id === undefined ? {} : { id }),
  question: 'q' as QuestionId,
  kind: 'span',
  label: 'a',
  value: { start: 0, end: 1 },
  source: 'import',
})

it('a relation follows its ends to the ids they get: own ones, new ones, the first of two alike', () => {
  const seeds = [seed('T1'), seed('T 2'), seed('T1'), seed(undefined)]
  const ids = idsOf(seeds)
  expect(ids).toEqual(['T1', 'p2', 'p3', 'p4'])
  const became = becameOf(seeds, ids)
  const relation = kinds.get('relation')
  expect(repointed(relation, { from: 'T 2', to: 'T1' }, became)).toEqual({ from: 'p2', to: 'T1' })
  expect(repointed(relation, { from: 'T9', to: 'T1' }, became)).toEqual({ from: 'T9', to: 'T1' })
  expect(repointed(relation, 'nothing', became)).toBe('nothing')
  expect(repointed(kinds.get('span'), { start: 0, end: 1 }, became)).toEqual({ start: 0, end: 1 })
})
