// CoNLL: the CoNLL-2003 paper's own sentence, IOB2 and its faults, spans.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConllDocument, conll, isConllToken, readConll, writeConll } from './conll.ts'
import { asBilou, asIob2, schemeFault, schemeOf, spansOfTags, tagsOfSpans } from './iob.ts'
import { fixture } from './testing/fixture.ts'
import { codecContract } from './testing/index.ts'
import { law } from './testing/law.ts'

const tagsIn = (document: ConllDocument) =>
  document.flatMap(({ sentences }) => sentences.map((s) => s.map(({ tag }) => tag)))

describe('conll', () => {
  it('reads the first sentence of the CoNLL-2003 paper, as it is printed there (IOB1)', () => {
    const { document, issues } = readConll(fixture('conll-2003-paper.txt'), { scheme: 'iob1' })
    expect(issues).toEqual([])
    const [sentence] = document[0]!.sentences
    expect(sentence!.map(({ text }) => text)).toEqual(['U.N.', 'official', 'Ekeus', 'heads', 'for', 'Baghdad', '.'])
    expect(sentence![0]).toEqual({ text: 'U.N.', between: ['NNP', 'I-NP'], tag: 'B-ORG' })
    expect(spansOfTags(sentence!.map(({ tag }) => tag))).toEqual([
      { start: 0, end: 1, label: 'ORG' },
      { start: 2, end: 3, label: 'PER' },
      { start: 5, end: 6, label: 'LOC' },
    ])
  })

  it('writes it in IOB2 with its columns', () => {
    const { document } = readConll(fixture('conll-2003-paper.txt'), { scheme: 'iob1' })
    expect([...writeConll(document)].join('')).toBe(
      'U.N. NNP I-NP B-ORG\nofficial NN I-NP O\nEkeus NNP I-NP B-PER\nheads VBZ I-VP O\nfor IN I-PP O\nBaghdad NNP I-NP B-LOC\n. . O O\n\n',
    )
  })

  it('knows documents, with AIDA’s names, and blank lines at will', () => {
    const { document } = readConll('\n-DOCSTART- -X- -X- O\n\na O\n\n\nb B-X\n-DOCSTART- (947testa CRICKET) O\n\nc O')
    expect(document.map(({ id, sentences }) => [id, sentences.length])).toEqual([
      [null, 2],
      ['947testa CRICKET', 1],
    ])
  })

  it('TXT6: reports an I- that opens an entity, by line, and reads it as B-', () => {
    const { document, issues } = readConll('a I-PER\nb I-PER\nc I-LOC\nd O\ne I-LOC\n', { file: 'x.conll' })
    expect(tagsIn(document)).toEqual([['B-PER', 'I-PER', 'B-LOC', 'O', 'B-LOC']])
    expect(issues.map(({ file, line, path, code }) => [file, line, path, code])).toEqual([
      ['x.conll', 1, 'tag', 'conll.transition'],
      ['x.conll', 3, 'tag', 'conll.transition'],
      ['x.conll', 5, 'tag', 'conll.transition'],
    ])
  })

  it('names lines with other columns and tags that are none', () => {
    expect(readConll('a O\nb X Y O\nc\nd BAD\n').issues.map(({ line, code }) => [line, code])).toEqual([
      [2, 'conll.columns'],
      [3, 'conll.columns'],
      [4, 'conll.tag'],
    ])
  })

  it('keeps a no-break space inside a token', () => {
    expect(isConllToken('10\u00A0000')).toBe(true)
    expect(isConllToken('a b')).toBe(false)
    expect(readConll('10\u00A0000 O\n').document[0]?.sentences[0]?.[0]?.text).toBe('10\u00A0000')
  })
})

describe('tagsOfSpans', () => {
  const tokens = [
    { start: 0, end: 3 },
    { start: 4, end: 8 },
    { start: 8, end: 9 },
  ]

  it('TXT3: lists each span it cannot carry, with the reason', () => {
    const spans = [
      { start: 4, end: 9, label: 'ORG' },
      { start: 0, end: 3, label: 'PER' },
      { start: 8, end: 9, label: 'X' },
      { start: 0, end: 2, label: 'Y' },
      { start: 3, end: 8, label: 'Z' },
    ]
    const { tags, left } = tagsOfSpans(tokens, spans)
    expect(tags).toEqual(['B-PER', 'B-ORG', 'I-ORG'])
    expect(left.map(({ span, reason }) => [span.label, reason])).toEqual([
      ['Y', 'boundary'],
      ['Z', 'boundary'],
      ['X', 'overlap'],
    ])
  })

  it('TXT3: spans that do not overlap come back the same, neighbours of one label too', () => {
    const lengths = fc.array(
      fc.record({ gap: fc.nat(2), length: fc.integer({ min: 1, max: 3 }), label: fc.constantFrom('A', 'B-C') }),
    )
    law(
      fc.property(lengths, (parts) => {
        let at = 0
        const spans = parts.map(({ gap, length, label }) => {
          const span = { start: at + gap, end: at + gap + length, label }
          at = span.end
          return span
        })
        const unitTokens = Array.from({ length: at }, (_, start) => ({ start, end: start + 1 }))
        const { tags, left } = tagsOfSpans(unitTokens, spans)
        expect(left).toEqual([])
        expect(spansOfTags(tags)).toEqual(spans)
      }),
    )
  })
})

const word = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter(isConllToken),
  fc.constantFrom('#', 'שלום', '北京', '😀', '-', '(a)'),
)
const sentence = fc
  .array(fc.tuple(word, fc.constantFrom('O', 'PER', 'LOC'), fc.boolean()), { minLength: 1, maxLength: 8 })
  .map((all) =>
    all.map(([text, label, goesOn], index) => {
      const before = all[index - 1]?.[1]
      const tag = label === 'O' ? 'O' : `${goesOn && before === label ? 'I' : 'B'}-${label}`
      return { text, between: ['NN'], tag }
    }),
  )
const part = fc.record({
  id: fc.option(fc.string({ unit: 'grapheme', maxLength: 9 }).filter((id) => !/[\r\n]/.test(id))),
  sentences: fc.array(sentence, { minLength: 1, maxLength: 4 }),
})

codecContract({ codec: conll, documents: fc.array(part, { maxLength: 3 }), sample: 'a NN B-X\nb NN I-X\n\nc NN O\n' })

describe('schemes', () => {
  // The same three entities (PER of two tokens, LOC, LOC) in each scheme, written by hand from its definition.
  const IOB2 = ['B-PER', 'I-PER', 'O', 'B-LOC', 'B-LOC']
  const rows = (tags: readonly string[]) => tags.map((tag, at) => `w${at} ${tag}\n`).join('')
  it.each([
    ['iob2', IOB2],
    ['iob1', ['I-PER', 'I-PER', 'O', 'I-LOC', 'B-LOC']],
    ['bilou', ['B-PER', 'L-PER', 'O', 'U-LOC', 'U-LOC']],
    ['BIOES, read as BILOU', ['B-PER', 'E-PER', 'O', 'S-LOC', 'S-LOC']],
  ] as const)('finds out %s by its tags and reads it as IOB2, nothing reported', (name, tags) => {
    expect(schemeOf([tags])).toBe(name.startsWith('BIOES') ? 'bilou' : name)
    const { document, issues } = readConll(rows(tags), { scheme: 'auto' })
    expect(issues).toEqual([])
    expect(tagsIn(document)).toEqual([IOB2])
  })
  it('writes IOB2 as BILOU, and reads that back the same', () => {
    expect(asBilou(IOB2)).toEqual(['B-PER', 'L-PER', 'O', 'U-LOC', 'U-LOC'])
    const tag = fc.constantFrom('O', 'B-A', 'I-A', 'B-B', 'I-B')
    law(
      fc.property(fc.array(tag), (tags) => {
        const iob2 = tags.map((one, at) =>
          at > 0 ? asIob2(tags[at - 1] ?? 'O', one, 'iob2') : asIob2('O', one, 'iob2'),
        )
        const bilou = asBilou(iob2)
        expect(bilou.map((one, at) => asIob2(bilou[at - 1] ?? 'O', one, 'bilou'))).toEqual(iob2)
        expect(bilou.filter((one, at) => schemeFault(bilou[at - 1] ?? 'O', one, 'bilou') !== null)).toEqual([])
      }),
    )
  })
  it('TXT6: a tag of BILOU that cannot stand there is reported by line, and opens an entity', () => {
    const { document, issues } = readConll('a U-PER\nb L-PER\nc I-LOC\nd X-LOC\n', { scheme: 'bilou' })
    expect(issues.map(({ line, code }) => [line, code])).toEqual([
      [2, 'conll.transition'],
      [3, 'conll.transition'],
      [4, 'conll.tag'],
    ])
    expect(tagsIn(document)).toEqual([['B-PER', 'B-PER', 'B-LOC', 'O']])
  })
})
