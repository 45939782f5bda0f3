// The catalogue: every words/{en,fr}/<prefix>.json merged under its file's name; language from the browser or the menu.
import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Phrases } from './phrases.ts'

export type Language = 'en' | 'fr'
export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'fr', name: 'Français' },
]

type Part = () => Promise<{ files: Readonly<Record<string, Phrases>> }>

/** What everyone meets, and what only labelling, review and projects say. */
const parts: Readonly<Record<Language, { readonly first: Part; readonly work: Part }>> = {
  en: { first: () => import('./en.ts'), work: () => import('./en-work.ts') },
  fr: { first: () => import('./fr.ts'), work: () => import('./fr-work.ts') },
}

/** Phrases of one language under their files' names: `{ image: { draw: … }, … }`; all of them, or one part. */
export async function catalogue(
  language: Language,
  wanted: readonly ('first' | 'work')[] = ['first', 'work'],
): Promise<Record<string, Phrases>> {
  const merged: Record<string, Phrases> = {}
  for (const part of wanted) {
    for (const [path, phrases] of Object.entries((await parts[language][part]()).files)) {
      const prefix = /\/([\w-]+)\.json$/.exec(path)?.[1]
      if (prefix) merged[prefix] = language === 'fr' ? withMany(phrases) : phrases
    }
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
    resources: { [language]: { translation: await catalogue(language, ['first']) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return i18next
}

/** Whether a screen has asked for the phrases of work. */
let working = false

/** Makes the phrases of work ready, in whatever language; a screen that says them waits for it. */
export async function startWork(): Promise<void> {
  working = true
  await addWork(language())
}

async function addWork(language: Language): Promise<void> {
  // One of them stands for all: they come together.
  if (i18next.exists('review', { lng: language, returnObjects: true })) return
  i18next.addResourceBundle(language, 'translation', await catalogue(language, ['work']), true)
}

/** Changes the language now and for the next visits. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language)
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await catalogue(language, ['first']))
  }
  if (working) await addWork(language)
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
