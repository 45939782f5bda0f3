// What imports of speech share: segments and words of a recording → a task with the machine's transcript.
import { type Issue, type ReadResult, wholeFile } from '@etabli/formats'
import type { FileTree, ImportRow, MarkSeed } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import type { TimedWord } from '../kinds/transcript.ts'
import { spreadByLetters } from '../word-times.ts'
import { wordsOf } from '../words.ts'
import { recordingsOf } from './audio-files.ts'
import { fitting, type HeardSegment, heardSeeds, segmentQuestion } from './segments-in.ts'
import { transcriptQuestion } from './spoken.ts'

/** What a file tells of one recording. */
export interface Heard {
  readonly segments: readonly HeardSegment[]
  /** Words with measured times, where the file has them. */
  readonly words?: readonly TimedWord[]
  readonly estimated?: boolean
}

interface Origin {
  readonly file: string
  readonly line?: number
}

/** Reads one file of the tree whole; its issues come first, as rows. */
export async function readWith<D>(
  tree: FileTree,
  path: string,
  read: (bytes: Uint8Array, options: { readonly file: string }) => ReadResult<D>,
): Promise<{ readonly document: D | null; readonly issues: ImportRow[] }> {
  const file = await wholeFile(tree.read(path), { file: path })
  if ('issue' in file) return { document: null, issues: [{ issue: file.issue }] }
  const { document, issues, issueCount } = read(file.bytes, { file: path })
  const rows: ImportRow[] = issues.map((issue) => ({ issue }))
  if (issueCount > issues.length) {
    const message = `There are ${issueCount - issues.length} problems more in this file.`
    rows.push({ issue: { file: path, code: 'audio.more', message } satisfies Issue })
  }
  return { document, issues: rows }
}

const HEAD_MAX = 64 * 1024
const LINE_FEED = 10

/** The first line of a file, without its end; nothing where it is over 64 KiB. Reads no further. */
export async function firstLine(tree: FileTree, path: string): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_MAX)
  let length = 0
  for await (const chunk of tree.read(path)) {
    const end = chunk.indexOf(LINE_FEED)
    const part = end < 0 ? chunk : chunk.subarray(0, end)
    if (length + part.length > HEAD_MAX) return new Uint8Array(0)
    head.set(part, length)
    length += part.length
    if (end >= 0) break
  }
  return head.subarray(0, length)
}

/**
 * The task of a recording: its text is the segments' in order of time, a line each; where the project asks for segments
 * they are proposed too, and those that are none are issues.
 */
export function* heardTask(path: string, heard: Heard | null, origin: Origin, project: Project): Generator<ImportRow> {
  const segments = heard?.segments.toSorted((a, b) => a.start - b.start || a.end - b.end) ?? []
  const speakers = [...new Set(segments.flatMap(({ speaker }) => (speaker ? [speaker] : [])))]
  const seed = heard ? transcriptSeed(segments, heard, project) : null
  const asked = segmentQuestion(project)
  const { seeds, issues } = heardSeeds(segments, asked, origin.file)
  for (const issue of issues) yield { issue }
  if (asked && !transcriptQuestion(project)) yield* withoutTimes(path, segments, origin)
  yield {
    task: {
      name: path,
      media: { type: 'file', path },
      fields: speakers.length > 0 ? { speaker: speakers.join(', ') } : {},
      prefill: [...(seed ? [seed] : []), ...seeds],
      origin,
    },
  }
}

/** Text of which a list does not say when it is said, where only segments are asked for. */
function* withoutTimes(path: string, segments: readonly HeardSegment[], origin: Origin): Generator<ImportRow> {
  const lost = segments.filter(({ start, end, text }) => start === 0 && end === 0 && text.trim() !== '')
  for (const { line } of lost) {
    const place = line === undefined ? {} : { line }
    const message = `The text of "${path}" has no times: a project of segments has no place for it.`
    yield { issue: { ...origin, ...place, code: 'audio.untimed', message } }
  }
}

/** The recordings that no list spoke of, as tasks without a proposal. */
export function* otherRecordings(tree: FileTree, told: ReadonlySet<string>, project: Project): Generator<ImportRow> {
  for (const path of recordingsOf(tree)) if (!told.has(path)) yield* heardTask(path, null, { file: path }, project)
}

/** Where the last of them ends; 0 of none. A list may be longer than a call can have arguments. */
export function lastEnd(segments: readonly { readonly end: number }[]): number {
  return segments.reduce((last, { end }) => Math.max(last, end), 0)
}

function transcriptSeed(segments: readonly HeardSegment[], heard: Heard, project: Project): MarkSeed | null {
  const question = transcriptQuestion(project)
  const text = segments
    .map((segment) => segment.text.trim())
    .filter((said) => said !== '')
    .join('\n')
  if (!question || text === '') return null
  const guessed = heard.words ? [] : guessedWords(segments)
  const words = fitting(heard.words ?? guessed)
  const estimated = heard.estimated === true || guessed.length > 0
  return {
    question: question.id,
    kind: question.kind,
    label: null,
    value: { text, ...(words.length > 0 ? { words, ...(estimated ? { estimated: true } : {}) } : {}) },
    confidence: null,
    source: 'model',
  }
}

/**
 * Words spread over their segment by their letters. One segment that begins with the recording tells nothing of its
 * words, and gives none.
 */
function guessedWords(segments: readonly HeardSegment[]): TimedWord[] {
  if (segments.length < 2 && (segments[0]?.start ?? 0) === 0) return []
  return segments.flatMap(({ start, end, text }) => spreadByLetters(wordsOf(text), start, end))
}
