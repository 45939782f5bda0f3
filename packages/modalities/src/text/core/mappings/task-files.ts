// A file for each text: where it lies in an export, and the name of the task when it comes back.
import type { ExportInput, ExportItem } from '@etabli/modality-kit'
import { type TextItem, textItems } from './frame-out.ts'

/** A part of a path is longer in no file system that matters. */
const LONGEST = 180

/** Signs that mean something in paths or are not everywhere allowed, as `%41`; so are blanks and dots at the ends. */
function safePart(part: string): string {
  return part.replace(/^[ .]|[ .]$|[^\p{L}\p{M}\p{N} ._()-]/gu, (sign) =>
    Array.from(new TextEncoder().encode(sign), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
      '',
    ),
  )
}

/** The path of a task's files without their endings; unique for unique names, but for those too long for a file's. */
export function stemOfName(name: string, position: number): string {
  const parts = name.split('/')
  const isPath = parts.every((part) => part !== '')
  const safe = isPath ? parts.map(safePart) : [safePart(name)]
  const isShort = safe.every((part) => new TextEncoder().encode(part).length <= LONGEST)
  return isShort ? safe.join('/') : `task-${position + 1}`
}

/** The name behind such a path. */
export function nameOfStem(stem: string): string {
  try {
    return decodeURIComponent(stem.replace(/%(?![0-9A-F]{2})/g, '%25'))
  } catch {
    // Not one of ours: a name with such signs of its own.
    return stem
  }
}

/** Items with the stem of their files, split by split: below `train/`, `val/` and `test/` where there is a split. */
export async function* filedItems(input: ExportInput): AsyncGenerator<{ item: TextItem; stem: string }> {
  const taken = new Set<string>()
  for (const split of input.splits ?? [null]) {
    for await (const item of textItems(input, split)) yield { item, stem: freeStem(item, split, taken) }
  }
}

function freeStem(item: ExportItem, split: ExportItem['split'], taken: Set<string>): string {
  const folder = split === null ? '' : `${split}/`
  const wanted = folder + stemOfName(item.task.name, item.task.position)
  let stem = wanted
  for (let number = 2; taken.has(stem.toLowerCase()); number += 1) stem = `${wanted}~${number}`
  taken.add(stem.toLowerCase())
  return stem
}

/** Names by paths without endings: without the folders of a split, where all lie in such. */
export function namesOfStems(stems: readonly string[]): (stem: string) => string {
  const split = /^(?:train|val|test)\//
  const areSplit = stems.length > 0 && stems.every((stem) => split.test(stem))
  return (stem) => nameOfStem(areSplit ? stem.replace(split, '') : stem)
}
