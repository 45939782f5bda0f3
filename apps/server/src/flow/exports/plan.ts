// What an export is asked for, and what the first pass over the records found out.
import type { ExportMapping, Kind } from '@etabli/modality-kit'
import type { ExportRequest } from '@etabli/protocol'
import type { BlobHash, Figure, PersonId } from '@etabli/schema'
import type { BeepedTally } from './beeped.ts'
import type { Bringing } from './brought.ts'
import type { Settling, TallyWord } from './decide.ts'
import type { RecordSource } from './records.ts'
import type { Split } from './split.ts'

export interface WriteInput {
  readonly source: RecordSource
  readonly request: ExportRequest
  /** The format's mapping, or null for `raw`. */
  readonly mapping: ExportMapping | null
  readonly kinds: ReadonlyMap<string, Kind>
  /** Where the bytes of a medium lie on this machine. */
  readonly locate: (blob: BlobHash) => string
  /** Path of the zip to write. */
  readonly to: string
  /** Called now and then with the number of tasks written so far. */
  readonly progress: (written: number) => void
}

/** What the first pass over the records found out. */
export interface Plan {
  readonly settling: Settling
  readonly tally: Record<TallyWord, number>
  readonly leftOut: Record<string, number>
  /** Of each position that goes out: its file name. Later passes hold to it, whatever is submitted meanwhile. */
  readonly files: ReadonlyMap<number, string | null>
  readonly splits: ReadonlyMap<string, Split> | null
  readonly figures: Figure[]
  readonly measured: number
  readonly beeped: BeepedTally
  /** Tasks that go out with the answers of one annotator alone. */
  readonly alone: number
  /** Pseudonyms, by the order of their first work. */
  readonly annotators: ReadonlyMap<PersonId, string>
  readonly bringing: Bringing
}
