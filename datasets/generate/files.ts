// Where the sets lie, and how the generators write JSON and JSONL.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of all sets. */
export const root = join(import.meta.dirname, '..')

/** Absolute path of a file inside the sets' folder. */
export const inSets = (...parts: string[]): string => join(root, ...parts)

/** Writes one JSON value a line, ending with a newline. */
export function writeLines(path: string, rows: readonly unknown[]): void {
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}

/** Reads one JSON value a line; the caller states the shape it wrote itself. */
export function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

/** Writes JSON with two-space indents, ending with a newline. */
export function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}
