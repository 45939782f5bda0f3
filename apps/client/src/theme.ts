// Light, dark or as the system wishes: remembered on this device, told to whoever draws with colours.
import { createStore } from 'zustand/vanilla'

export type ThemeChoice = 'light' | 'dark' | 'system'
export type Theme = 'light' | 'dark'

interface ThemeState {
  readonly choice: ThemeChoice
  readonly theme: Theme
}

const KEY = 'etabli.theme'
const darkWish = window.matchMedia('(prefers-color-scheme: dark)')

const resolve = (choice: ThemeChoice): Theme => (choice === 'system' ? (darkWish.matches ? 'dark' : 'light') : choice)

function remembered(): ThemeChoice {
  const word = localStorage.getItem(KEY)
  return word === 'light' || word === 'dark' ? word : 'system'
}

export const themeStore = createStore<ThemeState>(() => ({ choice: remembered(), theme: resolve(remembered()) }))

/** Changes the theme now and for the next visits. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, choice)
  show(choice)
}

function show(choice: ThemeChoice): void {
  const theme = resolve(choice)
  document.documentElement.dataset['theme'] = theme
  themeStore.setState({ choice, theme })
}

darkWish.addEventListener('change', () => show(themeStore.getState().choice))

/** The colours of labels, by palette index, as CSS values of the theme now shown. */
export function paletteOf(theme: Theme): (index: number) => string {
  const cached = palettes.get(theme)
  if (cached) return cached
  const style = getComputedStyle(document.documentElement)
  const values = Array.from({ length: 12 }, (_, index) => style.getPropertyValue(`--label-${index}`).trim())
  const colour = (index: number) => values[((index % 12) + 12) % 12] ?? 'gray'
  palettes.set(theme, colour)
  return colour
}

const palettes = new Map<Theme, (index: number) => string>()
