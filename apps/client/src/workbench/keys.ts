// Keys by name, whatever the layout: `Mod+Shift+z`, `1`, `?`, `Space`. Pure, so that every layout can be tested.

/** The part of a keyboard event that names a key. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly isComposing?: boolean
  /** True for AltGr, which types characters on many layouts. */
  readonly altGraph?: boolean
}

const LATIN = /^[a-z]$/i
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn'])
const UNREADABLE: ReadonlySet<string> = new Set(['Dead', 'Process', 'Unidentified'])

/**
 * The names that a press may go by, the likeliest first; none while a character is being composed.
 * Letters go by what they print where that is Latin, else by their place (Cyrillic, or Alt on a Mac); digits also by
 * their place, so that the row above the letters is 1 to 9 on AZERTY too; signs by what they print, Shift left out.
 */
export function namesOf(press: KeyPress, isMac: boolean): string[] {
  if (press.isComposing || MODIFIERS.has(press.key)) return []
  const typed = press.altGraph === true
  const mod = !typed && (isMac ? press.metaKey : press.ctrlKey)
  const alt = !typed && press.altKey
  const names: string[] = []
  const add = (key: string, shift: boolean): void => {
    const name = `${mod ? 'Mod+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`
    if (!names.includes(name)) names.push(name)
  }
  const { key } = press
  if (LATIN.test(key)) add(key.toLowerCase(), press.shiftKey)
  else if (key.length > 1 && !UNREADABLE.has(key)) add(key, press.shiftKey)
  else if (key === ' ') add('Space', press.shiftKey)
  else if (key.length === 1 && !alt) add(key, false)
  if (typed) return names
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]
  if (letter && !LATIN.test(key)) add(letter.toLowerCase(), press.shiftKey)
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1]
  if (digit) add(digit, press.shiftKey && key !== digit)
  return names
}

const ORDER = ['Mod', 'Alt', 'Shift']

/** The same combination always written the same way: modifiers in order, letters small. */
export function normalKey(keys: string): string {
  const parts = keys === '+' ? ['+'] : keys.split(/\+(?!$)/)
  const key = parts.at(-1) ?? ''
  const modifiers = ORDER.filter((modifier) => parts.slice(0, -1).includes(modifier))
  return [...modifiers, LATIN.test(key) ? key.toLowerCase() : key].join('+')
}

/** True for keys that type nothing: those with a modifier other than Shift, and the function keys. */
export function typesNothing(keys: string): boolean {
  return /^(Mod|Alt)\+/.test(keys) || /(^|\+)F\d{1,2}$/.test(keys) || keys === 'Escape'
}

const IS_MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** The names of a browser's keyboard event. */
export function namesOfEvent(event: KeyboardEvent): string[] {
  // 229: what browsers send while an input method composes.
  if (event.keyCode === 229) return []
  return namesOf(
    {
      key: event.key,
      code: event.code,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      shiftKey: event.shiftKey,
      isComposing: event.isComposing,
      altGraph: event.getModifierState('AltGraph'),
    },
    IS_MAC,
  )
}
