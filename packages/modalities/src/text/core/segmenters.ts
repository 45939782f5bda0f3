// The segmenters of a text's language: words after UAX #29, which for Chinese, Japanese, Thai, Lao, Khmer and Burmese go by
// dictionary; sentences; and what a reader sees as one character.

const made = new Map<string, Intl.Segmenter>()

function segmenter(language: string, granularity: 'word' | 'sentence' | 'grapheme'): Intl.Segmenter {
  const key = `${granularity} ${language}`
  const known = made.get(key)
  if (known) return known
  const fresh = new Intl.Segmenter(language, { granularity })
  made.set(key, fresh)
  return fresh
}

export const wordSegmenter = (language: string): Intl.Segmenter => segmenter(language, 'word')
export const sentenceSegmenter = (language: string): Intl.Segmenter => segmenter(language, 'sentence')
export const graphemes = (): Intl.Segmenter => segmenter('en', 'grapheme')

const SAMPLE = 4_000

const SCRIPTS: readonly (readonly [language: string, script: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['lo', /\p{Script=Lao}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
]

/**
 * The language whose rules of words a text follows, by its script: a BCP 47 tag. It depends on the text alone, so that
 * everyone who opens it has the same words. Scripts of many languages stand for the one that is most written in them.
 */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE)
  let best = 'en'
  let most = (sample.match(/\p{Script=Latin}/gu)?.length ?? 0) / 2
  for (const [language, script] of SCRIPTS) {
    const count = sample.match(script)?.length ?? 0
    // Japanese is mostly Han: some kana among it tell.
    const weight = language === 'ja' ? count * 4 : count
    if (weight > most) {
      best = language
      most = weight
    }
  }
  return best
}
