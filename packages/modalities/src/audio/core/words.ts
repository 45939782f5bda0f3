// Words of a transcript, and the normalisation under which error rates are counted.
import type { Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { type NumberLanguage, spelledWord, withoutAnd } from './numbers.ts'

/** What makes no difference between two transcripts: a project's rules, in its question's `options`. */
export const Normalisation = z.object({
  /** Upper and lower case are the same. */
  case: z._default(z.boolean(), true),
  /** Punctuation is nothing. */
  punctuation: z._default(z.boolean(), true),
  /** Numbers in digits are the same as in words of this language. */
  numbers: z._default(z.nullable(z.enum(['en', 'fr'])), null),
})
export type Normalisation = z.infer<typeof Normalisation>

/** The options of a question that asks for a transcript. */
export const TranscriptOptions = z.object({ normalise: z.optional(Normalisation) })

const DEFAULT: Normalisation = { case: true, punctuation: true, numbers: null }

/** Latin apostrophes are one sign; the hyphen is not a word's end. */
const APOSTROPHES = /[’ʼ`´]/gu
/** Everything but letters, marks, digits, apostrophes and hyphens inside a word, and bracketed tokens such as `<unk>`. */
const NOT_WORD = /[^\p{L}\p{M}\p{N}'<>[\]-]+/gu
const EDGES = /^[-']+|[-']+$/gu

/** The rules that the question names, or the usual ones. */
export function normalisationOf(question: Pick<Question, 'options'>): Normalisation {
  const options = TranscriptOptions.safeParse(question.options)
  return (options.success ? options.data.normalise : undefined) ?? DEFAULT
}

const LANGUAGES = { en: 'English', fr: 'French' } as const

/** The rules by name, shown wherever a rate is. */
export function normalisationName(rules: Normalisation = DEFAULT): string {
  const aside = [
    ...(rules.case ? ['case'] : []),
    ...(rules.punctuation ? ['punctuation'] : []),
    ...(rules.numbers === null ? [] : ['numbers']),
  ]
  if (aside.length === 0) return 'as written (NFKC)'
  const last = aside.at(-1)
  const list = aside.length > 1 ? `${aside.slice(0, -1).join(', ')} and ${last}` : last
  const how = [
    `NFKC${rules.case ? ', lower case' : ''}`,
    ...(rules.numbers === null ? [] : [`digits read as ${LANGUAGES[rules.numbers]} words`]),
  ]
  return `${list} aside (${how.join('; ')})`
}

/** Splits at white space, as shown; every word keeps its case and punctuation. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

/** One word as error rates see it; empty where it is punctuation alone. Numbers stay as they are. */
export function normaliseWord(word: string, rules: Normalisation = DEFAULT): string {
  const one = word.normalize('NFKC').replace(APOSTROPHES, "'")
  const cased = rules.case ? one.toLowerCase() : one
  return rules.punctuation ? cased.replace(NOT_WORD, '').replace(EDGES, '') : cased
}

/** The words that count, normalised: two transcripts are the same where these are. */
export function normalisedWords(text: string, rules: Normalisation = DEFAULT): string[] {
  const read = rules.numbers === null ? wordsOf(text) : readAloud(text, rules.numbers)
  const words = read.map((word) => normaliseWord(word, rules)).filter((word) => word !== '')
  return rules.numbers === null ? words : withoutAnd(words, rules.numbers)
}

function readAloud(text: string, language: NumberLanguage): string[] {
  return wordsOf(text).flatMap((word) => spelledWord(word, language))
}
