// A key as it is printed on the keyboard of this machine.

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const GLYPHS: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: '⇧',
  Alt: isMac ? '⌥' : 'Alt',
  Backspace: '⌫',
  Delete: isMac ? '⌦' : 'Del',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** `Mod+Shift+g` as `Ctrl ⇧ G`. */
export function keyName(keys: string): string {
  const parts = keys === '+' ? ['+'] : keys.split(/\+(?!$)/)
  return parts.map((part) => GLYPHS[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ')
}
