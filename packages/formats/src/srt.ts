// SubRip subtitles (.srt), as the Matroska specification describes them (matroska.org, "Subtitles: SRT"): numbered cues
// with times and lines of text. The four tags for looks are dropped on reading.
import { blocksOf } from './blocks.ts'
import { clockSeconds, clockTime } from './clock.ts'
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { type IssueList, issueList, quoted } from './issue.ts'
import { textOf } from './json.ts'
import { gather } from './pieces.ts'

export interface SrtCue {
  /** Seconds, to the millisecond. */
  readonly start: number
  readonly end: number
  /** Lines parted by \n. */
  readonly text: string
}

const ARROW = /^\s*(\S+)\s*-->\s*(\S+)(?:\s.*)?$/
const TIME = /^(\d{1,7}):([0-5]?\d):([0-5]?\d)[,.](\d{1,3})$/
const LOOKS = /<\/?(?:b|i|u|font)(?:\s[^<>]*)?>/gi

/** Reads cues, numbered or not. A cue whose times are wrong, and text outside of a cue, are refused by line. */
export function readSrt(source: Source, options: ReadOptions = {}): ReadResult<readonly SrtCue[]> {
  const issues = issueList(options.file)
  const text = textOf(source, issues)
  const cues: SrtCue[] = []
  for (const block of blocksOf(text ?? '', isBlank)) {
    const cue = readBlock(block.lines, block.line, issues)
    if (cue !== null) cues.push(cue)
  }
  return readResult(cues, issues)
}

/** One cue with its number and the blank line after it. RangeError on times that are negative or not finite. */
export function srtCue({ start, end, text }: SrtCue, number: number): string {
  // A blank line would end the cue.
  const body = withoutBlankLines(text.replace(/\r\n?/g, '\n'))
  return `${number}\n${clockTime(start, ',')} --> ${clockTime(end, ',')}\n${body}\n\n`
}

export const srt: Codec<readonly SrtCue[]> = { id: 'srt', read: readSrt, write: (cues) => gather(pieces(cues)) }

function* pieces(cues: readonly SrtCue[]): Generator<string> {
  for (const [index, cue] of cues.entries()) yield srtCue(cue, index + 1)
}

function readBlock(lines: readonly string[], line: number, issues: IssueList): SrtCue | null {
  const at = lines.slice(0, 2).findIndex((text) => text.includes('-->'))
  if (at < 0) {
    // A cue without text is its number and times; a number alone is nothing.
    const message = `${quoted(lines[0])} opens no cue: there is no line with "-->".`
    issues.add({ line, code: 'srt.cue', message })
    return null
  }
  const [, from = '', to = ''] = ARROW.exec(lines[at] ?? '') ?? []
  const start = secondsOf(from)
  const end = secondsOf(to)
  if (start === null || end === null || end < start) {
    const message = `${quoted(lines[at])} gives no start and end; they are written 00:01:02,345 --> 00:01:03,000.`
    issues.add({ line: line + at, path: 'time', code: 'srt.time', message })
    return null
  }
  return { start, end, text: withoutLooks(lines.slice(at + 1).join('\n')) }
}

/** Until none is left: what stands around a tag may make another. */
function withoutLooks(text: string): string {
  let before = ''
  let now = text
  while (now !== before) {
    before = now
    now = now.replace(LOOKS, '')
  }
  return withoutBlankLines(now)
}

function withoutBlankLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => !isBlank(line))
    .join('\n')
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}

function secondsOf(time: string): number | null {
  const parts = TIME.exec(time)
  if (parts === null) return null
  const [, hours = '', minutes = '', seconds = '', fraction = ''] = parts
  return clockSeconds(hours, minutes, seconds, fraction.padEnd(3, '0'))
}
