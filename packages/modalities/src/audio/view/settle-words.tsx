// Settling word by word: all versions in aligned columns, gone through and chosen from by keys while it plays, the words
// of which the vote was least sure first.
import './settle-words.css'
import type { Command, StageProps } from '@etabli/modality-kit'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import {
  columnsOf,
  differencesOf,
  isDoubtful,
  stretchOf,
  sureOf,
  type WordColumn,
  withChoice,
} from '../core/columns.ts'
import type { TimedWord, TranscriptValue } from '../core/kinds/transcript-value.ts'
import type { Normalisation } from '../core/words.ts'
import { firstKey } from './keys.ts'
import { figuresOf, SettleColumns, type Version, votersOf } from './settle-columns.tsx'
import type { Settling, SettlingPart } from './settling.ts'
import type { SoundHandle } from './use-sound.ts'

export interface SettleWordsProps {
  readonly props: StageProps
  readonly rules: Normalisation
  /** Those that vote come first. */
  readonly versions: readonly Version[]
  /** What was voted for, with how sure the vote was; null where there is none. */
  readonly consensus: Pick<TranscriptValue, 'text' | 'vote'> | null
  readonly text: string
  /** The times of the text's words, one for each; empty where they are not known. */
  readonly words: readonly TimedWord[]
  readonly lang: string | undefined
  readonly sound: SoundHandle
  readonly keys: (command: Command) => string
  readonly settling: Settling
  /** The commands that go to the next difference and to the one before; their `run` is given here. */
  readonly steps: readonly [next: Omit<Command, 'run'>, last: Omit<Command, 'run'>]
  readonly write: (text: string) => void
  /** Puts the caret into the text with this stretch (UTF-16) selected. */
  readonly select: (start: number, end: number) => void
}

/** Heard before and after a word, in seconds. */
const AROUND = 0.4
const NOTHING_SURE: ReadonlyMap<string, number> = new Map()

export function SettleWords(all: SettleWordsProps) {
  const { props, versions, text, lang, rules, consensus } = all
  const { t, readOnly } = props
  const title = useId()
  const texts = useMemo(() => versions.map((version) => version.text), [versions])
  const voters = votersOf(versions)
  const columns = useMemo(() => columnsOf(text, texts, voters, rules), [text, texts, voters, rules])
  const sure = useMemo(() => {
    const voted = consensus?.vote && columnsOf(consensus.text, texts, voters, rules)
    return voted && consensus?.vote ? sureOf(voted, consensus.vote) : NOTHING_SURE
  }, [consensus, texts, voters, rules])
  const differences = useMemo(() => differencesOf(columns ?? [], sure), [columns, sure])
  const { open, settled, go, choose, next } = useSteps(all, columns, differences)
  if (columns === null || versions.length < 2 || voters === 0) return null
  const unsure = differences.filter(({ key }) => isDoubtful(sure.get(key)) && !settled.has(key)).length
  const here = differences.find(({ key }) => key === open)
  return (
    <section className="transcript-part" aria-labelledby={title}>
      <h3 id={title}>
        {t('audio.settle.title')}
        {!readOnly && differences.length > 0 && <kbd className="transcript-key">{firstKey(all.keys(next))}</kbd>}
        <span className="settle-count" role="status">
          {t('audio.settle.disputed', { count: differences.length })}
          {unsure > 0 && ` · ${t('audio.settle.unsure', { count: unsure })}`}
          {settled.size > 0 && ` · ${t('audio.settle.done', { count: settled.size })}`}
          {here && <span className="settle-here">{figuresOf(here, versions, sure.get(here.key), props)}</span>}
        </span>
      </h3>
      <SettleColumns
        columns={columns}
        versions={versions}
        sure={sure}
        text={text}
        lang={lang}
        open={open}
        settled={settled}
        props={props}
        onOpen={(column) => go(column)}
        onChoose={choose}
      />
    </section>
  )
}

/** Which difference is open, which are settled, and the ways from one to the next. */
function useSteps(
  all: SettleWordsProps,
  columns: readonly WordColumn[] | null,
  differences: readonly WordColumn[],
): {
  readonly open: string | null
  readonly settled: ReadonlySet<string>
  readonly go: (column: WordColumn | undefined) => void
  readonly choose: (column: WordColumn, version: number) => void
  readonly next: Command
} {
  const { props, text, settling } = all
  const [open, setOpen] = useState<string | null>(null)
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  const go = (column: WordColumn | undefined): void => {
    if (!columns || !column) return
    settling.take(part)
    setOpen(column.key)
    const span = spanOf(columns, columns.indexOf(column), all.words)
    if (span) all.sound.playRange(Math.max(0, span[0] - AROUND), span[1] + AROUND)
  }
  const step = (by: 1 | -1): void => {
    const now = differences.findIndex(({ key }) => key === open)
    go(now < 0 ? differences.at(by > 0 ? 0 : -1) : differences[(now + by + differences.length) % differences.length])
  }
  const choose = (column: WordColumn, version: number): void => {
    if (props.readOnly || !columns || version >= all.versions.length) return
    all.write(withChoice(text, columns, columns.indexOf(column), version))
    setSettled(new Set([...settled, column.key]))
    const following = differences[differences.findIndex(({ key }) => key === column.key) + 1]
    if (following) go(following)
    else setOpen(column.key)
  }
  const own = (): void => {
    const index = columns?.findIndex(({ key }) => key === open) ?? -1
    if (!columns || index < 0) return
    const { start, end } = stretchOf(text, columns, index)
    all.select(start, end)
  }
  const latest = useRef({ all, differences, open, step, choose, own })
  latest.current = { all, differences, open, step, choose, own }
  const part = useMemo<SettlingPart>(
    () => ({
      choose(version) {
        const { current: now } = latest
        const here = now.differences.find(({ key }) => key === now.open)
        if (here) now.choose(here, version)
      },
      own: () => latest.current.own(),
      leave() {
        setOpen(null)
        latest.current.all.settling.drop(part)
      },
    }),
    [],
  )
  useEffect(() => () => settling.drop(part), [settling, part])
  const next = useStepCommands(all, differences.length > 0, (by) => latest.current.step(by))
  return { open, settled, go, choose, next }
}

/** The keys to the next difference and to the one before. Gives the first. */
function useStepCommands(all: SettleWordsProps, hasAny: boolean, step: (by: 1 | -1) => void): Command {
  const { register, readOnly } = all.props
  const [first, last] = all.steps
  const latest = useRef(step)
  latest.current = step
  const [next, before] = useMemo(
    (): readonly [Command, Command] => [
      { ...first, run: () => latest.current(1) },
      { ...last, run: () => latest.current(-1) },
    ],
    [first, last],
  )
  useEffect(
    () => (readOnly || !hasAny ? undefined : register([next, before])),
    [register, readOnly, hasAny, next, before],
  )
  return next
}

/** When a column is heard, in seconds: the time of its word, else what lies between its neighbours. */
function spanOf(
  columns: readonly WordColumn[],
  index: number,
  words: readonly TimedWord[],
): readonly [number, number] | null {
  const timeAt = (place: number | null | undefined) =>
    place === null || place === undefined ? undefined : words[place]
  const own = timeAt(columns[index]?.at)
  if (own) return [own.start, own.end]
  const before = timeAt(columns.slice(0, index).findLast(({ at }) => at !== null)?.at)
  const after = timeAt(columns.slice(index + 1).find(({ at }) => at !== null)?.at)
  if (!before && !after) return null
  const start = before?.end ?? after?.start ?? 0
  return [start, Math.max(start, after?.start ?? start)]
}
