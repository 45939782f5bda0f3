// brat: the lines of its standoff page, faults by line, there and back.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BratAnnotation, brat, bratLine, readBrat } from './brat.ts'
import { fixture } from './testing/fixture.ts'
import { codecContract } from './testing/index.ts'

const sample = fixture('standoff.ann')

const word = fc.constantFrom('person', 'works-for', 'L1')
const text = fc.string({ unit: 'binary' }).map((one) => (one.isWellFormed() ? one.replace(/[\r\n]/g, ' ') : 'x'))
const target = fc.constantFrom('T1', 'E2', 'R3')
const fragment = fc.record({ start: fc.nat(99), end: fc.integer({ min: 100, max: 999 }) })
const annotation: fc.Arbitrary<BratAnnotation> = fc.oneof(
  fc.record({
    kind: fc.constant('span' as const),
    id: fc.constantFrom('T1', 'T22'),
    type: word,
    fragments: fc.array(fragment, { minLength: 1, maxLength: 3 }),
    text,
  }),
  fc.record({ kind: fc.constant('relation' as const), id: fc.constant('R1'), type: word, from: target, to: target }),
  fc.record({ kind: fc.constant('equiv' as const), type: word, ids: fc.constant(['T1', 'T2', 'T3']) }),
  fc.record({
    kind: fc.constant('attribute' as const),
    id: fc.constantFrom('A1', 'M2'),
    type: word,
    target,
    value: fc.option(word),
  }),
  fc.record({ kind: fc.constant('note' as const), id: fc.constant('#1'), type: word, target, text }),
  fc.record({ kind: fc.constant('other' as const), id: fc.constantFrom('E1', 'N2'), rest: text }),
)

codecContract({
  codec: brat,
  documents: fc.array(annotation, { maxLength: 5 }),
  carried: (document) => document.map((one, at) => ({ ...one, line: at + 1 })),
  sample,
})

describe('brat', () => {
  it('reads the lines of its standoff page, one in two fragments too', () => {
    const { document, issues } = readBrat(sample)
    expect(issues).toEqual([])
    expect(document.map(({ kind }) => kind).join(' ')).toBe(
      'span span span other span relation span equiv attribute attribute other note',
    )
    expect(document[5]).toEqual({ kind: 'relation', id: 'R1', type: 'Origin', from: 'T3', to: 'T4', line: 6 })
    expect(document[6]).toMatchObject({
      text: 'North America',
      fragments: [
        { start: 0, end: 5 },
        { start: 16, end: 23 },
      ],
    })
    expect(document[9]).toMatchObject({ type: 'Confidence', target: 'T2', value: 'L1' })
    expect([...brat.write(document)].join('')).toBe(sample)
  })
  it('TXT6: names lines that are no annotations', () => {
    const { issues } = readBrat('T1\tperson 0 4\tDana\nT2 person 0 4 Dana\n*\tEquiv T1\n', { file: 'a.ann' })
    expect(issues.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['a.ann', 2, 'brat.line'],
      ['a.ann', 3, 'brat.line'],
    ])
  })
  it('refuses to write what it could not read', () => {
    const span = { kind: 'span', id: 'T1', type: 'any thing', fragments: [{ start: 0, end: 1 }], text: 'a' } as const
    expect(() => bratLine(span)).toThrow(RangeError)
    expect(() => bratLine({ ...span, type: 'thing', text: 'a\nb' })).toThrow(RangeError)
  })
})
