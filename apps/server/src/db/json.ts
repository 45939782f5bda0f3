// Opaque JSON column ⇄ validated value.
import type * as z from 'zod/mini'

/** The text of a JSON column. */
export function toJson(value: unknown): string {
  return JSON.stringify(value)
}

/**
 * Reads a JSON column that we wrote ourselves after validating it: what went in comes out.
 * @throws SyntaxError where the column is not JSON: a bug or a damaged database
 */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T
}

/**
 * Reads a JSON column through its schema, for values whose form has changed between versions.
 * @throws ZodError where the value does not fit
 */
export function readJson<S extends z.ZodMiniType>(schema: S, text: string): z.output<S> {
  return schema.parse(JSON.parse(text))
}
