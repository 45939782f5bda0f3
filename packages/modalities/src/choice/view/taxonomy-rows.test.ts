// The rows of a taxonomy's list: tree, recent choices, what was found, and steps sideways.
import { taxonomyOf } from '@etabli/modality-kit'
import { describe, expect, it } from 'vitest'
import { household } from '../core/taxonomy/testing.ts'
import { rowsOf, steppedSideways } from './taxonomy-rows.ts'

const taxonomy = taxonomyOf(household)
const shown = (open: readonly string[], recent: readonly string[] = [], query = '') =>
  rowsOf(taxonomy, { query, open: new Set(open), recent }, () => true)
const ids = (rows: ReturnType<typeof shown>) =>
  rows.map(({ node, as }) => `${as === 'tree' ? '' : `${as} `}${node.label.id}`)

describe('rowsOf', () => {
  it('shows recent choices first, then the tree as far as it is open', () => {
    expect(ids(shown([]))).toEqual(['home', 'garden'])
    expect(ids(shown(['home'], ['creme', 'gone']))).toEqual(['recent creme', 'home', 'kitchen', 'garden'])
    expect(ids(shown(['home', 'kitchen'])).slice(2, 6)).toEqual(['kettles', 'kitchen-other', 'creme', 'garden'])
  })
  it('shows what was found, whatever is open', () => {
    expect(ids(shown([], ['creme'], 'cordl'))).toEqual(['found cordless'])
  })
})

describe('steppedSideways', () => {
  it('right opens, then goes in; left closes, then goes up', () => {
    const first = steppedSideways(shown([]), 0, new Set(), 1)
    expect([...first.open]).toEqual(['home'])
    const second = steppedSideways(shown(['home']), 0, first.open, 1)
    expect(second.at).toBe(1)
    const up = steppedSideways(shown(['home']), 1, second.open, -1)
    expect(up.at).toBe(0)
    expect([...steppedSideways(shown(['home']), 0, up.open, -1).open]).toEqual([])
  })
})
