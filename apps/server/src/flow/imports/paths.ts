// Which names of uploaded files and archive entries are safe. They are only ever names: bytes lie under numbers.
import type { Refusal } from '../../blobs/index.ts'

const MAX_PATH = 1_024
const CONTROL = /\p{Cc}/u

/** The path in its normal form (`a/b.jpg`, NFC), or why it is refused. Never touches a disk. */
export function safePath(name: string): { readonly path: string } | Refusal {
  if (name.length === 0 || name.length > MAX_PATH) return { refused: `a name must have 1 to ${MAX_PATH} characters` }
  if (CONTROL.test(name)) return { refused: 'a name holds a control character' }
  if (name.includes('\\')) return { refused: 'a name holds a backslash' }
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return { refused: 'a name is an absolute path' }
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) return { refused: 'a name leads out of its folder with ".."' }
  if (parts.length === 0) return { refused: 'a name is empty' }
  return { path: parts.join('/').normalize('NFC') }
}

/** Files that systems leave beside a person's own: never worth a task, never worth an issue. */
export function isLitter(path: string): boolean {
  return /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/.test(path)
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' })

/** Natural order: `img2` before `img10`. Equal keys fall back to code units, so the order is one. */
export function naturally(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
