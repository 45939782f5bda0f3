// Files in memory for mappings: a tree to read from, and what an export wrote.
import type { Project } from '@etabli/schema'
import type { ExportItem, ExportMapping, FileTree, ImportMapping, ImportRow } from '../mapping.ts'

/** A tree of files in memory, in the order given; text is stored as UTF-8. */
export function memoryTree(files: Readonly<Record<string, string | Uint8Array>>): FileTree {
  const encoder = new TextEncoder()
  const bytes = new Map(
    Object.entries(files).map(([path, body]) => [path, typeof body === 'string' ? encoder.encode(body) : body]),
  )
  return {
    files: Array.from(bytes, ([path, body]) => ({ path, size: body.length })),
    async *read(path) {
      const body = bytes.get(path)
      if (!body) throw new Error(`no file ${path}`)
      // Odd chunks, so that a reader that trusts chunk borders is found out.
      for (let at = 0; at < body.length; at += 997) yield body.subarray(at, at + 997)
    },
  }
}

/** All rows that a mapping reads from the tree. */
export async function readAll(mapping: ImportMapping, tree: FileTree, project: Project): Promise<ImportRow[]> {
  const rows: ImportRow[] = []
  for await (const row of mapping.read(tree, project)) rows.push(row)
  return rows
}

export interface Written {
  /** Bytes by path, in the order written. */
  readonly files: Readonly<Record<string, Uint8Array>>
  /** What was left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>
}

/** Everything that a mapping writes of these items. */
export async function writeAll(
  mapping: ExportMapping,
  project: Project,
  items: readonly ExportItem[],
  options: { readonly categoryBase: 0 | 1 } = { categoryBase: 1 },
): Promise<Written> {
  const leftOut: Record<string, number> = {}
  const files: Record<string, Uint8Array> = {}
  const splits = (['train', 'val', 'test'] as const).filter((split) => items.some((item) => item.split === split))
  const written = mapping.write({
    project,
    async *items() {
      yield* items
    },
    options,
    splits: splits.length > 0 ? splits : null,
    leaveOut(reason, count = 1) {
      leftOut[reason] = (leftOut[reason] ?? 0) + count
    },
  })
  for await (const file of written) files[file.path] = await joined(file.chunks)
  return { files, leftOut }
}

async function joined(chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<Uint8Array> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
