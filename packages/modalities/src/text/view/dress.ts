// How a text is dressed: as Markdown, as a dialogue, or plain. A dress adds classes to rows and words and takes no character
// away, so that every offset is one of the raw text (TXT11). The dresses themselves are fetched when first worn.
import type { Passage } from '../core/index.ts'
import type { Run } from './lanes.ts'

export interface RowDress {
  readonly className: string
  readonly runs: readonly Run[]
}

export interface Dress {
  /** The same object whenever the same row is asked for; null for a row that is plain. */
  row(number: number): RowDress | null
}

export type DressName = 'plain' | 'markdown' | 'dialogue'
export type MakeDress = (passage: Passage) => Dress
