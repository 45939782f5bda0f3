// The lines of a whole file that can be read; the others are issues by line.
import type { Source } from './codec.ts'
import type { IssueList } from './issue.ts'
import { faultMessage, lineReader } from './lines.ts'
import { readWhole } from './reader.ts'

/** Every line that is UTF-8 and not too long, with its number; a fault is added to `issues`. */
export function* goodLines(
  source: Source,
  issues: IssueList,
): Generator<{ readonly line: number; readonly text: string }> {
  for (const { line, text, fault } of readWhole(source, lineReader())) {
    if (fault) issues.add({ line, code: `line.${fault}`, message: faultMessage(fault) })
    else yield { line, text }
  }
}

/** A cell that is a number of seconds. */
export const SECONDS = /^\d{1,9}(?:\.\d*)?$/

/** A cell that is how sure a recogniser was: a number from 0 to 1. */
export const CONFIDENCE = /^(?:0(?:\.\d*)?|1(?:\.0*)?|\.\d+)$/

/** Cells between blanks and tabs; none of an empty line. */
export function cellsOf(text: string): string[] {
  return text.split(/[ \t\r]+/).filter((cell) => cell !== '')
}

/** `cells` cells from the start of a line, and what stands after them as it is, without blanks around it. */
export function cellsAndRest(text: string, cells: number): { readonly cells: string[]; readonly rest: string } {
  const found: string[] = []
  let rest = trimmed(text)
  while (found.length < cells && rest !== '') {
    const end = rest.search(/[ \t\r]/)
    found.push(end < 0 ? rest : rest.slice(0, end))
    rest = end < 0 ? '' : trimmed(rest.slice(end))
  }
  return { cells: found, rest }
}

/** The text on one line, with one blank where there were several or a line end: what line formats can carry. */
export function onOneLine(text: string): string {
  return text.replace(/[\s\u0085]+/gu, ' ').trim()
}

/** True for what may stand as one cell between blanks. */
export function isCell(text: string): boolean {
  return text !== '' && !/[ \t\r\n]/.test(text)
}

/** Without blanks and tabs around it. */
export function trimmed(text: string): string {
  return text.replace(/^[ \t\r]+|[ \t\r]+$/g, '')
}
