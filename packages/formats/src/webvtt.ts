// WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format"): cues with times, plain text and a speaker; no styling.
import { blocksOf } from './blocks.ts'
import { clockSeconds, clockTime } from './clock.ts'
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { type IssueList, issueList, quoted } from './issue.ts'
import { textOf } from './json.ts'
import { gather } from './pieces.ts'

export interface VttCue {
  readonly id: string | null
  /** Seconds, to the millisecond. */
  readonly start: number
  readonly end: number
  /** Of a `<v Name>` that opens the cue. */
  readonly speaker: string | null
  /** Lines parted by \n; tags are dropped on reading. */
  readonly text: string
}

const ARROW = /^\s*(\S+)\s+-->\s+(\S+)(?:\s.*)?$/s
const TIME = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/

/** Reads cues; NOTE, STYLE and REGION blocks are passed over. A cue whose times are wrong is refused by line. */
export function readVtt(source: Source, options: ReadOptions = {}): ReadResult<readonly VttCue[]> {
  const issues = issueList(options.file)
  const text = textOf(source, issues)
  const cues: VttCue[] = []
  if (text === null) return readResult(cues, issues)
  if (!/^WEBVTT(?:[ \t\r\n]|$)/.test(text)) {
    issues.add({ line: 1, code: 'webvtt.head', message: 'A WebVTT file begins with the word WEBVTT.' })
  }
  for (const block of blocksOf(text, (line) => line === '')) {
    // What begins with the file is its head.
    if (block.line === 1) continue
    const cue = readBlock(block.lines, block.line, issues)
    if (cue !== null) cues.push(cue)
  }
  return readResult(cues, issues)
}

/** One cue with the blank line after it. RangeError on times that are negative or not finite. */
export function vttCue({ id, start, end, speaker, text }: VttCue): string {
  const name = id === null ? '' : `${oneLine(id)}\n`
  const voice = speaker === null ? '' : `<v ${escaped(oneLine(speaker))}>`
  // A blank line would end the cue.
  const body = text.replace(/\r\n?/g, '\n').replace(/\n{2,}/g, '\n')
  return `${name}${clockTime(start, '.')} --> ${clockTime(end, '.')}\n${voice}${escaped(body)}\n\n`
}

export const VTT_HEAD = 'WEBVTT\n\n'

export const webvtt: Codec<readonly VttCue[]> = { id: 'webvtt', read: readVtt, write: (cues) => gather(pieces(cues)) }

function* pieces(cues: readonly VttCue[]): Generator<string> {
  yield VTT_HEAD
  for (const cue of cues) yield vttCue(cue)
}

function readBlock(lines: readonly string[], line: number, issues: IssueList): VttCue | null {
  const at = lines.slice(0, 2).findIndex((text) => text.includes('-->'))
  if (at < 0) {
    if (/^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(lines[0] ?? '')) return null
    issues.add({ line, code: 'webvtt.cue', message: `${quoted(lines[0])} opens no cue: there is no line with "-->".` })
    return null
  }
  const [, from = '', to = ''] = ARROW.exec(lines[at] ?? '') ?? []
  const start = secondsOf(from)
  const end = secondsOf(to)
  if (start === null || end === null || end < start) {
    const message = `${quoted(lines[at])} gives no start and end; they are written 00:01:02.345 --> 00:01:03.000.`
    issues.add({ line: line + at, path: 'time', code: 'webvtt.time', message })
    return null
  }
  const body = lines.slice(at + 1).join('\n')
  const [, voice = null, text = body] = /^<v(?:\.[^\s>]*)?[ \t]+([^>]*)>(.*)$/s.exec(body) ?? []
  const id = at === 1 ? (lines[0] ?? null) : null
  return { id, start, end, speaker: voice === null ? null : plain(voice), text: plain(text.replace(/<[^>]*>/g, '')) }
}

function secondsOf(time: string): number | null {
  const parts = TIME.exec(time)
  if (parts === null) return null
  const [, hours = '0', minutes = '0', seconds = '0', millis = '0'] = parts
  return clockSeconds(hours, minutes, seconds, millis)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('-->', '->').trim()
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00A0',
  lrm: '\u200E',
  rlm: '\u200F',
}

function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => ENTITIES[name] ?? '')
}
