// The options of a transcript's question, as a manager writes them.
import type { Question } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { commaList, normaliseOf, tokenList, withOption } from './transcript-fields.ts'

const question = { options: { language: 'fr' } } as unknown as Question

describe('options of a transcript', () => {
  it('have the usual rules where none are named', () => {
    expect(normaliseOf(question)).toEqual({ case: true, punctuation: true, numbers: null })
    const kept = withOption(question, 'normalise', { case: false, punctuation: true, numbers: 'fr' })
    expect(normaliseOf(kept)).toEqual({ case: false, punctuation: true, numbers: 'fr' })
    expect(kept.options['language']).toBe('fr')
    expect(withOption(kept, 'normalise', undefined).options).toEqual({ language: 'fr' })
  })
  it('reads lists as they are typed', () => {
    expect(tokenList(' <unk> [laugh], <unk>')).toEqual(['<unk>', '[laugh]'])
    expect(commaList('pred text, whisper ,, whisper')).toEqual(['pred text', 'whisper'])
  })
})
