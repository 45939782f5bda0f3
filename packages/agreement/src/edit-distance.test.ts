// Alignments worked by hand, and the laws of a distance.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignTokens, cer, editDistance, normalisedEditDistance, wer } from './edit-distance.ts'

const words = (text: string) => (text === '' ? [] : text.split(' '))
const tokens = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 })

describe('word error rate, worked by hand', () => {
  it('wake me in ten minutes / wake me and ten minutes: one substitution in five', () => {
    const { edits } = alignTokens(words('wake me in ten minutes'), words('wake me and ten minutes'))
    expect(edits).toEqual([
      { op: 'equal', from: 0, to: 0 },
      { op: 'equal', from: 1, to: 1 },
      { op: 'substitute', from: 2, to: 2 },
      { op: 'equal', from: 3, to: 3 },
      { op: 'equal', from: 4, to: 4 },
    ])
    expect(wer(words('wake me in ten minutes'), words('wake me and ten minutes')).rate).toBe(1 / 5)
  })

  //  reference   the quick brown fox --   jumps
  //  hypothesis  the quick --    fox that jumped     1 deletion, 1 insertion, 1 substitution: 3 / 5
  it('the quick brown fox jumps / the quick fox that jumped: one of each', () => {
    const result = wer(words('the quick brown fox jumps'), words('the quick fox that jumped'))
    expect(result).toEqual({ equal: 3, substitutions: 1, deletions: 1, insertions: 1, distance: 3, rate: 0.6, of: 5 })
  })

  it('gives where a lost word would have stood and where a new one stands', () => {
    expect(alignTokens(words('turn the light off'), words('turn light off please')).edits).toEqual([
      { op: 'equal', from: 0, to: 0 },
      { op: 'delete', from: 1, to: 1 },
      { op: 'equal', from: 2, to: 1 },
      { op: 'equal', from: 3, to: 2 },
      { op: 'insert', from: 4, to: 3 },
    ])
  })

  it('passes 1 where more was heard than said, and has no rate where nothing was said', () => {
    expect(wer(['no'], ['oh', 'no', 'no']).rate).toBe(2)
    expect(wer([], ['hm'])).toMatchObject({ rate: null, insertions: 1, of: 0 })
  })

  it('kitten / sitting: three characters of six (Levenshtein’s textbook pair)', () => {
    expect(cer([...'kitten'], [...'sitting'])).toMatchObject({ distance: 3, rate: 0.5 })
  })
})

describe('laws', () => {
  it('the edits turn one into the other', () => {
    fc.assert(
      fc.property(tokens, tokens, (from, to) => {
        const { edits, distance } = alignTokens(from, to)
        const kept = edits.filter((edit) => edit.op !== 'insert').map((edit) => edit.from)
        const made = edits.filter((edit) => edit.op !== 'delete').map((edit) => edit.to)
        expect(kept).toEqual([...from.keys()])
        expect(made).toEqual([...to.keys()])
        for (const edit of edits) if (edit.op === 'equal') expect(from[edit.from]).toBe(to[edit.to])
        expect(edits.filter((edit) => edit.op !== 'equal')).toHaveLength(distance)
      }),
    )
  })

  it('is a metric: zero only for the same, symmetric, triangle', () => {
    fc.assert(
      fc.property(tokens, tokens, tokens, (a, b, c) => {
        expect(editDistance(a, b) === 0).toBe(a.join() === b.join())
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c))
      }),
    )
  })

  it('is no longer than a plain recursion finds', () => {
    const plain = (a: string[], b: string[]): number => {
      if (a.length === 0 || b.length === 0) return a.length + b.length
      const replaced = plain(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1)
      return Math.min(replaced, plain(a.slice(1), b) + 1, plain(a, b.slice(1)) + 1)
    }
    const few = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 })
    fc.assert(fc.property(few, few, (a, b) => editDistance(a, b) === plain(a, b)))
  })

  it('normalised: between 0 and 1, and 0 for two empty transcripts', () => {
    expect(normalisedEditDistance([], [])).toBe(0)
    expect(normalisedEditDistance([], ['a'])).toBe(1)
    expect(normalisedEditDistance(words('a b c d'), words('a x c'))).toBe(0.5)
  })
})
