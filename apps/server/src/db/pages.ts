// Keyset pages and batched inserts: the same on both databases, in constant memory.

/** Rows an insert carries at once: below the bind limits of both databases for our widest table. */
export const BATCH = 500

/** Splits an array into runs of at most `size`. */
export function* batches<T>(rows: readonly T[], size = BATCH): Generator<T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

/** A page with the cursor of the next one. */
export interface Page<T> {
  readonly rows: T[]
  readonly next: string | null
}

/**
 * Cuts a page out of one row more than asked.
 * @param rows at most `count + 1` rows in order
 * @param key what the next page begins after
 */
export function pageOf<T>(rows: readonly T[], count: number, key: (row: T) => readonly (string | number)[]): Page<T> {
  const kept = rows.slice(0, count)
  const last = kept.at(-1)
  return { rows: kept, next: rows.length > count && last !== undefined ? writeCursor(key(last)) : null }
}

/** A cursor as clients carry it: opaque to them. */
export function writeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The key in a cursor, or null where it is not one of ours with that form. */
export function readCursor(
  cursor: string | undefined,
  form: readonly ('string' | 'number')[],
): (string | number)[] | null {
  if (cursor === undefined) return null
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const fits = Array.isArray(key) && key.length === form.length && form.every((type, i) => typeof key[i] === type)
    return fits ? (key as (string | number)[]) : null
  } catch {
    return null
  }
}
