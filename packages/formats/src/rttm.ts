// RTTM (NIST, "The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan", appendix A): who speaks when.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { CONFIDENCE, cellsOf, goodLines, isCell, SECONDS } from './good-lines.ts'
import { issueList, quoted } from './issue.ts'
import { decimal, gather } from './pieces.ts'

/** A line of type SPEAKER. */
export interface RttmTurn {
  readonly recording: string
  readonly channel: string
  /** Seconds. */
  readonly start: number
  readonly duration: number
  readonly speaker: string
  /** 0 to 1; null where the line has none. */
  readonly confidence: number | null
}

/** The other types of the plan; they are passed over. */
const OTHERS = new Set(
  'SEGMENT NOSCORE NO_RT_METADATA LEXEME NON-LEX NON-SPEECH FILLER EDIT IP SU CB A/P SPKR-INFO'.split(' '),
)

/** Reads turns; `;;` opens a comment. Refused by line: too few columns, unknown types, times that are none. */
export function readRttm(source: Source, options: ReadOptions = {}): ReadResult<readonly RttmTurn[]> {
  const issues = issueList(options.file)
  const turns: RttmTurn[] = []
  for (const { line, text } of goodLines(source, issues)) {
    const cells = cellsOf(text)
    const [type] = cells
    if (type === undefined || type.startsWith(';;') || OTHERS.has(type)) continue
    const turn = readTurn(cells)
    if ('code' in turn) issues.add({ line, ...turn })
    else turns.push(turn)
  }
  return readResult(turns, issues)
}

/** One turn as its line. RangeError on names with blanks. */
export function rttmLine({ recording, channel, start, duration, speaker, confidence }: RttmTurn): string {
  const wrong = [recording, channel, speaker].find((cell) => !isCell(cell))
  if (wrong !== undefined) throw new RangeError(`no RTTM column: ${quoted(wrong)}`)
  const sure = confidence === null ? '<NA>' : decimal(confidence, 6)
  return `SPEAKER ${recording} ${channel} ${decimal(start, 3)} ${decimal(duration, 3)} <NA> <NA> ${speaker} ${sure} <NA>\n`
}

export const rttm: Codec<readonly RttmTurn[]> = { id: 'rttm', read: readRttm, write: (turns) => gather(pieces(turns)) }

function* pieces(turns: readonly RttmTurn[]): Generator<string> {
  for (const turn of turns) yield rttmLine(turn)
}

function readTurn(cells: readonly string[]): RttmTurn | { path?: string; code: string; message: string } {
  const [type = '', recording = '', channel = '', start = '', duration = '', , , speaker = '', sure = '<NA>'] = cells
  if (type !== 'SPEAKER') return { code: 'rttm.type', message: `${quoted(type)} is no type of RTTM line.` }
  if (speaker === '') {
    const message = `A SPEAKER line has nine or ten columns, the eighth is the speaker; here are ${cells.length}.`
    return { code: 'rttm.columns', message }
  }
  const wrong = [start, duration].find((cell) => !SECONDS.test(cell))
  if (wrong !== undefined) {
    return { path: 'time', code: 'rttm.time', message: `${quoted(wrong)} is no number of seconds.` }
  }
  if (sure !== '<NA>' && !CONFIDENCE.test(sure)) {
    return { path: 'confidence', code: 'rttm.confidence', message: `${quoted(sure)} is no number from 0 to 1.` }
  }
  const confidence = sure === '<NA>' ? null : Number(sure)
  return { recording, channel, start: Number(start), duration: Number(duration), speaker, confidence }
}
