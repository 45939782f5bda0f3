// The catalogue: every words/{en,fr}/<prefix>.json merged under its file's name; language from the browser or the menu.
import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Phrases } from './phrases.ts'

export type Language = 'en' | 'fr'
export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'fr', name: 'Français' },
]

const files: Readonly<Record<Language, () => Promise<{ files: Readonly<Record<string, Phrases>> }>>> = {
  en: () => import('./en.ts'),
  fr: () => import('./fr.ts'),
}

/** The whole catalogue of one language: `{ image: { draw: … }, … }`. */
export async function catalogue(language: Language): Promise<Record<string, Phrases>> {
  const merged: Record<string, Phrases> = {}
  for (const [path, phrases] of Object.entries((await files[language]()).files)) {
    const prefix = /\/([\w-]+)\.json$/.exec(path)?.[1]
    if (prefix) merged[prefix] = language === 'fr' ? withMany(phrases) : phrases
  }
  return merged
}

/** French has a plural of its own for whole millions; where a phrase does not need it, `_other` serves. */
function withMany(phrases: Phrases): Phrases {
  const result: Record<string, string | Phrases> = {}
  for (const [key, value] of Object.entries(phrases)) {
    result[key] = typeof value === 'string' ? value : withMany(value)
    if (key.endsWith('_other')) result[key.replace(/_other$/, '_many')] ??= value
  }
  return result
}

const KEY = 'etabli.language'

/** The language asked for on this device, else the browser's, else English. */
export function preferredLanguage(remembered: string | null, browser: readonly string[]): Language {
  if (remembered === 'en' || remembered === 'fr') return remembered
  for (const tag of browser) {
    if (tag.startsWith('fr')) return 'fr'
    if (tag.startsWith('en')) return 'en'
  }
  return 'en'
}

/** Makes the catalogue of a language ready; call once before the first render. The other is fetched when chosen. */
export async function startWords(language: Language): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await catalogue(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return i18next
}

/** Changes the language now and for the next visits. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language)
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await catalogue(language))
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** The language of now, for code outside components; inside, `useWords` gives it and follows it. */
export function language(): Language {
  return i18next.language === 'fr' ? 'fr' : 'en'
}

export function rememberedLanguage(): string | null {
  return localStorage.getItem(KEY)
}
