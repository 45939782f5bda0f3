// A command's key as it is printed, in brackets, for a tooltip.
import type { StageProps } from '@etabli/modality-kit'

const GLYPHS: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  Shift: '⇧',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
}

/** ` (Ctrl F)`, as the person has it; empty where the command has no key. */
export function keyIn({ keysOf }: Pick<StageProps, 'keysOf'>, id: string, keys: readonly string[]): string {
  const [key] = keysOf?.({ id, keys }) ?? keys
  if (!key) return ''
  const parts = key === '+' ? ['+'] : key.split(/\+(?!$)/)
  return ` (${parts.map((part) => GLYPHS[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ')})`
}
