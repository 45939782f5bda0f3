// KeyCap: a key as it is printed on the keyboard of this machine.
import { useWords } from '../hooks/use-words.ts'
import './key-cap.css'

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const GLYPHS: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: '⇧',
  Alt: isMac ? '⌥' : 'Alt',
  Enter: '↵',
  Backspace: '⌫',
  Tab: '⇥',
  Space: '␣',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** Keys that are printed as words: their phrases are under `ui.keys`. */
const WORDS: ReadonlySet<string> = new Set(['Escape', 'Delete', 'Home', 'End', 'PageUp', 'PageDown', 'ContextMenu'])

/** The parts of `Mod+Shift+z` as printed: `['Ctrl', '⇧', 'Z']`. */
export function keyParts(keys: string, t: ReturnType<typeof useWords>['t']): string[] {
  const parts = keys === '+' ? ['+'] : keys.split(/\+(?!$)/)
  return parts.map((part) => {
    if (WORDS.has(part)) return t(`ui.keys.${part}`)
    return GLYPHS[part] ?? (part.length === 1 ? part.toUpperCase() : part)
  })
}

export function KeyCap({ keys }: { readonly keys: string }) {
  const { t } = useWords()
  return (
    <kbd className="key-cap">
      {keyParts(keys, t).map((part, index) => (
        // The parts of one combination never move.
        <span key={index} className="key-cap-part">
          {part}
        </span>
      ))}
    </kbd>
  )
}
