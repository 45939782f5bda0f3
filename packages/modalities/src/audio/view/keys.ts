// Keys as they are written in a tooltip: `Alt+k` is `Alt+K`, `ArrowLeft` is `←`.

const SIGNS: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
}

/** @param space the name of the space bar in the language of now */
export function writtenKeys(keys: readonly string[], space: string): string {
  return keys
    .map((key) =>
      key
        .split('+')
        .map((part) => writtenPart(part, space))
        .join('+'),
    )
    .join(', ')
}

/** The first of keys in words: what a badge has room for. */
export function firstKey(written: string): string {
  return written.split(', ')[0] ?? ''
}

function writtenPart(part: string, space: string): string {
  if (part === 'Space') return space
  return SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part)
}
