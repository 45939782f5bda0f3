// Imports with one list for many recordings: CTM, STM, Kaldi, Common Voice, LibriSpeech. Recordings of which no list
// speaks are tasks all the same; a list's recording that is not there is an issue.
import {
  type CtmWord,
  type KaldiRow,
  type KaldiSegment,
  libriId,
  readCtm,
  readKaldiSegments,
  readKaldiTable,
  readLibri,
  readRttm,
  readStm,
  readTsv,
} from '@etabli/formats'
import type { FileTree, ImportMapping, ImportRow, MappingIssue } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { nameOf, recordingFinder, recordingsOf, stemOf } from './audio-files.ts'
import { rowToTask } from './rows.ts'
import { fitting, type HeardSegment, segmentQuestion } from './segments-in.ts'
import { firstLine, type Heard, heardTask, lastEnd, otherRecordings, readWith } from './speech-in.ts'
import { asCell } from './spoken.ts'

/** Columns of every list of clips that Common Voice published. */
const CLIP_COLUMNS = ['client_id', 'path', 'sentence']

type Rows = (tree: FileTree, list: string, project: Project, told: Set<string>) => AsyncIterable<ImportRow>

/** @param none says that the tree has no list, where that is not seen from the names of its files */
function listImport(
  format: string,
  isList: (path: string, tree: FileTree) => boolean | Promise<boolean>,
  sureness: number,
  rows: Rows,
  none?: Omit<MappingIssue, 'file' | 'line'>,
): ImportMapping {
  async function* listsIn(tree: FileTree): AsyncGenerator<string> {
    for (const { path } of tree.files) if (await isList(path, tree)) yield path
  }
  return {
    format,
    media: ['audio'],
    async sniff(tree) {
      if (recordingsOf(tree).length === 0) return 0
      for await (const _ of listsIn(tree)) return sureness
      return 0
    },
    async *read(tree, project) {
      const told = new Set<string>()
      let lists = 0
      for await (const list of listsIn(tree)) {
        lists += 1
        yield* rows(tree, list, project, told)
      }
      if (lists === 0 && none) yield { issue: none }
      yield* otherRecordings(tree, told, project)
    },
  }
}

/** Why there is no task of what a list calls `name`. */
function refused(file: string, name: string, isTwice: boolean, line?: number): ImportRow {
  const message = isTwice
    ? `The recording "${name}" is told of twice.`
    : `There is no recording "${name}" among the files.`
  const code = isTwice ? 'audio.twice' : 'audio.missing'
  return { issue: { file, ...(line === undefined ? {} : { line }), code, message } }
}

/** Finds recordings by their path without extension, with blanks as `_`, or by the last part of it where it is one's. */
function stemFinder(tree: FileTree): (name: string) => string | null {
  const byName = new Map<string, string[]>()
  for (const path of recordingsOf(tree)) {
    const stem = asCell(stemOf(path))
    for (const name of new Set([stem, nameOf(stem)])) {
      byName.set(name, [...(byName.get(name) ?? []), path])
    }
  }
  return (name) => {
    const found = byName.get(name) ?? []
    return found.length === 1 ? (found[0] ?? null) : null
  }
}

/** What was heard, by recording, in the order of the list. */
function* heardRows(
  heard: ReadonlyMap<string, Heard>,
  list: string,
  tree: FileTree,
  project: Project,
  told: Set<string>,
): Generator<ImportRow> {
  const find = stemFinder(tree)
  for (const [name, said] of heard) {
    const path = find(name)
    if (path === null || told.has(path)) yield refused(list, name, path !== null)
    else {
      told.add(path)
      yield* heardTask(path, said, { file: list }, project)
    }
  }
}

export const ctmImport = listImport(
  'ctm',
  (path) => /\.ctm$/i.test(path),
  0.91,
  async function* (tree, list, project, told) {
    const { document, issues } = await readWith(tree, list, readCtm)
    yield* issues
    const heard = new Map<string, Heard>()
    for (const [name, words] of Map.groupBy(document ?? [], ({ recording }) => recording))
      heard.set(name, heardOfCtm(words))
    yield* heardRows(heard, list, tree, project, told)
  },
)

function heardOfCtm(words: readonly CtmWord[]): Heard {
  const timed = words
    .toSorted((a, b) => a.start - b.start)
    .map(({ word, start, duration, confidence }) => ({ word, start, end: start + duration, confidence }))
  const text = timed.map(({ word }) => word).join(' ')
  // One segment of all words: a list of words says nothing of turns.
  const segment = { start: timed[0]?.start ?? 0, end: lastEnd(timed), text, speaker: null, words: fitting(timed) }
  return { segments: [segment], words: timed }
}

export const stmImport = listImport(
  'stm',
  (path) => /\.stm$/i.test(path),
  0.91,
  async function* (tree, list, project, told) {
    const { document, issues } = await readWith(tree, list, readStm)
    yield* issues
    const heard = new Map<string, Heard>()
    for (const [name, segments] of Map.groupBy(document ?? [], ({ recording }) => recording))
      heard.set(name, { segments: namedBy(segments, name, project) })
    yield* heardRows(heard, list, tree, project, told)
  },
)

/** Who is called as the recording is nobody in particular, where that matters. */
function namedBy<S extends HeardSegment>(segments: readonly S[], recording: string, project: Project): readonly S[] {
  if (!segmentQuestion(project)) return segments
  const own = nameOf(recording)
  return segments.map((one) => (one.speaker === own || one.speaker === recording ? { ...one, speaker: null } : one))
}

/** Who speaks when; only for projects that ask for segments. */
const turns = listImport(
  'rttm',
  (path) => /\.rttm$/i.test(path),
  0.92,
  async function* (tree, list, project, told) {
    const { document, issues } = await readWith(tree, list, readRttm)
    yield* issues
    const heard = new Map<string, Heard>()
    for (const [name, spoken] of Map.groupBy(document ?? [], ({ recording }) => recording)) {
      const segments = spoken.map(({ start, duration, speaker }) => ({
        start,
        end: start + duration,
        speaker,
        text: '',
      }))
      heard.set(name, { segments: namedBy(segments, name, project) })
    }
    yield* heardRows(heard, list, tree, project, told)
  },
)

export const rttmImport: ImportMapping = {
  ...turns,
  sniff: async (tree, project) => (segmentQuestion(project) ? turns.sniff(tree, project) : 0),
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
const hasFile = (tree: FileTree, path: string): boolean => tree.files.some((file) => file.path === path)

/** A line of `text` with its place. */
type KaldiSaid = KaldiSegment & { readonly text: string }

/** Data directories, by their `wav.scp`. */
export const kaldiImport = listImport(
  'kaldi',
  (path, tree) => /(?:^|\/)wav\.scp$/.test(path) && hasFile(tree, `${folderOf(path)}text`),
  0.93,
  async function* (tree, list, project, told) {
    const folder = folderOf(list)
    const scp = await readWith(tree, list, readKaldiTable)
    const text = await readWith(tree, `${folder}text`, readKaldiTable)
    const segments = hasFile(tree, `${folder}segments`)
      ? await readWith(tree, `${folder}segments`, readKaldiSegments)
      : null
    const speakers = hasFile(tree, `${folder}utt2spk`) ? await readWith(tree, `${folder}utt2spk`, readKaldiTable) : null
    yield* [scp, text, segments, speakers].flatMap((file) => file?.issues ?? [])
    const speakerOf = new Map((speakers?.document ?? []).map(({ key, value }) => [key, value]))
    const { said, unplaced } = kaldiSegmentsOf(text.document ?? [], scp.document ?? [], segments?.document ?? null)
    for (const { key, line } of unplaced) {
      const where = segments ? 'not in segments, or its recording not in wav.scp' : 'not in wav.scp'
      const message = `The utterance "${key}" is ${where}: its text is nobody's.`
      yield {
        issue: { file: `${folder}text`, ...(line === undefined ? {} : { line }), code: 'audio.unplaced', message },
      }
    }
    const find = recordingFinder(tree)
    for (const { key, value, line } of scp.document ?? []) {
      const path = pathIn(value, (written) => find(list, written))
      if (path === null || told.has(path)) yield refused(list, value, path !== null, line)
      else {
        told.add(path)
        const origin = { file: list, ...(line === undefined ? {} : { line }) }
        const spoken = (said.get(key) ?? []).map((one) => ({ ...one, speaker: speakerOf.get(one.utterance) ?? null }))
        const heard = namedBy(spoken, key, project)
        yield* heardTask(path, { segments: heard }, origin, project)
      }
    }
  },
)

/** A path, or the first word of a command that is one of the recordings. */
function pathIn(value: string, find: (written: string) => string | null): string | null {
  if (!value.endsWith('|')) return find(value)
  for (const word of value.split(/\s+/)) {
    const found = find(word)
    if (found !== null) return found
  }
  return null
}

/** Segments by recording, and the lines of text that belong to none; without `segments`, an utterance is a recording. */
function kaldiSegmentsOf(
  text: readonly KaldiRow[],
  recordings: readonly KaldiRow[],
  segments: readonly KaldiSegment[] | null,
): { readonly said: Map<string, KaldiSaid[]>; readonly unplaced: readonly KaldiRow[] } {
  const known = new Set(recordings.map(({ key }) => key))
  const times = segments && new Map(segments.map((segment) => [segment.utterance, segment]))
  const said: KaldiSaid[] = []
  const unplaced: KaldiRow[] = []
  for (const row of text) {
    const { key, value } = row
    const place = times ? times.get(key) : { recording: key, start: 0, end: 0 }
    if (place && known.has(place.recording)) said.push({ ...place, utterance: key, text: value })
    else unplaced.push(row)
  }
  return { said: Map.groupBy(said, ({ recording }) => recording), unplaced }
}

/**
 * Lists of clips: tables with the columns of Common Voice, among others of its corpus. Its splits repeat the clips of
 * its lists by verdict: a clip is told once.
 */
export const commonVoiceImport = listImport(
  'common-voice',
  isClipTable,
  0.95,
  async function* (tree, list, project, told) {
    const { document, issues } = await readWith(tree, list, readTsv)
    yield* issues
    const find = recordingFinder(tree)
    const before = new Set(told)
    for (const [index, row] of (document?.rows ?? []).entries()) {
      const line = document?.lines?.[index] ?? index + 2
      const read = rowToTask(row, { file: list, line }, project, find)
      const path = 'task' in read && read.task.media.type === 'file' ? read.task.media.path : null
      if (path === null || !told.has(path)) yield read
      else if (!before.has(path)) yield refused(list, row['path'] ?? path, true, line)
      if (path !== null) told.add(path)
    }
  },
  {
    code: 'audio.table',
    message: `No table (.tsv) has the columns of Common Voice's clips: ${CLIP_COLUMNS.join(', ')}.`,
  },
)

async function isClipTable(path: string, tree: FileTree): Promise<boolean> {
  if (!/\.tsv$/i.test(path)) return false
  const { columns } = readTsv(await firstLine(tree, path)).document
  return CLIP_COLUMNS.every((name) => columns.includes(name))
}

export const librispeechImport = listImport(
  'librispeech',
  (path) => /\.trans\.txt$/i.test(path),
  0.93,
  async function* (tree, list, project, told) {
    const { document, issues } = await readWith(tree, list, readLibri)
    yield* issues
    const byId = new Map(
      recordingsOf(tree).flatMap((path) => {
        const name = nameOf(stemOf(path))
        return libriId(name) ? [[name, path] as const] : []
      }),
    )
    for (const { reader, chapter, number, text, line } of document ?? []) {
      const id = `${reader}-${chapter}-${number}`
      const path = byId.get(id)
      if (path === undefined || told.has(path)) yield refused(list, id, path !== undefined, line)
      else {
        told.add(path)
        const origin = { file: list, ...(line === undefined ? {} : { line }) }
        yield* heardTask(path, { segments: [{ start: 0, end: 0, text, speaker: reader }] }, origin, project)
      }
    }
  },
)
