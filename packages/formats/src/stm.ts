// STM (NIST sclite, "segment time marked"): a segment a line: recording, channel, speaker, start, end, label, text.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { cellsAndRest, goodLines, isCell, onOneLine, SECONDS } from './good-lines.ts'
import { issueList, quoted } from './issue.ts'
import { decimal, gather } from './pieces.ts'

export interface StmSegment {
  readonly recording: string
  readonly channel: string
  readonly speaker: string
  /** Seconds. */
  readonly start: number
  readonly end: number
  /** What stands between angle brackets before the text (`o,f0,male`); null where nothing does. */
  readonly label: string | null
  /** On one line; empty where nobody speaks. */
  readonly text: string
}

/** A label has no blank, so that a transcript's own `<unk>` is a label only where it stands first. */
const LABEL = /^<([^<>\s]*)>(?:[ \t]+|$)/

/** Reads segments; `;;` opens a comment. Refused by line: fewer than five columns, times that are none. */
export function readStm(source: Source, options: ReadOptions = {}): ReadResult<readonly StmSegment[]> {
  const issues = issueList(options.file)
  const segments: StmSegment[] = []
  for (const { line, text } of goodLines(source, issues)) {
    const { cells, rest } = cellsAndRest(text, 5)
    const [recording = '', channel = '', speaker = '', start = '', end = ''] = cells
    if (recording === '' || recording.startsWith(';;')) continue
    if (end === '') {
      const message = `A segment takes recording, channel, speaker, start and end; here are ${cells.length} columns.`
      issues.add({ line, code: 'stm.columns', message })
    } else if (!SECONDS.test(start) || !SECONDS.test(end) || Number(end) < Number(start)) {
      const message = `${quoted(`${start} ${end}`)} gives no start and end in seconds.`
      issues.add({ line, path: 'time', code: 'stm.time', message })
    } else {
      const label = LABEL.exec(rest)
      const said = label ? rest.slice(label[0].length) : rest
      const times = { start: Number(start), end: Number(end) }
      segments.push({ recording, channel, speaker, ...times, label: label?.[1] || null, text: onOneLine(said) })
    }
  }
  return readResult(segments, issues)
}

/**
 * One segment as its line. A text that begins like a label is written after an empty one, or it would be read as it.
 * RangeError on names with blanks.
 */
export function stmLine({ recording, channel, speaker, start, end, label, text }: StmSegment): string {
  const wrong = [recording, channel, speaker].find((cell) => !isCell(cell))
  if (wrong !== undefined || recording.startsWith(';;') || (label !== null && /[\s<>]/.test(label)))
    throw new RangeError(`no STM column: ${quoted(wrong ?? label ?? recording)}`)
  const said = onOneLine(text)
  const before = label === null ? (LABEL.test(said) ? ['<>'] : []) : [`<${label}>`]
  const cells = [recording, channel, speaker, decimal(start, 3), decimal(end, 3), ...before]
  return `${[...cells, ...(said === '' ? [] : [said])].join(' ')}\n`
}

export const stm: Codec<readonly StmSegment[]> = { id: 'stm', read: readStm, write: (all) => gather(pieces(all)) }

function* pieces(segments: readonly StmSegment[]): Generator<string> {
  for (const segment of segments) yield stmLine(segment)
}
