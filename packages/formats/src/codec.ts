// Codec contract: bytes → document + issues, document → chunks of text. Syntax only; meaning is a mapping's.
import { type Issue, type IssueList, inFile } from './issue.ts'

/** A whole file: bytes (UTF-8) or text. */
export type Source = string | Uint8Array

export interface ReadOptions {
  /** The file's path, named in every issue. */
  readonly file?: string
}

export interface ReadResult<D> {
  /** What could be read; empty where nothing could. */
  readonly document: D
  /** The first `ISSUES_KEPT` issues. */
  readonly issues: readonly Issue[]
  /** All issues. */
  readonly issueCount: number
}

/**
 * One file syntax for whole files. `read` never throws on what a file holds. `write` gives chunks whose
 * concatenation is the file, the same for the same document; it throws RangeError on a document that the syntax
 * cannot carry (a fault of the caller).
 */
export interface Codec<D> {
  readonly id: string
  read(source: Source, options?: ReadOptions): ReadResult<D>
  write(document: D): Iterable<string>
}

/** A streamed row, or why there is none. */
export type Row<T> = { readonly line: number; readonly value: T } | { readonly issue: Issue }

/** The result of a reading, from its document and list of issues. */
export function readResult<D>(document: D, issues: IssueList): ReadResult<D> {
  return { document, issues: issues.kept, issueCount: issues.total }
}

/** An issue as a row, with its file. */
export function refused(issue: Issue, file: string | undefined): { readonly issue: Issue } {
  return { issue: inFile(issue, file) }
}
