// Phrases and the language of now, for every component.
import type { Translate } from '@etabli/modality-kit'
import { useTranslation } from 'react-i18next'
import type { Language } from '../words/words.ts'

/** `const { t, language } = useWords()`; `t('label.submit')`, `t('home.tasks', { count: 3 })`. */
export function useWords(): { readonly t: Translate; readonly language: Language } {
  const { t, i18n } = useTranslation()
  return { t: t as unknown as Translate, language: i18n.language === 'fr' ? 'fr' : 'en' }
}
