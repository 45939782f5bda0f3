// A taxonomy from lines: `A > B > C`, CSV with a level a column, or lines set in below each other. Pure.
import { type Label, type LabelId, limits, PALETTE_SIZE } from '@etabli/schema'
import { slugOf } from './slug.ts'

export interface TaxonomyFault {
  /** From 1. */
  readonly line: number
  readonly why: 'blank-level' | 'long' | 'quote' | 'deep'
}

export interface TaxonomyLines {
  /** Paths from the top, in the order of the lines. */
  readonly paths: readonly (readonly string[])[]
  readonly faults: readonly TaxonomyFault[]
}

const DEEPEST = 20

/** How the levels of a line are parted: by `>` where any line has one, else by tabs, semicolons or commas. */
function signOf(text: string): string | null {
  return ['>', '\t', ';', ','].find((sign) => text.includes(sign)) ?? null
}

/**
 * Whether levels are shown by setting lines in: some are, and nothing else parts levels. A list with a comma on every line
 * is CSV, whatever blanks it begins with.
 */
function isOutline(lines: readonly string[]): boolean {
  const full = lines.filter((line) => !isPassed(line))
  if (!full.some((line) => /^\s/.test(line)) || /^\s/.test(full[0] ?? '')) return false
  if (full.some((line) => line.includes('>') || line.trim().includes('\t'))) return false
  return ![';', ','].some((sign) => full.every((line) => line.includes(sign)))
}

const isPassed = (line: string): boolean => line.trim() === '' || line.startsWith('#')

/** Blanks that a tab counts for at the start of a line. */
const TAB = 4

/** The path of each line: itself below the nearest line above that is set in less. List signs before names are left out. */
function outlinePaths(lines: readonly string[]): Map<number, string[]> {
  const above: { readonly depth: number; readonly path: string[] }[] = []
  const paths = new Map<number, string[]>()
  for (const [index, raw] of lines.entries()) {
    if (isPassed(raw)) continue
    const depth = (/^\s*/.exec(raw)?.[0] ?? '').replaceAll('\t', ' '.repeat(TAB)).length
    while ((above.at(-1)?.depth ?? -1) >= depth) above.pop()
    const path = [...(above.at(-1)?.path ?? []), raw.trim().replace(/^[-*•]\s+/, '')]
    above.push({ depth, path })
    paths.set(index, path)
  }
  return paths
}

/** Reads lines; blank ones and those that begin with `#` are passed over, and each bad one is named by its number. */
export function readTaxonomy(text: string): TaxonomyLines {
  const lines = text.split(/\r?\n/)
  const sign = signOf(text)
  const outline = isOutline(lines) ? outlinePaths(lines) : null
  const paths: string[][] = []
  const faults: TaxonomyFault[] = []
  for (const [index, raw] of lines.entries()) {
    if (isPassed(raw)) continue
    const path = outline?.get(index) ?? pathOf(raw, sign)
    const why = typeof path === 'string' ? path : faultOf(path)
    if (why !== null) faults.push({ line: index + 1, why })
    else if (typeof path !== 'string') paths.push(path)
  }
  return { paths, faults }
}

function faultOf(path: readonly string[]): TaxonomyFault['why'] | null {
  if (path.includes('')) return 'blank-level'
  if (path.length > DEEPEST) return 'deep'
  return path.some((name) => name.length > limits.name) ? 'long' : null
}

/** The levels of a line; columns left blank at its end are none. */
function pathOf(line: string, sign: string | null): string[] | 'quote' {
  const cells = sign === null ? [line] : sign === '>' ? line.split('>') : cellsOf(line, sign)
  if (cells === null) return 'quote'
  const path = cells.map((cell) => cell.trim())
  while (path.length > 1 && path.at(-1) === '') path.pop()
  return path
}

/** The cells of a CSV line, quoted ones with `""` for a quote; null where a quote is not closed. */
function cellsOf(line: string, sign: string): string[] | null {
  const cells: string[] = []
  let at = 0
  while (at <= line.length) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(line.slice(at))
    if (quoted) {
      cells.push((quoted[1] ?? '').replaceAll('""', '"'))
      at += quoted[0].length
      if (at < line.length && !line.startsWith(sign, at)) return null
    } else {
      const end = line.indexOf(sign, at)
      const cell = line.slice(at, end < 0 ? line.length : end)
      if (cell.trimStart().startsWith('"')) return null
      cells.push(cell)
      at = end < 0 ? line.length : end
    }
    at += sign.length
  }
  return cells
}

export interface Grown {
  readonly labels: Label[]
  /** Classes that are new. */
  readonly added: number
  /** Classes that no longer had room. */
  readonly over: number
}

/** The labels with the classes of these paths: those that are there under the same parent (case aside) are kept. */
export function withPaths(
  labels: readonly Label[],
  paths: readonly (readonly string[])[],
  removed: readonly { readonly label: Pick<Label, 'id'> }[] = [],
): Grown {
  const result = [...labels]
  const ids = new Set<string>([...labels, ...removed.map(({ label }) => label)].map(({ id }) => id))
  const numbers = new Map<string, number>()
  const known = new Map(labels.map((label) => [keyOf(label.parent ?? null, label.name), label]))
  const over = new Set<string>()
  let tops = labels.filter(({ parent }) => parent === undefined).length
  for (const path of paths) {
    let parent: Label | null = null
    for (const [depth, name] of path.entries()) {
      const key: string = keyOf(parent?.id ?? null, name)
      const there: Label | undefined = known.get(key)
      if (!there && result.length >= limits.labelsPerQuestion) {
        over.add(path.slice(0, depth + 1).join('\n'))
        break
      }
      const label: Label = there ?? {
        id: slugOf(name, 'label', ids, numbers) as LabelId,
        name,
        colour: parent?.colour ?? tops % PALETTE_SIZE,
        key: null,
        ...(parent ? { parent: parent.id } : {}),
      }
      if (!there) {
        ids.add(label.id)
        known.set(key, label)
        result.push(label)
        if (parent === null) tops += 1
      }
      parent = label
    }
  }
  return { labels: result, added: result.length - labels.length, over: over.size }
}

function keyOf(parent: string | null, name: string): string {
  return `${parent ?? ''}\n${name.trim().toLowerCase()}`
}
