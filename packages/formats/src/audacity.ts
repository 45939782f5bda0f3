// Audacity's label track (Audacity manual, "Importing and Exporting Labels"): start, end and text between tabs.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { goodLines, onOneLine } from './good-lines.ts'
import { issueList, quoted } from './issue.ts'
import { decimal, gather } from './pieces.ts'

export interface AudacityLabel {
  /** Seconds, to the microsecond; the same for a point. */
  readonly start: number
  readonly end: number
  /** On one line. */
  readonly text: string
}

/** Audacity writes a comma where the system's language does. */
const SECONDS = /^\d{1,9}(?:[.,]\d*)?$/

/** Reads labels; lines that begin with a backslash (a label's frequencies) are passed over. */
export function readAudacity(source: Source, options: ReadOptions = {}): ReadResult<readonly AudacityLabel[]> {
  const issues = issueList(options.file)
  const labels: AudacityLabel[] = []
  for (const { line, text } of goodLines(source, issues)) {
    if (text.trim() === '' || text.startsWith('\\')) continue
    const [start = '', end = '', ...said] = text.split('\t')
    const times = [start, end].map((cell) => cell.trim())
    const [from = Number.NaN, to = Number.NaN] = times.map((cell) =>
      SECONDS.test(cell) ? Number(cell.replace(',', '.')) : Number.NaN,
    )
    if (from <= to) labels.push({ start: from, end: to, text: onOneLine(said.join(' ')) })
    else {
      const message = `${quoted(text)} does not begin with a start and an end in seconds, with tabs between.`
      issues.add({ line, path: 'time', code: 'audacity.time', message })
    }
  }
  return readResult(labels, issues)
}

/** One label as its line, with six decimals as Audacity writes them. */
export function audacityLine({ start, end, text }: AudacityLabel): string {
  return `${six(start)}\t${six(end)}\t${onOneLine(text)}\n`
}

export const audacity: Codec<readonly AudacityLabel[]> = {
  id: 'audacity',
  read: readAudacity,
  write: (labels) => gather(pieces(labels)),
}

function* pieces(labels: readonly AudacityLabel[]): Generator<string> {
  for (const label of labels) yield audacityLine(label)
}

function six(seconds: number): string {
  const [whole = '0', fraction = ''] = decimal(seconds, 6).split('.')
  return `${whole}.${fraction.padEnd(6, '0')}`
}
