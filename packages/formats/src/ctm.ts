// CTM (NIST sclite, "time marked conversation"): a word a line: recording, channel, start, duration, word, confidence.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { CONFIDENCE, cellsOf, goodLines, isCell, SECONDS } from './good-lines.ts'
import { issueList, quoted } from './issue.ts'
import { decimal, gather } from './pieces.ts'

export interface CtmWord {
  readonly recording: string
  readonly channel: string
  /** Seconds. */
  readonly start: number
  readonly duration: number
  readonly word: string
  /** 0 to 1; null where the line has none. */
  readonly confidence: number | null
}

/** Reads words; `;;` opens a comment. What has no start, no duration or no word is refused by line. */
export function readCtm(source: Source, options: ReadOptions = {}): ReadResult<readonly CtmWord[]> {
  const issues = issueList(options.file)
  const words: CtmWord[] = []
  for (const { line, text } of goodLines(source, issues)) {
    const cells = cellsOf(text)
    if (cells.length === 0 || cells[0]?.startsWith(';;')) continue
    const read = readCells(cells)
    if ('code' in read) issues.add({ line, ...read })
    else words.push(read)
  }
  return readResult(words, issues)
}

/** One word as its line. RangeError on a name or word with blanks. */
export function ctmLine({ recording, channel, start, duration, word, confidence }: CtmWord): string {
  const wrong = [recording, channel, word].find((cell) => !isCell(cell))
  if (wrong !== undefined || recording.startsWith(';;'))
    throw new RangeError(`no CTM column: ${quoted(wrong ?? recording)}`)
  const times = [decimal(start, 3), decimal(duration, 3)]
  const sure = confidence === null ? [] : [decimal(confidence, 6)]
  return `${[recording, channel, ...times, word, ...sure].join(' ')}\n`
}

export const ctm: Codec<readonly CtmWord[]> = { id: 'ctm', read: readCtm, write: (words) => gather(pieces(words)) }

function* pieces(words: readonly CtmWord[]): Generator<string> {
  for (const word of words) yield ctmLine(word)
}

function readCells(cells: readonly string[]): CtmWord | { path?: string; code: string; message: string } {
  if (cells.length < 5) {
    const message = `A word takes recording, channel, start, duration and word; here are ${cells.length} columns.`
    return { code: 'ctm.columns', message }
  }
  const [recording = '', channel = '', start = '', duration = '', word = '', confidence] = cells
  for (const [path, cell] of [
    ['start', start],
    ['duration', duration],
  ] as const) {
    if (!SECONDS.test(cell)) return { path, code: 'ctm.time', message: `${quoted(cell)} is no number of seconds.` }
  }
  if (confidence !== undefined && !CONFIDENCE.test(confidence)) {
    return { path: 'confidence', code: 'ctm.confidence', message: `${quoted(confidence)} is no number from 0 to 1.` }
  }
  const sure = confidence === undefined ? null : Number(confidence)
  return { recording, channel, start: Number(start), duration: Number(duration), word, confidence: sure }
}
