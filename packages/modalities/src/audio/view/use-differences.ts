// What versions differ in, gone through one by one: which difference is open, which are settled, and what is heard of it.
import { useEffect, useMemo, useRef, useState } from 'react'
import { columnsOf, differencesOf, stretchOf, sureOf, type WordColumn, withChoice } from '../core/columns.ts'
import type { TimedWord, TranscriptValue } from '../core/kinds/transcript-value.ts'
import type { Normalisation } from '../core/words.ts'
import { type Version, votersOf } from './settle-columns.tsx'
import type { Settling, SettlingPart } from './settling.ts'
import type { SoundHandle } from './use-sound.ts'

/** Versions in columns beside the text as it stands. */
export interface Laid {
  /** Null where one is too long to be laid out. */
  readonly columns: readonly WordColumn[] | null
  /** In the order in which they are gone through: the least sure first. */
  readonly differences: readonly WordColumn[]
  /** How sure the vote was, by the columns' keys. */
  readonly sure: ReadonlyMap<string, number>
}

const NOTHING_SURE: ReadonlyMap<string, number> = new Map()

/**
 * @param versions those that vote come first
 * @param consensus what was voted for, with how sure the vote was; null where there is none
 */
export function useColumns(
  text: string,
  versions: readonly Version[],
  rules: Normalisation,
  consensus: Pick<TranscriptValue, 'text' | 'vote'> | null,
): Laid {
  const texts = useMemo(() => versions.map((version) => version.text), [versions])
  const voters = votersOf(versions)
  const columns = useMemo(() => columnsOf(text, texts, voters, rules), [text, texts, voters, rules])
  const sure = useMemo(() => {
    const voted = consensus?.vote && columnsOf(consensus.text, texts, voters, rules)
    return voted && consensus?.vote ? sureOf(voted, consensus.vote) : NOTHING_SURE
  }, [consensus, texts, voters, rules])
  const differences = useMemo(() => differencesOf(columns ?? [], sure), [columns, sure])
  return { columns, differences, sure }
}

/** The stop before all words, where a version is taken as a whole. */
export const WHOLE = 'whole'

export interface Ways {
  readonly laid: Laid
  readonly readOnly: boolean
  readonly settling: Settling
  readonly sound: SoundHandle
  readonly text: string
  /** The times of the text's words, one for each; empty where they are not known. */
  readonly words: readonly TimedWord[]
  /** What is heard where a word's time is not known, in seconds. */
  readonly around: readonly [start: number, end: number] | null
  readonly versions: number
  readonly write: (text: string) => void
  /** Puts the caret into the text with this stretch (UTF-16) selected. */
  readonly select: (start: number, end: number) => void
  /** Takes a version as a whole; absent where only words are taken. */
  readonly takeWhole?: (version: number) => void
  /** Goes on past the last difference or before the first; false where there is nothing, and it begins anew. */
  readonly beyond?: (by: 1 | -1) => boolean
}

export interface Differences {
  /** The open column's key, `WHOLE`, or null. */
  readonly open: string | null
  readonly settled: ReadonlySet<string>
  readonly go: (stop: string) => void
  readonly step: (by: 1 | -1) => void
  readonly choose: (stop: string, version: number) => void
}

/** Heard before and after a word, in seconds. */
const AROUND = 0.4

export function useDifferences(ways: Ways): Differences {
  const { laid, settling } = ways
  const [open, setOpen] = useState<string | null>(null)
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  const stops = [...(ways.takeWhole ? [WHOLE] : []), ...laid.differences.map(({ key }) => key)]
  const go = (stop: string): void => {
    settling.take(part)
    setOpen(stop)
    const span = spanOf(ways, stop)
    if (span) ways.sound.playRange(...span)
  }
  const step = (by: 1 | -1): void => {
    const now = open === null ? -1 : stops.indexOf(open)
    const following = now < 0 ? stops.at(by > 0 ? 0 : -1) : stops[now + by]
    if (following === undefined && ways.beyond?.(by)) return
    const next = following ?? stops.at(by > 0 ? 0 : -1)
    if (next !== undefined) go(next)
  }
  const choose = (stop: string, version: number): void => {
    const column = laid.columns?.findIndex(({ key }) => key === stop) ?? -1
    if (ways.readOnly || version >= ways.versions) return
    if (stop === WHOLE) ways.takeWhole?.(version)
    else if (laid.columns && column >= 0) ways.write(withChoice(ways.text, laid.columns, column, version))
    setSettled(new Set([...settled, stop]))
    const following = stop === WHOLE ? undefined : stops[stops.indexOf(stop) + 1]
    if (following === undefined) setOpen(stop)
    else go(following)
  }
  const own = (): void => {
    const index = laid.columns?.findIndex(({ key }) => key === open) ?? -1
    if (!laid.columns || open === null) return
    const { start, end } = index < 0 ? { start: 0, end: ways.text.length } : stretchOf(ways.text, laid.columns, index)
    ways.select(start, end)
  }
  const latest = useRef({ open, settling, choose, own })
  latest.current = { open, settling, choose, own }
  const part = useMemo<SettlingPart>(
    () => ({
      choose(version) {
        const { open: here, choose: take } = latest.current
        if (here !== null) take(here, version)
      },
      own: () => latest.current.own(),
      leave() {
        setOpen(null)
        latest.current.settling.drop(part)
      },
    }),
    [],
  )
  useEffect(() => () => settling.drop(part), [settling, part])
  return { open, settled, go, step, choose }
}

/** When a stop is heard, in seconds: the time of its word with a little around it, else what lies between its neighbours. */
function spanOf({ laid, words, around }: Ways, stop: string): readonly [number, number] | null {
  const columns = laid.columns ?? []
  const index = columns.findIndex(({ key }) => key === stop)
  if (index < 0) return around
  const timeAt = (place: number | null | undefined) =>
    place === null || place === undefined ? undefined : words[place]
  const wide = (start: number, end: number) => [Math.max(0, start - AROUND), Math.max(start, end) + AROUND] as const
  const own = timeAt(columns[index]?.at)
  if (own) return wide(own.start, own.end)
  const before = timeAt(columns.slice(0, index).findLast(({ at }) => at !== null)?.at)
  const after = timeAt(columns.slice(index + 1).find(({ at }) => at !== null)?.at)
  if (!before && !after) return around
  const start = before?.end ?? after?.start ?? 0
  return wide(start, after?.start ?? start)
}
