// Words of a transcript, and the normalisation under which error rates are counted.
import type { Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { readCharacters } from './characters.ts'
import { isSpareAnd, spelledWord } from './numbers.ts'

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

/** A sign for what is no word, as it stands in the text: `<unk>`, `[laugh]`. */
const Token = z.string().check(z.regex(/^\S+$/u), z.maxLength(40))

/** The options of a question that asks for a transcript. */
export const TranscriptOptions = z.object({
  normalise: z.optional(Normalisation),
  /** Of what is spoken, for spelling and direction (BCP 47); a task's field `lang` goes before it. */
  language: z.optional(z.string().check(z.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/))),
  /** What the palette offers. */
  tokens: z.optional(z.array(Token).check(z.maxLength(24))),
  /** The characters that a transcript is written with, as `readCharacters` reads them; absent: all. */
  characters: z.optional(
    z
      .string()
      .check(z.maxLength(1_000))
      .check(z.refine((written) => readCharacters(written) !== null, { error: 'a range ends before it begins' })),
  ),
  /** Fields of a task in which other recognisers' transcripts are, offered word by word. */
  hypotheses: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.maxLength(10))),
})
export type TranscriptOptions = z.infer<typeof TranscriptOptions>

const DEFAULT: Normalisation = { case: true, punctuation: true, numbers: null }

/** Latin apostrophes are one sign; the hyphen is not a word's end. */
const APOSTROPHES = /[’ʼ`´]/gu
/** Everything but letters, marks, digits, apostrophes and hyphens inside a word, and bracketed tokens such as `<unk>`. */
const NOT_WORD = /[^\p{L}\p{M}\p{N}'<>[\]-]+/gu
const EDGES = /^[-']+|[-']+$/gu

const known = new WeakMap<object, TranscriptOptions>()

/** The options of a question; none where they cannot be read. Read once for the same options. */
export function transcriptOptions({ options }: Pick<Question, 'options'>): TranscriptOptions {
  const before = known.get(options)
  if (before) return before
  const read = TranscriptOptions.safeParse(options)
  const said = read.success ? read.data : {}
  known.set(options, said)
  return said
}

/** The rules that the question names, or the usual ones. */
export function normalisationOf(question: Pick<Question, 'options'>): Normalisation {
  return transcriptOptions(question).normalise ?? DEFAULT
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

/** What a written word is compared by; a sign alone is itself, as it cannot be nothing. */
export function wordKey(word: string, rules: Normalisation = DEFAULT): string {
  return normaliseWord(word, rules) || word
}

/** The words that count, normalised: two transcripts are the same where these are. */
export function normalisedWords(text: string, rules: Normalisation = DEFAULT): string[] {
  return unitsOf(wordsOf(text), rules).map(({ key }) => key)
}

/** A word as it counts, and the place of the written word that it is read from. */
export interface Unit {
  readonly key: string
  readonly word: number
}

/** What written words are counted as: none where one is punctuation alone, several where it is a number. */
export function unitsOf(written: readonly string[], rules: Normalisation): Unit[] {
  const { numbers } = rules
  const units = written.flatMap((one, word) =>
    (numbers === null ? [one] : spelledWord(one, numbers)).flatMap((part) => {
      const key = normaliseWord(part, rules)
      return key === '' ? [] : [{ key, word }]
    }),
  )
  if (numbers === null) return units
  const keys = units.map(({ key }) => key)
  return units.filter((_, index) => !isSpareAnd(keys, index, numbers))
}
