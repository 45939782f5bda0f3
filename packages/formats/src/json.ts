// A whole file as JSON: UTF-8 and syntax faults as issues with their line; Python's NaN and Infinity survive as null.
import type { Source } from './codec.ts'
import type { IssueList } from './issue.ts'
import { jsonFault } from './json-fault.ts'
import { tooLarge, WHOLE_MAX } from './whole-file.ts'

/** The file's text, without byte order mark; null, with an issue, where it is not UTF-8. */
export function textOf(source: Source, issues: IssueList): string | null {
  if (typeof source === 'string') return source.startsWith('\uFEFF') ? source.slice(1) : source
  if (source.length > WHOLE_MAX) {
    issues.add(tooLarge(WHOLE_MAX))
    return null
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source)
  } catch {
    issues.add({ code: 'file.encoding', message: 'This file is not UTF-8. Save it as UTF-8.' })
    return null
  }
}

/**
 * The file's value; undefined, with an issue, where it is not JSON. `NaN` and `Infinity`, which Python writes though
 * JSON has no such words, become null, so that the reader can name the field that holds them.
 */
export function parseJson(source: Source, issues: IssueList): unknown {
  const text = textOf(source, issues)
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    const calmed = /NaN|Infinity/.test(text) ? parseWithoutNaN(text) : undefined
    if (calmed !== undefined) return calmed
    const why = error instanceof Error ? error.message : 'not JSON'
    issues.add({ ...faultLine(text), code: 'json.syntax', message: `This file is not JSON: ${why}.` })
    return undefined
  }
}

const STRING_OR_NAN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:NaN|Infinity)/g

function parseWithoutNaN(text: string): unknown {
  try {
    return JSON.parse(text.replace(STRING_OR_NAN, (found) => (found.startsWith('"') ? found : 'null')))
  } catch {
    return undefined
  }
}

/** The line of the first fault: the engine's own message names a place only sometimes. */
function faultLine(text: string): { line?: number } {
  try {
    return { line: lineAt(text, jsonFault(text)) }
  } catch {
    // The expression for strings ran out of its own stack; the sentence then stands without a line.
    return {}
  }
}

function lineAt(text: string, position: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

/** Whether the value is an object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether the value is a number that is neither NaN nor infinite. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
