// Bytes or text → lines, in constant memory: line numbers, either line end, byte order mark, faults by line.
import { joinedBytes } from './bytes.ts'
import type { Reader } from './reader.ts'

export interface Line {
  /** From 1. */
  readonly line: number
  /** Exactly what stands between the line ends; empty where there is a fault. */
  readonly text: string
  /** The line's own end; empty at the end of a file without one. */
  readonly end: '\n' | '\r\n' | ''
  readonly fault: null | 'encoding' | 'too-long'
}

/** Bytes (or UTF-16 units, when fed text) of one line; HOUSE's bound for anything read by line. */
export const LINE_MAX = 16 * 1024 * 1024

const LF = 10
const CR = 13

/** What a line's fault means, in words. */
export function faultMessage(fault: 'encoding' | 'too-long'): string {
  return fault === 'encoding' ? 'This line is not UTF-8. Save the file as UTF-8.' : 'This line is too long.'
}

/**
 * Splits at line feeds; a carriage return before one belongs to the line end. A byte order mark at the start of the
 * file is dropped. A line that is not UTF-8 or over `max` is given with its fault and without text, and holds no memory.
 * Feed it bytes or text, not both.
 */
export function lineReader(max = LINE_MAX): Reader<string | Uint8Array, Line> {
  let inner: Reader<string, Line> | Reader<Uint8Array, Line> | null = null
  return {
    push(chunk) {
      if (typeof chunk === 'string') {
        inner ??= textLines(max)
        return (inner as Reader<string, Line>).push(chunk)
      }
      inner ??= byteLines(max)
      return (inner as Reader<Uint8Array, Line>).push(chunk)
    },
    end: () => inner?.end() ?? [],
  }
}

function byteLines(max: number): Reader<Uint8Array, Line> {
  // ignoreBOM: each line is decoded alone, and only the file's first may lose a mark.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let parts: Uint8Array[] = []
  let held = 0
  let tooLong = false
  let line = 0

  function take(last: Uint8Array, ended: boolean): Line {
    line += 1
    const whole = held === 0 ? last : joinedBytes([...parts, last])
    const over = tooLong || whole.length > max
    parts = []
    held = 0
    tooLong = false
    const crlf = ended && whole.at(-1) === CR
    const end = crlf ? '\r\n' : ended ? '\n' : ''
    if (over) return { line, text: '', end, fault: 'too-long' }
    const from = line === 1 && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf ? 3 : 0
    try {
      return { line, text: decoder.decode(whole.subarray(from, crlf ? -1 : undefined)), end, fault: null }
    } catch {
      return { line, text: '', end, fault: 'encoding' }
    }
  }

  function keep(rest: Uint8Array): void {
    if (rest.length === 0) return
    held += rest.length
    if (held > max) {
      tooLong = true
      parts = []
      held = 0
    } else if (!tooLong) parts.push(rest.slice())
  }

  return {
    push(chunk) {
      const lines: Line[] = []
      let from = 0
      for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
        lines.push(take(chunk.subarray(from, at), true))
        from = at + 1
      }
      keep(chunk.subarray(from))
      return lines
    },
    end: () => (held > 0 || tooLong ? [take(new Uint8Array(0), false)] : []),
  }
}

function textLines(max: number): Reader<string, Line> {
  let held = ''
  let tooLong = false
  let line = 0

  function take(last: string, ended: boolean): Line {
    line += 1
    const whole = held + last
    const over = tooLong || whole.length > max
    held = ''
    tooLong = false
    const crlf = ended && whole.endsWith('\r')
    const end = crlf ? '\r\n' : ended ? '\n' : ''
    if (over) return { line, text: '', end, fault: 'too-long' }
    const from = line === 1 && whole.startsWith('\uFEFF') ? 1 : 0
    return { line, text: whole.slice(from, crlf ? -1 : undefined), end, fault: null }
  }

  return {
    push(chunk) {
      const lines: Line[] = []
      let from = 0
      for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
        lines.push(take(chunk.slice(from, at), true))
        from = at + 1
      }
      if (!tooLong) held += chunk.slice(from)
      if (held.length > max) {
        tooLong = true
        held = ''
      }
      return lines
    },
    end: () => (held !== '' || tooLong ? [take('', false)] : []),
  }
}
