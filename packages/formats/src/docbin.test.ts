// DocBin: the file that spaCy itself writes of the same documents, any text by a reader of our own, and what is refused.
import { inflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DocBinDoc, writeDocBin } from './docbin.ts'
import type { Packable } from './msgpack.ts'
import { readDocBin, unpacked } from './testing/docbin-read.ts'

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all
}

async function written(docs: readonly DocBinDoc[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeDocBin(each(docs))) chunks.push(chunk)
  return inflateSync(Buffer.concat(chunks))
}

/** `DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True).to_bytes()` of spaCy 3.8.16, of the two documents below. */
const BY_SPACY =
  'eNrrWl6WWlScmZ+32EDPcGliSUlR8WRHX79lJfnZqXnFR27odWa+S8g1fc3MAAE1jBBa8Ifboc9WmWVMDKjglfjLyjqTWF508aCPv9Y7cP64hC' +
  '6+cc+Uaf2flTJg5pe92HCipkZYewuHz/VXtbNzGdHEGftlOXfdf3EA3ZxFh9b4vLlZvx5dfOKpss2tJqe70IQZlhUXJCanFh/hBFrACMIMy3NS' +
  '89JLMoqPcHAwgPgMDMuLS4oy89KL7zAILFjItVBhod5iv9TyZQGuQcH+fksi84uyl0TlH169OC+1fFF+9uLixPKlJRlADUvLMnNyUpdUghRUAR' +
  'Us+TB/RsOS5MSS4klNS4sL8otKTtt/gDhjRUF+TmZJZnLxaZjDGpam5SSmF09q3JSRWBxfmpedl1+eFw9x7SGsgquBdF58elF+aUHxpCNzGo9M' +
  'bV6Sl5ibuqg4GRKhDUtBKoonH9FgwAoYa2AMKM2MqVJbuKbmxIYXZUAmCxCzATEXEAthqlQK2iXRErZ/D5DJCsTsQMwHxMITge45wjhhZWlxal' +
  'F8SmJJ4qQjKi2LMlMWlRguzDvLqAMMxvTfS3Iyi0umLKw4bf8DYtqBw0cYGwB7RMiw'

const words = (texts: readonly string[], spaces: string) =>
  texts.map((text, at) => ({ text, space: spaces[at] === '1' }))

const docs: readonly DocBinDoc[] = [
  {
    tokens: words(['Zoë', ' ', '\n', 'saw', 'New', 'York', '😀', '.'], '10011001'),
    entities: [
      { start: 4, end: 6, label: 'ville' },
      { start: 0, end: 1, label: 'PERSON' },
    ],
    groups: {
      sc: [
        { start: 0, end: 1, label: 'PERSON' },
        { start: 4, end: 6, label: 'ville' },
        { start: 5, end: 7, label: 'thing' },
      ],
    },
    cats: { sport: 1, politics: 0 },
    userData: new Map<string, Packable>([
      ['id', 't1'],
      ['n', 300],
      ['neg', -5],
      ['list', ['x', 1.5, null, true]],
    ]),
  },
  { tokens: words(['ok'], '0'), entities: null, groups: {}, cats: {}, userData: new Map() },
]

describe('writeDocBin', () => {
  it('writes what spaCy writes', async () => {
    const spacy = unpacked(inflateSync(Buffer.from(BY_SPACY, 'base64'))) as Map<string, unknown>
    const ours = unpacked(await written(docs)) as Map<string, unknown>
    // spaCy also lists the words in lower case, which it makes itself where they are not there.
    const strings = spacy.get('strings') as string[]
    expect(strings).toEqual(expect.arrayContaining(ours.get('strings') as string[]))
    expect(strings.filter((text) => !(ours.get('strings') as string[]).includes(text))).toEqual([
      '',
      'new',
      'york',
      'zoë',
    ])
    for (const file of [spacy, ours]) file.delete('strings')
    expect(ours).toEqual(spacy)
  })
  it('says the text, the entities and the spans', async () => {
    const [first] = readDocBin(await written(docs))
    expect(first).toMatchObject({
      text: 'Zoë  \nsaw New York😀. ',
      tags: ['B-PERSON', 'O', 'O', 'O', 'B-ville', 'I-ville', 'O', 'O'],
      cats: { sport: 1, politics: 0 },
      userData: { id: 't1', n: 300, neg: -5, list: ['x', 1.5, null, true] },
    })
    expect(first?.entities.map(({ label, quote }) => [label, quote])).toEqual([
      ['PERSON', 'Zoë'],
      ['ville', 'New York'],
    ])
    expect(first?.groups['sc']?.map(({ start, end, quote }) => [start, end, quote])).toEqual([
      [0, 3, 'Zoë'],
      [10, 18, 'New York'],
      [14, 19, 'York😀'],
    ])
  })
  it('leaves open what is not known', async () => {
    const open = { ...docs[0], unknown: [{ start: 2, end: 4 }] } as DocBinDoc
    const [first, second] = readDocBin(await written([open, ...docs.slice(1)]))
    expect(first?.tags.slice(0, 5)).toEqual(['B-PERSON', 'O', '', '', 'B-ville'])
    expect(second?.tags).toEqual([''])
  })
  it('takes no document at all, and one without tokens', async () => {
    expect(readDocBin(await written([]))).toEqual([])
    const none = { tokens: [], entities: [], groups: { sc: [] }, cats: {}, userData: new Map() }
    expect(readDocBin(await written([none]))).toMatchObject([{ text: '', groups: { sc: [] } }])
  })
  it('refuses entities that overlap, and spans that are none of the tokens', async () => {
    const [doc] = docs
    const thing = (start: number, end: number) => [{ start, end, label: 'thing' }]
    const bad = (change: Partial<DocBinDoc>) => written([{ ...doc, ...change } as DocBinDoc])
    await expect(bad({ entities: [...thing(0, 3), ...thing(2, 4)] })).rejects.toThrow('Entities overlap at token 2.')
    await expect(bad({ entities: thing(3, 3) })).rejects.toThrow(RangeError)
    await expect(bad({ groups: { sc: thing(7, 9) } })).rejects.toThrow('There are no tokens from 7 to 9 of 8.')
  })
  it('any Unicode comes back', async () => {
    const token = fc.record({
      text: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
      space: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(token, { minLength: 1, maxLength: 9 }), { maxLength: 4 }), async (texts) => {
        const given = texts.map((tokens, at): DocBinDoc => {
          const span = { start: at % tokens.length, end: tokens.length, label: tokens[0]?.text ?? '' }
          return { tokens, entities: [span], groups: { sc: [span] }, cats: {}, userData: new Map([['id', `${at}`]]) }
        })
        const read = readDocBin(await written(given))
        expect(read.map(({ text }) => text)).toEqual(
          texts.map((tokens) => tokens.map(({ text, space }) => text + (space ? ' ' : '')).join('')),
        )
        for (const [at, { tokens, groups, entities }] of read.entries()) {
          const from = at % tokens.length
          const quote = (texts[at] ?? [])
            .slice(from)
            .map(({ text, space }, place) => text + (space && from + place < tokens.length - 1 ? ' ' : ''))
          expect(groups['sc']).toMatchObject([{ label: tokens[0], quote: quote.join('') }])
          expect(entities).toEqual(groups['sc'])
        }
      }),
    )
  })
})
