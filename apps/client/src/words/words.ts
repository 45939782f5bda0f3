// The catalogue: every words/{en,fr}/<prefix>.json merged under its file's name; language from the browser or the menu.
import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'en' | 'fr'
export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'fr', name: 'Français' },
]

type Phrases = { readonly [key: string]: string | Phrases }

const files = import.meta.glob<Phrases>('./{en,fr}/*.json', { eager: true, import: 'default' })

/** The whole catalogue of one language: `{ image: { draw: … }, … }`. */
export function catalogue(language: Language): Record<string, Phrases> {
  const merged: Record<string, Phrases> = {}
  for (const [path, phrases] of Object.entries(files)) {
    const [, folder, prefix] = /^\.\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? []
    if (folder === language && prefix) merged[prefix] = language === 'fr' ? withMany(phrases) : phrases
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

/** Makes the catalogue ready; call once before the first render. */
export function startWords(language: Language): i18n {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: { en: { translation: catalogue('en') }, fr: { translation: catalogue('fr') } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return i18next
}

/** Changes the language now and for the next visits. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEY, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}

export function rememberedLanguage(): string | null {
  return localStorage.getItem(KEY)
}
