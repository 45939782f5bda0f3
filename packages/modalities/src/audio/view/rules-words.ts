// The rules under which transcripts are compared, in the language of the page.
import type { StageProps } from '@etabli/modality-kit'
import type { Normalisation } from '../core/words.ts'

/** "Case, punctuation and numbers (English)"; null where nothing is set aside. */
export function rulesInWords(rules: Normalisation, { t, language }: Pick<StageProps, 't' | 'language'>): string | null {
  const aside = [
    ...(rules.case ? [t('audio.aside.case')] : []),
    ...(rules.punctuation ? [t('audio.aside.punctuation')] : []),
    ...(rules.numbers === null ? [] : [t(`audio.aside.numbers.${rules.numbers}`)]),
  ]
  return aside.length === 0 ? null : new Intl.ListFormat(language, { type: 'conjunction' }).format(aside)
}
