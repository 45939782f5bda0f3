// KeyCap: a key as it is printed on the keyboard of this machine.
import './key-cap.css'

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const GLYPHS: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: '⇧',
  Alt: isMac ? '⌥' : 'Alt',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
  Backspace: '⌫',
  Tab: '⇥',
  Space: '␣',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** The parts of `Mod+Shift+z` as printed: `['Ctrl', '⇧', 'Z']`. */
export function keyParts(keys: string): string[] {
  const parts = keys === '+' ? ['+'] : keys.split(/\+(?!$)/)
  return parts.map((part) => GLYPHS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
}

export function KeyCap({ keys }: { readonly keys: string }) {
  return (
    <kbd className="key-cap">
      {keyParts(keys).map((part, index) => (
        // The parts of one combination never move.
        <span key={index} className="key-cap-part">
          {part}
        </span>
      ))}
    </kbd>
  )
}
