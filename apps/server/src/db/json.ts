// Opaque JSON column ⇄ value. What goes in was validated at the door it came in by.

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
