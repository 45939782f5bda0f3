// Lines → cells of CSV rows: quotation marks, quoted line ends, and the line where each row begins.
import type { Issue } from './issue.ts'
import { faultMessage, type Line } from './lines.ts'
import type { Reader } from './reader.ts'

export type Delimiter = ',' | ';' | '\t'

export interface Cells {
  readonly line: number
  readonly cells: readonly string[]
  readonly fault: Pick<Issue, 'code' | 'message'> | null
}

const UNCLOSED = { code: 'csv.quote-open', message: 'A quotation mark opened in this row is never closed.' }
const AFTER_QUOTE = { code: 'csv.quote-text', message: 'In this row, text follows a closing quotation mark.' }

/** Lines → rows of cells. A quoted cell may run over lines; its line ends are kept as they are. */
export function cellReader(delimiter: Delimiter, maxRow: number): Reader<Line, Cells> {
  let start = 0
  let cells: string[] = []
  let fault: Cells['fault'] = null
  /** Whether the last line left a quoted cell open, and that cell's text. */
  let isOpen = false
  let open = ''
  let size = 0

  function finish(): Cells[] {
    const row = { line: start, cells, fault }
    cells = []
    fault = null
    isOpen = false
    size = 0
    return [row]
  }

  function refuse(line: number, found: NonNullable<Cells['fault']>): Cells[] {
    if (!isOpen) start = line
    fault = found
    return finish()
  }

  /** Reads a quoted cell's text from `from`; gives where it ended, or -1 where the line did not close it. */
  function inQuotes(text: string, from: number): number {
    let at = from
    for (;;) {
      const quote = text.indexOf('"', at)
      if (quote < 0) {
        open += text.slice(at)
        return -1
      }
      open += text.slice(at, quote)
      if (text[quote + 1] !== '"') return quote + 1
      open += '"'
      at = quote + 2
    }
  }

  /** Takes the closed cell and steps over its delimiter; gives where the next cell begins, or -1 at the row's end. */
  function close(text: string, at: number): number {
    const until = text.indexOf(delimiter, at)
    if (at !== (until < 0 ? text.length : until)) fault = AFTER_QUOTE
    cells.push(open)
    isOpen = false
    return until < 0 ? -1 : until + 1
  }

  /** Reads cells from `from` to the line's end; false where a quoted cell stays open. */
  function readCells(text: string, from: number): boolean {
    let at = from
    while (at >= 0) {
      if (text[at] === '"') {
        isOpen = true
        open = ''
        const ended = inQuotes(text, at + 1)
        if (ended < 0) return false
        at = close(text, ended)
      } else {
        const until = text.indexOf(delimiter, at)
        cells.push(text.slice(at, until < 0 ? undefined : until))
        at = until < 0 ? -1 : until + 1
      }
    }
    return true
  }

  function pushOpen({ text, end }: Line): Cells[] {
    size += text.length + end.length
    if (size > maxRow)
      return refuse(start, { code: 'csv.row-too-long', message: `${UNCLOSED.message} The row is too long.` })
    const ended = inQuotes(text, 0)
    const next = ended < 0 ? null : close(text, ended)
    if (next !== null && (next < 0 || readCells(text, next))) return finish()
    open += end
    return []
  }

  return {
    push(line) {
      if (line.fault) return refuse(line.line, { code: `line.${line.fault}`, message: faultMessage(line.fault) })
      if (isOpen) return pushOpen(line)
      if (line.text === '') return []
      start = line.line
      if (!line.text.includes('"')) {
        cells = line.text.split(delimiter)
        return finish()
      }
      size = line.text.length
      if (readCells(line.text, 0)) return finish()
      open += line.end
      return []
    },
    end: () => (isOpen ? refuse(start, UNCLOSED) : []),
  }
}
