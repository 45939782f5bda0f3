// WebAnno TSV after the user guide's own examples: stacked and long annotations, relations, escapes, UTF-16.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { issueList } from './issue.ts'
import { fixture } from './testing/fixture.ts'
import { codecContract } from './testing/index.ts'
import { law } from './testing/law.ts'
import {
  escapedText,
  escapedValue,
  plainText,
  readWebanno,
  stackedValues,
  type WebannoDocument,
  webannoText,
  webannoTsv,
} from './webanno-tsv.ts'

const sample = fixture('webanno.tsv')

const line = fc.string({ unit: 'binary' }).map((text) => (text.isWellFormed() ? text : 'x').replaceAll('\n', '.'))
const documents: fc.Arbitrary<WebannoDocument> = fc.record({
  layers: fc.constant([
    { kind: 'span' as const, type: 'a.B', features: ['value'] },
    { kind: 'relation' as const, type: 'a.C', features: ['value', 'BT_a.B'] },
  ]),
  sentences: fc.array(
    fc.record({
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
      units: fc.array(
        fc.record({
          id: fc.constantFrom('1-1', '2-3.1'),
          start: fc.nat(50),
          end: fc.integer({ min: 51, max: 99 }),
          text: fc.constantFrom('a', '😊', '\\'),
          cells: fc.constantFrom(['_', '_', '_'], ['x[1]|y[2]', 'r', '1-1[1_0]']),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})

/** The document with the lines of its units: after the header's four lines, a blank, the texts, then a unit a line. */
function withLines(document: WebannoDocument): WebannoDocument {
  let at = 4
  return {
    ...document,
    sentences: document.sentences.map(({ lines, units }) => {
      at += 1 + lines.length
      return {
        lines,
        units: units.map((unit) => {
          at += 1
          return { ...unit, line: at }
        }),
      }
    }),
  }
}

codecContract({ codec: webannoTsv, documents, carried: withLines, sample })

describe('webanno tsv', () => {
  it('reads layers, units and their stacked values', () => {
    const { document, issues } = readWebanno(sample)
    expect(issues).toEqual([])
    expect(document.layers.map(({ kind, features }) => [kind, features.length])).toEqual([
      ['span', 1],
      ['relation', 2],
    ])
    const units = document.sentences.flatMap((sentence) => sentence.units)
    expect(stackedValues(units[0]?.cells[0] ?? '')).toEqual([
      { value: 'PER', id: '1' },
      { value: 'PERpart', id: '2' },
    ])
    expect(stackedValues(units[5]?.cells[2] ?? '')).toEqual([{ value: '1-1', id: '1_0' }])
    expect(stackedValues('*[3]')).toEqual([{ value: null, id: '3' }])
    expect(stackedValues('coref->1-2')).toEqual([{ value: 'coref', id: '1-2' }])
    expect([...webannoTsv.write(document)].join('')).toBe(sample)
  })
  it('makes the text of sentences, blanks between them filled, a line end where one is', () => {
    const { document } = readWebanno(sample)
    const text = webannoText(document, issueList())
    expect(text).toBe('Ms. Haag likes it 😊 .\nShe said: \\o/')
    // UTF-16: the guide's own remark on 😊, which takes two units.
    expect(text?.slice(18, 20)).toBe('😊')
  })
  it('values and texts survive their escapes', () => {
    expect(escapedValue('a_b|c[1]->d;e*\\')).toBe('a\\_b\\|c\\[1\\]\\->d\\;e\\*\\\\')
    law(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainText(escapedText(text))).toBe(text)
        if (text !== '') {
          expect(stackedValues(`${escapedValue(text)}[7]|${escapedValue(text)}`)).toEqual([
            { value: text, id: '7' },
            { value: text, id: null },
          ])
        }
      }),
    )
  })
  it('TXT6: names lines that are no units, and another version', () => {
    const head = '#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|value\n\n\n#Text=a\n'
    const rows = '1-x\t0-1\ta\t_\n1-1\t1-1\ta\t_\n1-1\t0-1\ta\n'
    expect(readWebanno(head + rows, { file: 'a.tsv' }).issues.map((issue) => [issue.line, issue.code])).toEqual([
      [6, 'webanno.id'],
      [7, 'webanno.offsets'],
      [8, 'webanno.columns'],
    ])
    expect(readWebanno('1\tx\n').issues[0]?.code).toBe('webanno.format')
  })
})
