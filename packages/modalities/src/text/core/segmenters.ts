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
export const graphemes = (): Intl.Segmenter => segmenter('en', 'grapheme')

/** What follows goes on with the sentence: a title or an initial before a name, a word cut short before its example. */
const CUT_SHORT = new RegExp(
  String.raw`(?:^|[\s("'«“‘\[-])(?:` +
    [
      String.raw`(?!I\.)[\p{Lu}\p{Ll}]`,
      'Mrs?|Ms|Mx|Messrs|Dr|Prof|St|Rev|Hon|Gen|Col|Capt|Lt|Sgt|Maj|Sen|Rep|Gov|Pres',
      'MM|Mme|Mmes|Mlle|Mgr|Sra?|Srta|Sig|Dott|Ing|Hr|Dhr|Mevr',
      String.raw`vs|cf|ca|bzw|e\.\s?g|i\.\s?e|p\.\s?ex|z\.\s?B|d\.\s?h`,
    ].join('|') +
    String.raw`)\.[^\S\r\n]*$`,
  'u',
)
/** The same before a number only: "No." is also an answer. */
const NUMBERED = /(?:^|[\s("'[])(?:Nos?|Nr|Figs?|Abb|Vol|Art|chap|pp?)\.[^\S\r\n]*$/iu
/** Longer than the longest of them. */
const TAIL = 16

export interface Sentence {
  /** UTF-16. */
  readonly index: number
  readonly segment: string
}

/**
 * The sentences of a text in order, which together are the text: after UAX #29, which parts "Mr. Smith" and "J. Smith" too;
 * those are put together again.
 */
export function* sentencesIn(text: string, language: string): Generator<Sentence> {
  let start = 0
  let whole = ''
  for (const { segment } of segmenter(language, 'sentence').segment(text)) {
    if (whole !== '' && !goesOn(whole.slice(-TAIL), segment)) {
      yield { index: start, segment: whole }
      start += whole.length
      whole = ''
    }
    whole += segment
  }
  if (whole !== '') yield { index: start, segment: whole }
}

function goesOn(end: string, next: string): boolean {
  return CUT_SHORT.test(end) || (/^\d/.test(next) && NUMBERED.test(end))
}

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
