// Attributes offered ready-made: those of pictures for what is drawn in pictures alone.
import { expect, test } from 'vitest'
import { readyFor } from './editing.ts'

test('occluded, truncated and crowd are offered for shapes; nothing image-like for spans, sentences and relations', () => {
  for (const kind of ['box', 'polygon', 'keypoints']) expect(readyFor(kind)).toEqual(['occluded', 'truncated', 'crowd'])
  for (const kind of ['span', 'sentence', 'relation']) expect(readyFor(kind)).toEqual([])
  expect(readyFor('segment')).toEqual(['language'])
  expect(readyFor('transcript')).toEqual(['accent', 'noise', 'emotion'])
})
