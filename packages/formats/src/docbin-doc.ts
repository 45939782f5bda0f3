// A text as spaCy's DocBin holds it.
import type { Packable } from './msgpack.ts'

export type { Packable }

export interface DocBinToken {
  readonly text: string
  /** A blank (U+0020) follows, which is in no token. */
  readonly space: boolean
}

/** Tokens from `start` up to `end`, which is not in it. */
export interface DocBinStretch {
  readonly start: number
  readonly end: number
}

export interface DocBinSpan extends DocBinStretch {
  readonly label: string
}

export interface DocBinDoc {
  /** In order; with the blanks that follow them they are the text. None is empty. */
  readonly tokens: readonly DocBinToken[]
  /** `doc.ents`: none overlaps another. Null where nothing is known of them. */
  readonly entities: readonly DocBinSpan[] | null
  /** Stretches of which it is not known whether an entity is there; a trainer passes over them. */
  readonly unknown?: readonly DocBinStretch[]
  /** `doc.spans`: groups of spans, which may overlap. */
  readonly groups: Readonly<Record<string, readonly DocBinSpan[]>>
  /** `doc.cats`. */
  readonly cats: Readonly<Record<string, number>>
  /** `doc.user_data`, beside what spaCy keeps there itself. */
  readonly userData: ReadonlyMap<string, Packable>
}
