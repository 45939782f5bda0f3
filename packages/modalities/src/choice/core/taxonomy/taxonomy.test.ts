// Taxonomies: places, paths, names in files, finding by typing, and what several people's choices mean together.
import { isLeaf, namedClass, pathName, settleQuestion, taxonomyOf, writtenName } from '@etabli/modality-kit'
import type { Label, LabelId, MarkId, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { multiple } from '../kinds/multiple.ts'
import { single } from '../kinds/single.ts'
import { highlighted, searchTaxonomy } from './search.ts'
import { household, labelOf, largeTaxonomy } from './testing.ts'

const question = (labels: readonly Label[], options: Question['options'] = {}): Question => ({
  id: 'q' as QuestionId,
  kind: 'single',
  title: 'Which?',
  help: '',
  required: true,
  labels: [...labels],
  options,
})

const found = (query: string, labels = household) =>
  searchTaxonomy(taxonomyOf(labels), query, () => true).map(({ label }) => label.id)

describe('taxonomyOf', () => {
  it('puts each class after its parent, with its depth and path', () => {
    const taxonomy = taxonomyOf(household)
    expect(taxonomy.isTree).toBe(true)
    expect(taxonomy.nodes.map(({ label, depth }) => `${depth} ${label.id}`)).toEqual([
      '1 home',
      '2 kitchen',
      '3 kettles',
      '4 electric',
      '5 cordless',
      '3 kitchen-other',
      '3 creme',
      '1 garden',
      '2 garden-other',
    ])
    expect(pathName(taxonomy.byId.get('cordless')!)).toBe('Home > Kitchen > Kettles > Electric kettles > Cordless')
    expect(isLeaf(taxonomy.byId.get('electric')!)).toBe(false)
    expect(isLeaf(taxonomy.byId.get('cordless')!)).toBe(true)
  })
  it('shows the classes of a loop, and those whose parent is gone, at the top', () => {
    const taxonomy = taxonomyOf([labelOf('a', 'A', 'b'), labelOf('b', 'B', 'a'), labelOf('c', 'C', 'gone')])
    expect(taxonomy.nodes.map(({ label }) => label.id).toSorted()).toEqual(['a', 'b', 'c'])
  })
  it('writes a name that stands once, else the path, and reads both back', () => {
    expect(writtenName(household, 'kettles')).toBe('Kettles')
    expect(writtenName(household, 'garden-other')).toBe('Garden > Other')
    for (const { id } of household) expect(namedClass(household, writtenName(household, id))).toMatchObject({ id })
    expect(namedClass(household, 'Other')).toBe('ambiguous')
    expect(namedClass(household, 'garden>other')).toMatchObject({ id: 'garden-other' })
    expect(namedClass(household, 'Home > Nothing')).toBeUndefined()
  })
})

describe('searchTaxonomy', () => {
  it('finds beginnings before insides, whatever the case, and paths last', () => {
    expect(found('KETT')).toEqual(['kettles', 'electric', 'cordless'])
    expect(found('kitchen')).toEqual(['kitchen', 'kettles', 'kitchen-other', 'creme', 'electric', 'cordless'])
    expect(found('garden > other')).toEqual(['garden-other'])
    expect(found('zebra')).toEqual([])
    expect(found('  ')).toEqual([])
  })
  it('folds accents in what is typed and in what is there', () => {
    expect(found('creme BRULEE')).toEqual(['creme'])
    expect(found('crème')).toEqual(['creme'])
  })
  it('marks what was typed in the name as it is written', () => {
    expect(highlighted('Crème brûlée sets', 'brulee')).toEqual([
      { text: 'Crème ', hit: false },
      { text: 'brûlée', hit: true },
      { text: ' sets', hit: false },
    ])
    expect(highlighted('Cordless', 'kettles')).toEqual([{ text: 'Cordless', hit: false }])
  })
  it('finds among 10,000 classes without being noticed', () => {
    const labels = largeTaxonomy(10, 10, 4)
    expect(labels.length).toBe(11_110)
    searchTaxonomy(taxonomyOf(labels), 'warm', () => true)
    const before = performance.now()
    expect(found('class 7.3.2', labels)[0]).toBe(labels.find(({ name }) => name === 'Class 7.3.2')?.id)
    // A frame is 16.7 ms; ten times that still holds on a machine that is busy with other tests.
    expect(performance.now() - before).toBeLessThan(167)
  })
})

const said = (votes: readonly string[], options: Question['options'] = {}) => {
  const asked = question(household, options)
  return settleQuestion(single, { task: 't', media: { type: 'none' }, raters: ratersOf(votes) }, asked)
}

describe('single over a taxonomy', () => {
  it('consensus: a majority is the class itself', () => {
    expect(said(['kettles', 'kettles', 'garden'])).toMatchObject({
      marks: [{ label: 'kettles' }],
      support: [{ votes: 2, of: 3 }],
    })
  })
  it('consensus: without a majority, the deepest class above what more than half gave', () => {
    expect(said(['cordless', 'kettles', 'garden'])).toMatchObject({
      marks: [{ label: 'kettles' }],
      support: [{ votes: 2, of: 3, contested: false }],
    })
    expect(said(['cordless', 'kitchen-other', 'creme', 'garden'])).toMatchObject({
      marks: [{ label: 'kitchen' }],
      support: [{ votes: 3, of: 4, contested: false }],
    })
    expect(said(['cordless', 'garden'])).toMatchObject({ marks: [], candidates: [{ label: 'cordless' }] })
  })
  it('consensus: where only classes with none below may be chosen, none above them is proposed', () => {
    expect(said(['cordless', 'kitchen-other', 'creme'], { leafOnly: true })).toMatchObject({ marks: [] })
  })
  it('refuses a class with others below it where only the lowest may be chosen', () => {
    const mark = { label: 'kettles' as LabelId, value: null } as Parameters<typeof single.check>[0]
    const context = { question: question(household, { leafOnly: true }), media: { type: 'none' } as const }
    expect(single.check(mark, context)).toContain('Kettles')
    expect(single.check({ ...mark, label: 'cordless' as LabelId }, context)).toBeNull()
    const several = { ...mark, label: null, value: { labels: ['cordless', 'kettles'] as LabelId[] } }
    expect(multiple.check(several, context)).toContain('Kettles')
  })
  it('agreement: α with the distance of places, by hand', () => {
    // kettles/electric: 1 − 2·3/(3+4) = 1/7; kettles/garden and electric/garden: 1.
    // Do = (2·1/7) / 4 = 1/14. De over 1 kettles, 1 electric, 2 garden: 2·(1·1·1/7 + 1·2 + 1·2) / 12 = 29/42.
    const unit = (task: string, labels: readonly string[]) => ({
      task,
      media: { type: 'none' } as const,
      raters: ratersOf(labels),
    })
    const figures = single.figures(
      [unit('1', ['kettles', 'electric']), unit('2', ['garden', 'garden'])],
      question(household),
      { seed: 1, resamples: 20 },
    )
    const tree = figures.find(({ measure }) => measure === 'tree-alpha')
    expect(tree?.value).toBeCloseTo(1 - 1 / 14 / (29 / 42), 12)
    expect(tree?.formula).toContain('Wu & Palmer 1994')
  })
  it('gives figures of their own to at most 100 of very many classes', () => {
    const labels = largeTaxonomy(10, 10, 3)
    const units = [{ task: '1', media: { type: 'none' } as const, raters: ratersOf(['c0', 'c5']) }]
    const figures = single.figures(units, question(labels), { seed: 1, resamples: 20 })
    expect(figures.flatMap(({ about }) => about ?? [])).toEqual(['c0', 'c5'])
  })
})

function ratersOf(labels: readonly string[]) {
  return labels.map((label, index) => ({
    rater: `r${index}`,
    marks: [
      {
        id: `m${index}` as MarkId,
        question: 'q' as QuestionId,
        kind: 'single',
        label: label as LabelId,
        value: null,
        source: 'person' as const,
        confidence: null,
      },
    ],
  }))
}
