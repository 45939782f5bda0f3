// NeMo manifests (NVIDIA NeMo, "ASR datasets"): JSON Lines of audio_filepath, duration, text, and fields of our own.
import * as z from 'zod/mini'
import { type Codec, type Row, readResult, refused } from './codec.ts'
import { issueList } from './issue.ts'
import { jsonlLine, jsonlReader } from './jsonl.ts'
import { decimal, gather, gatherList } from './pieces.ts'
import { type Reader, readStream, readWhole, type Stream, through } from './reader.ts'

export interface NemoEntry {
  readonly audio_filepath: string
  /** Seconds; null where the line does not say. */
  readonly duration: number | null
  /** Seconds into the file; null for the whole file. */
  readonly offset: number | null
  readonly text: string
  /** All other fields, as the file has them. */
  readonly extra: Readonly<Record<string, unknown>>
}

export interface NemoOptions {
  readonly file?: string
}

const Seconds = z.nullable(z.number().check(z.minimum(0), z.maximum(1e9)))

const NemoLine = z.looseObject({
  audio_filepath: z.string().check(z.minLength(1)),
  duration: z._default(Seconds, null),
  offset: z._default(Seconds, null),
  text: z._default(z.string(), ''),
})

/** Chunks of a manifest → entries by line, or issues that name the field. */
export function nemoReader(options: NemoOptions = {}): Reader<string | Uint8Array, Row<NemoEntry>> {
  const { file } = options
  return through(jsonlReader(options), {
    push(row): readonly Row<NemoEntry>[] {
      if ('issue' in row) return [row]
      const parsed = NemoLine.safeParse(row.value)
      if (!parsed.success) {
        const first = parsed.error.issues[0]
        const path = first?.path.map(String).join('.') || 'line'
        const message = `A manifest line takes audio_filepath, duration and text; ${path}: ${first?.message ?? 'wrong'}.`
        return [refused({ line: row.line, path, code: 'nemo.field', message }, file)]
      }
      const { audio_filepath, duration, offset, text, ...extra } = parsed.data
      return [{ line: row.line, value: { audio_filepath, duration, offset, text, extra } }]
    },
    end: () => [],
  })
}

/** Reads a manifest as its chunks come. */
export function readNemo(chunks: Stream<string | Uint8Array>, options?: NemoOptions): AsyncGenerator<Row<NemoEntry>> {
  return readStream(chunks, nemoReader(options))
}

/** One entry as its line; seconds to the microsecond, NeMo's fields first. */
export function nemoLine(entry: NemoEntry): string {
  const { audio_filepath, duration, offset, text, extra } = entry
  const own = {
    audio_filepath,
    ...(offset === null ? {} : { offset: seconds(offset) }),
    ...(duration === null ? {} : { duration: seconds(duration) }),
    text,
  }
  // First in the line, and never by another field of that name.
  return jsonlLine({ ...own, ...extra, ...own })
}

/** Entries → chunks of a manifest. */
export function streamNemo(entries: Stream<NemoEntry | readonly NemoEntry[]>): AsyncGenerator<string> {
  return gatherList(entries, nemoLine, '')
}

export const nemo: Codec<readonly NemoEntry[]> = {
  id: 'nemo',
  read(source, options = {}) {
    const issues = issueList(options.file)
    const entries: NemoEntry[] = []
    for (const row of readWhole(source, nemoReader(options))) {
      if ('issue' in row) issues.add(row.issue)
      else entries.push(row.value)
    }
    return readResult(entries, issues)
  },
  write: (entries) => gather(linesFor(entries)),
}

function* linesFor(entries: readonly NemoEntry[]): Generator<string> {
  for (const entry of entries) yield nemoLine(entry)
}

function seconds(value: number): number {
  return Number(decimal(value, 6))
}
