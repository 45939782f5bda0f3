// Why a file is not taken: one sentence for whoever sent it, without what only the server knows.

/** A sentence about a file that cannot be taken; no fault of ours, so a value and not an error. */
export interface Refusal {
  readonly refused: string
}

/** The first line of a library's complaint, without paths of this machine. */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const line = text.split('\n')[0] ?? ''
  return line.replaceAll(/(?:[A-Za-z]:)?[\\/](?:[\w.@-]+[\\/])+[\w.@-]+/g, 'the file').slice(0, 200)
}
