// The diff against the machine, by alignments worked out by hand, and what any diff must hold.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffTranscripts } from './diff.ts'
import { type Normalisation, normalisedWords, wordsOf } from './words.ts'

const usual: Normalisation = { case: true, punctuation: true, numbers: null }
const asWritten: Normalisation = { case: false, punctuation: false, numbers: null }
const english: Normalisation = { ...usual, numbers: 'en' }

const ops = (machine: string, person: string, rules = usual) =>
  diffTranscripts(machine, person, rules).words.map(({ op, from, to }) => `${op} ${from ?? '∅'} ${to ?? '∅'}`)

describe('worked by hand', () => {
  it('names substitutions, deletions and insertions, and the rates', () => {
    const diff = diffTranscripts('said it can run for ten minutes', 'Set a timer for ten minutes', usual)
    // "for ten minutes" stays; "said it can run" against "Set a timer": 3 substituted and 1 taken out, of 6 words.
    expect(diff.words.filter((word) => word.op === 'equal').map((word) => word.to)).toEqual(['for', 'ten', 'minutes'])
    expect(diff.wer).toBeCloseTo(4 / 6, 12)
    expect([diff.substitutions, diff.deletions, diff.insertions]).toEqual([3, 1, 0])
  })
  it('one word of each sort', () => {
    // turn[=] of→off the[=] lights[−] now[=] please[+]: 1 substituted, 1 taken out, 1 added, 5 reference words.
    expect(ops('turn of the lights now', 'turn off the now please')).toEqual([
      'equal turn turn',
      'substitute of off',
      'equal the the',
      'delete lights ∅',
      'equal now now',
      'insert ∅ please',
    ])
    const diff = diffTranscripts('turn of the lights now', 'turn off the now please', usual)
    expect(diff.wer).toBeCloseTo(3 / 5, 12)
    // Characters: "turn of" → "turn off" is one f more, of 8.
    expect(diffTranscripts('turn of', 'turn off', usual).cer).toBeCloseTo(1 / 8, 12)
  })
  it('has no rate against silence', () => {
    expect(diffTranscripts('uh', '', usual)).toMatchObject({ wer: null, cer: null, deletions: 1 })
  })
})

describe('the project’s rules', () => {
  it('case and punctuation make no difference, or do', () => {
    expect(ops('turn on the light', 'Turn on the light.')).toEqual([
      'equal turn Turn',
      'equal on on',
      'equal the the',
      'equal light light.',
    ])
    expect(diffTranscripts('turn on', 'Turn on.', asWritten).wer).toBe(1)
    expect(diffTranscripts('turn on', 'Turn on', { ...asWritten, case: true }).wer).toBe(0)
  })
  it('numbers in digits are those in words, shown as they were written', () => {
    expect(ops('set 23 alarms', 'set twenty three alarms', english)).toEqual([
      'equal set set',
      'equal 23 twenty three',
      'equal alarms alarms',
    ])
    // twenty three against twenty four: one of four words.
    const diff = diffTranscripts('set 23 alarms', 'set twenty four alarms', english)
    expect(diff.words.map(({ op }) => op)).toEqual(['equal', 'substitute', 'equal'])
    expect(diff.wer).toBeCloseTo(1 / 4, 12)
    // "twenty" of 23 stays, another is put in, "three" stays: one group, whose words are not the same.
    expect(ops('23', 'twenty 23', english)).toEqual(['substitute 23 twenty 23'])
    expect(diffTranscripts('one hundred and five', '105', english).wer).toBe(0)
  })
  it('what does not count is shown and not counted', () => {
    expect(ops('yes no', 'yes — no')).toEqual(['equal yes yes', 'equal ∅ —', 'equal no no'])
  })
})

const text: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom('turn', 'Turn,', 'on', '—', '23', 'twenty', 'three', 'and', '105', 'one', 'hundred', '<unk>'),
    {
      maxLength: 9,
    },
  )
  .map((words) => words.join(' '))
const rules: fc.Arbitrary<Normalisation> = fc.constantFrom(usual, asWritten, english, { ...asWritten, numbers: 'fr' })

describe('always', () => {
  it('the edits applied to the machine’s words give the person’s', () => {
    void fc.assert(
      fc.property(text, text, rules, (machine, person, by) => {
        const { words } = diffTranscripts(machine, person, by)
        expect(words.flatMap(({ from }) => (from === null ? [] : wordsOf(from)))).toEqual(wordsOf(machine))
        expect(words.flatMap(({ to }) => (to === null ? [] : wordsOf(to)))).toEqual(wordsOf(person))
      }),
    )
  })
  it('nothing is counted where the words are the same under the rules, and only there', () => {
    void fc.assert(
      fc.property(text, text, rules, (machine, person, by) => {
        const { substitutions, insertions, deletions, words } = diffTranscripts(machine, person, by)
        const same = normalisedWords(machine, by).join(' ') === normalisedWords(person, by).join(' ')
        expect(substitutions + insertions + deletions === 0).toBe(same)
        expect(words.every(({ op }) => op === 'equal')).toBe(same)
      }),
    )
  })
  it('a text too long to be compared whole keeps its equal ends', () => {
    const long = (middle: string) => ['start', ...new Array<string>(3_000).fill(middle), 'end'].join(' ')
    const { words, wer } = diffTranscripts(long('a'), long('b'), usual)
    expect([words[0]?.op, words.at(-1)?.op]).toEqual(['equal', 'equal'])
    expect(words.filter(({ op }) => op === 'equal')).toHaveLength(2)
    expect(wer).toBeGreaterThan(0.9)
  })
})
