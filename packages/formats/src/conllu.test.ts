// CoNLL-U: the guideline's own sentences, faults by line, blanks in MISC there and back.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConlluDocument, conllu, escapedSpaces, miscOf, miscText, plainSpaces, readConllu } from './conllu.ts'
import { fixture } from './testing/fixture.ts'
import { codecContract } from './testing/index.ts'
import { law } from './testing/law.ts'

const sample = fixture('ud-guide.conllu')

const cell = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).map((text) => text.replace(/[\t\r\n]/g, '.'))
const documents = fc.array(
  fc.record({
    id: fc.option(fc.constantFrom('a', 'b 1')),
    sentences: fc.array(
      fc.record({
        comments: fc.array(fc.constantFrom('text = a', 'sent_id = 1'), { maxLength: 2 }),
        tokens: fc.array(
          fc.record({
            id: fc.constantFrom('1', '1-2', '3.1'),
            form: cell,
            columns: fc.constant(['_', '_', '_', '_', '_', '_', '_']),
            misc: fc.constantFrom('_', 'NER=B-x|SpaceAfter=No'),
          }),
          { minLength: 1, maxLength: 4 },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  { minLength: 1, maxLength: 3 },
)

/** The document with the lines that reading it back gives. */
function withLines(document: ConlluDocument): ConlluDocument {
  let line = document.length > 1 || document[0]?.id !== null ? 0 : -1
  const named = line === 0
  line = 0
  return document.map((part) => {
    if (named) line += 1
    return {
      ...part,
      sentences: part.sentences.map(({ comments, tokens }) => {
        line += comments.length
        const read = tokens.map((token) => {
          line += 1
          return { ...token, line }
        })
        line += 1
        return { comments, tokens: read }
      }),
    }
  })
}

codecContract({ codec: conllu, documents, carried: withLines, sample })

describe('conllu', () => {
  it('reads the guideline’s sentences, words written as one included', () => {
    const { document, issues } = readConllu(sample)
    expect(issues).toEqual([])
    expect(document.map(({ id, sentences }) => [id, sentences.length])).toEqual([['ud-guide', 2]])
    const [first, second] = document[0]?.sentences ?? []
    expect(first?.comments).toEqual(['sent_id = 1', 'text = They buy and sell books.'])
    expect(first?.tokens.map(({ form }) => form)).toEqual(['They', 'buy', 'and', 'sell', 'books', '.'])
    expect(first?.tokens[0]?.columns).toEqual([
      ...['they', 'PRON', 'PRP', 'Case=Nom|Number=Plur', '2', 'nsubj', '2:nsubj|4:nsubj'],
    ])
    expect(second?.tokens.map(({ id }) => id)).toEqual(['1-2', '1', '2', '3-4', '3', '4', '5'])
    expect([...conllu.write(document)].join('')).toBe(sample)
  })
  it('TXT6: names lines with too few columns, no number, and an empty column', () => {
    const row = (id: string, form: string) => `${[id, form, ...'________'].join('\t')}\n`
    const { issues } = readConllu(`1\ta\n${row('x', 'a')}${row('1', '')}${row('2', 'b')}`, { file: 'a.conllu' })
    expect(issues.map(({ line, path, code }) => [line, path, code])).toEqual([
      [1, undefined, 'conllu.columns'],
      [2, 'ID', 'conllu.id'],
      [3, 'column 2', 'conllu.cell'],
    ])
  })
  it('blanks survive MISC, whatever they are', () => {
    expect(escapedSpaces(' \t\r\n|\\')).toBe('\\s\\t\\r\\n\\p\\\\')
    law(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const misc = miscText([
          ['SpacesAfter', escapedSpaces(text)],
          ['NER', 'O'],
        ])
        expect(plainSpaces(miscOf(misc).get('SpacesAfter') ?? '')).toBe(text)
        expect(misc).not.toMatch(/[\t\r\n]/)
      }),
    )
  })
})
