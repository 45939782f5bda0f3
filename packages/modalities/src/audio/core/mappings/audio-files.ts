// Which files of a tree are recordings or lists of them, and which recording a row means.
import type { FileTree } from '@etabli/modality-kit'

const AUDIO = /\.(wav|flac|mp3|ogg|oga|opus|m4a|mp4|aac|webm)$/i
const LISTS = { jsonl: /\.(jsonl|ndjson|json)$/i, csv: /\.(csv|tsv)$/i } as const

export type ListFormat = keyof typeof LISTS

/** The paths of all recordings. */
export function recordingsOf(tree: FileTree): string[] {
  return tree.files.filter(({ path }) => AUDIO.test(path)).map(({ path }) => path)
}

/** The paths of all lists of that format. */
export function listsOf(tree: FileTree, format: ListFormat): string[] {
  return tree.files.filter(({ path }) => LISTS[format].test(path)).map(({ path }) => path)
}

/**
 * Finds the recording that a row of `list` means: by its path from the list's folder, by the end of its path, or by
 * its file name where only one recording has it.
 */
export function recordingFinder(tree: FileTree): (list: string, written: string) => string | null {
  const paths = recordingsOf(tree)
  const known = new Set(paths)
  const byName = new Map<string, string[]>()
  for (const path of paths) byName.set(nameOf(path), [...(byName.get(nameOf(path)) ?? []), path])
  return (list, written) => {
    const clean = written.replaceAll('\\', '/').replace(/^\.\//, '')
    const beside = list.includes('/') ? `${list.slice(0, list.lastIndexOf('/'))}/${clean}` : clean
    if (known.has(beside)) return beside
    if (known.has(clean)) return clean
    const sameName = byName.get(nameOf(clean)) ?? []
    const sameEnd = sameName.filter((path) => clean.endsWith(path) || path.endsWith(clean))
    if (sameEnd.length === 1) return sameEnd[0] ?? null
    return sameName.length === 1 ? (sameName[0] ?? null) : null
  }
}

/** A path without its extension; a name that is nothing but one stays. */
export function stemOf(path: string): string {
  const dot = path.lastIndexOf('.')
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
