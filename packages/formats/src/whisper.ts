// Whisper's JSON (openai/whisper, `--output_format json`, `--word_timestamps True`): segments, with their words where asked.
import { type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { type IssueList, issueList } from './issue.ts'
import { isNumber, isRecord, parseJson } from './json.ts'

export interface WhisperWord {
  readonly word: string
  /** Seconds. */
  readonly start: number
  readonly end: number
  /** In [0, 1]; null where the file does not say. */
  readonly probability: number | null
}

export interface WhisperSegment {
  /** Seconds. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** Empty where the file has no word times. */
  readonly words: readonly WhisperWord[]
}

/** Reads segments in the order of the file; words without a time, which Whisper writes at times, are passed over. */
export function readWhisper(source: Source, options: ReadOptions = {}): ReadResult<readonly WhisperSegment[]> {
  const issues = issueList(options.file)
  const value = parseJson(source, issues)
  if (value === undefined) return readResult([], issues)
  const list = isRecord(value) ? value['segments'] : undefined
  if (!Array.isArray(list)) {
    issues.add({ path: 'segments', code: 'whisper.form', message: 'There is no list of segments.' })
    return readResult([], issues)
  }
  const segments = list.flatMap((entry: unknown, index) => segmentOf(entry, `segments[${index}]`, issues) ?? [])
  return readResult(segments, issues)
}

function segmentOf(entry: unknown, path: string, issues: IssueList): WhisperSegment | null {
  const span = spanOf(entry)
  if (!isRecord(entry) || span === null || typeof entry['text'] !== 'string') {
    const message = 'A segment needs a text, a start and an end in seconds, the end not before the start.'
    issues.add({ path, code: 'whisper.segment', message })
    return null
  }
  const words = Array.isArray(entry['words']) ? entry['words'].flatMap((word: unknown) => wordOf(word) ?? []) : []
  return { ...span, text: entry['text'].trim(), words }
}

function wordOf(entry: unknown): WhisperWord | null {
  const span = spanOf(entry)
  if (!isRecord(entry) || span === null) return null
  const { word, probability } = entry as { word?: unknown; probability?: unknown }
  if (typeof word !== 'string' || word.trim() === '') return null
  const isSure = isNumber(probability) && probability >= 0 && probability <= 1
  return { word: word.trim(), ...span, probability: isSure ? probability : null }
}

function spanOf(entry: unknown): { readonly start: number; readonly end: number } | null {
  if (!isRecord(entry)) return null
  const { start, end } = entry as { start?: unknown; end?: unknown }
  return isNumber(start) && isNumber(end) && start >= 0 && start <= end ? { start, end } : null
}
