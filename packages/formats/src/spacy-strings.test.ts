// Ids of strings: as spaCy 3.8.16 gives them (`nlp.vocab.strings[text]`).
import { describe, expect, it } from 'vitest'
import { murmur64, spacyId } from './spacy-strings.ts'
import { spacySymbols } from './spacy-symbols.ts'

describe('spacyId', () => {
  it.each([
    ['a', 11901859001352538922n],
    ['abcdefgh', 17751780907874141760n],
    ['hello', 5983625672228268878n],
    ['hello world, more than eight', 10706353778641326877n],
    ['Zürich', 9452955988637137518n],
    ['😀', 13900606239988879105n],
    ['日本語', 1998301522555383300n],
    ['\n', 962983613142996970n],
    [' ', 8532415787641010193n],
    ['  ', 12127836336259238092n],
    ['person', 14800503047316267216n],
    ['DEPRECATED000', 15941956818728877561n],
  ])('%j by its hash', (text, id) => {
    expect(spacyId(text)).toBe(id)
  })
  it.each([
    ['', 0n],
    ['IS_ALPHA', 1n],
    ['FLAG42', 42n],
    ['NOUN', 92n],
    ['DEPRECATED276', 379n],
    ['PERSON', 380n],
    ['DATE', 391n],
    ['nsubj', 429n],
    ['acl', 451n],
    ['_', 456n],
  ])('%j by its number', (text, id) => {
    expect(spacyId(text)).toBe(id)
  })
  it('knows 457 words of spaCy’s own, each once', () => {
    expect(spacySymbols.size).toBe(457)
    expect([...spacySymbols.values()]).toEqual(Array.from({ length: 457 }, (_, id) => BigInt(id)))
  })
})

describe('murmur64', () => {
  it('hashes a word of spaCy’s own too, where asked: murmurhash.mrmr of “PERSON” with seed 1', () => {
    expect(murmur64(new TextEncoder().encode('PERSON'), 1n)).toBe(11121653176597302729n)
  })
})
