// Words of a transcript, and the normalisation under which error rates are counted.

/** Latin apostrophes are one sign; the hyphen is not a word's end. */
const APOSTROPHES = /[’ʼ`´]/gu
/** Everything but letters, marks, digits, apostrophes and hyphens inside a word, and bracketed tokens such as `<unk>`. */
const NOT_WORD = /[^\p{L}\p{M}\p{N}'<>[\]-]+/gu
const EDGES = /^[-']+|[-']+$/gu

/** The name and the sentence of the normalisation, shown wherever a rate is. */
export const NORMALISATION = 'case and punctuation aside (NFKC, lower case)'

/** Splits at white space, as shown; every word keeps its case and punctuation. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

/** One word as error rates see it; empty where it is punctuation alone. */
export function normaliseWord(word: string): string {
  return word.normalize('NFKC').toLowerCase().replace(APOSTROPHES, "'").replace(NOT_WORD, '').replace(EDGES, '')
}

/** The words that count, normalised: two transcripts are the same where these are. */
export function normalisedWords(text: string): string[] {
  return wordsOf(text)
    .map(normaliseWord)
    .filter((word) => word !== '')
}
