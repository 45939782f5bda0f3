// Issue: one bad row or value of a file, by place, code and sentence. Collected and bounded, never thrown.

/** The row or value named here is not in the document that was read. */
export interface Issue {
  readonly file?: string
  /** From 1. */
  readonly line?: number
  /** The field or JSON path: `text`, `annotations[12].bbox`. */
  readonly path?: string
  /** Stable and dotted: `coco.image-unknown`. */
  readonly code: string
  /** One sentence for the person who sent the file. */
  readonly message: string
}

/** Issues kept of one file; the rest are only counted. */
export const ISSUES_KEPT = 1_000

export interface IssueList {
  add(issue: Issue): void
  /** The first ones, at most `max`. */
  readonly kept: readonly Issue[]
  /** All that were added. */
  readonly total: number
}

/** An empty list that keeps the first `max` issues, counts all, and names the file on each. */
export function issueList(file?: string, max = ISSUES_KEPT): IssueList {
  const kept: Issue[] = []
  let total = 0
  return {
    add(issue) {
      total += 1
      if (kept.length < max) kept.push(inFile(issue, file))
    },
    get kept() {
      return kept
    },
    get total() {
      return total
    },
  }
}

/** The issue with its file named, where one is given and none is named yet. */
export function inFile(issue: Issue, file: string | undefined): Issue {
  return file === undefined || issue.file !== undefined ? issue : { file, ...issue }
}

/** A value from a file as a short quotation for a sentence: at most 60 characters, on one line. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value))
  return text.length <= 60 ? text : `${text.slice(0, 57).replace(/[\uD800-\uDBFF]$/, '')}…`
}
