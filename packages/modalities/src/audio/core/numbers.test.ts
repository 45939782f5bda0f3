// Numbers in words as the grammars write them, and what a project's rules make of transcripts.
import { Question } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { spelledWord } from './numbers.ts'
import { normalisationName, normalisationOf, normalisedWords } from './words.ts'

describe('cardinals', () => {
  it.each([
    ['0', 'zero'],
    ['13', 'thirteen'],
    ['23', 'twenty three'],
    ['105', 'one hundred five'],
    ['1,000', 'one thousand'],
    ['2450', 'two thousand four hundred fifty'],
    ['1000001', 'one million one'],
    ['3.05', 'three point zero five'],
    ['7:30', 'seven thirty'],
    ['20%', 'twenty'],
    ['twenty-three', 'twenty three'],
  ])('English: %s is %s', (written, read) => {
    expect(spelledWord(written, 'en').join(' ')).toBe(read)
  })
  // Grevisse, Le bon usage, § 599–600 : vingt et un, quatre-vingts, quatre-vingt-un, deux cents, deux cent trois.
  it.each([
    ['21', 'vingt et un'],
    ['71', 'soixante et onze'],
    ['77', 'soixante dix sept'],
    ['80', 'quatre vingts'],
    ['81', 'quatre vingt un'],
    ['91', 'quatre vingt onze'],
    ['200', 'deux cents'],
    ['203', 'deux cent trois'],
    ['1000', 'mille'],
    ['80000', 'quatre vingt mille'],
    ['200000', 'deux cent mille'],
    ['2000000', 'deux millions'],
    ['3,14', 'trois virgule quatorze'],
    ['quatre-vingt-dix-sept', 'quatre vingt dix sept'],
  ])('French: %s is %s', (written, read) => {
    expect(spelledWord(written, 'fr').join(' ')).toBe(read)
  })
  it('leaves alone what is no cardinal', () => {
    for (const word of ['1st', 'B2B', '1.2.3', 'well-known', '9999999999'])
      expect(spelledWord(word, 'en')).toEqual([word])
  })
})

describe('a project’s rules', () => {
  const asking = (options: Record<string, unknown>) =>
    normalisationOf(Question.parse({ id: 't', kind: 'transcript', title: 'Said', options }))
  it('are case and punctuation aside where it names none, and for what it cannot mean', () => {
    expect(normalisationName(asking({}))).toBe('case and punctuation aside (NFKC, lower case)')
    expect(asking({ normalise: { case: 'no' } })).toEqual(asking({}))
    expect(normalisedWords('What’s up, Doc?')).toEqual(["what's", 'up', 'doc'])
  })
  it('are said by name', () => {
    expect(normalisationName(asking({ normalise: { numbers: 'en' } }))).toBe(
      'case, punctuation and numbers aside (NFKC, lower case; digits read as English words)',
    )
    expect(normalisationName(asking({ normalise: { case: false } }))).toBe('punctuation aside (NFKC)')
    expect(normalisationName(asking({ normalise: { case: false, punctuation: false } }))).toBe('as written (NFKC)')
  })
  it('keep case or punctuation where they count', () => {
    expect(normalisedWords('No, Bob.', asking({ normalise: { case: false } }))).toEqual(['No', 'Bob'])
    expect(normalisedWords('No, Bob.', asking({ normalise: { punctuation: false } }))).toEqual(['no,', 'bob.'])
  })
  it('read numbers in words, "and" or not', () => {
    const rules = asking({ normalise: { numbers: 'en' } })
    expect(normalisedWords('Wait 105 seconds.', rules)).toEqual(
      normalisedWords('wait one hundred and five seconds', rules),
    )
    expect(normalisedWords('bread and two eggs', rules)).toEqual(['bread', 'and', 'two', 'eggs'])
  })
})
