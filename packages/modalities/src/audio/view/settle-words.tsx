// Settling word by word: all versions in aligned columns, gone through and chosen from by keys while it plays.
import './settle-words.css'
import type { Command, StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { columnsOf, stretchOf, type WordColumn, withChoice } from '../core/columns.ts'
import type { TimedWord } from '../core/kinds/transcript-value.ts'
import { normalisationOf, wordsOf } from '../core/words.ts'
import { currentText, writeTranscript } from '../core/writing.ts'
import { firstKey } from './keys.ts'
import type { Machine } from './machine.ts'
import type { SoundHandle } from './use-sound.ts'

interface SettleWordsProps {
  readonly props: StageProps
  readonly question: Question
  readonly machine: Machine | null
  readonly text: string
  /** The times of the text's words, one for each; empty where they are not known. */
  readonly words: readonly TimedWord[]
  readonly lang: string | undefined
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly sound: SoundHandle
  readonly keys: (command: Command) => string
}

interface Row {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly text: string
}

/** Heard before and after a word, in seconds. */
const AROUND = 0.4

export function SettleWords(all: SettleWordsProps) {
  const { props, question, machine, text, lang } = all
  const { t, readOnly } = props
  const rows = useMemo(() => rowsOf(props, question, machine), [props, question, machine])
  const voters = rows.length - (machine ? 1 : 0)
  const columns = useMemo(
    () =>
      columnsOf(
        text,
        rows.map((row) => row.text),
        voters,
        normalisationOf(question),
      ),
    [text, rows, voters, question],
  )
  const [open, setOpen] = useState<string | null>(null)
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  const disputed = useMemo(() => columns?.filter(({ differs }) => differs) ?? [], [columns])
  const place = useRef<HTMLOListElement>(null)

  const go = (key: string | null): void => {
    setOpen(key)
    if (columns === null || key === null) return
    const index = columns.findIndex((column) => column.key === key)
    const span = spanOf(columns, index, all.words)
    if (span) all.sound.playRange(Math.max(0, span[0] - AROUND), span[1] + AROUND)
  }
  const step = (by: 1 | -1): void => {
    const now = disputed.findIndex(({ key }) => key === open)
    const next = now < 0 ? (by > 0 ? 0 : disputed.length - 1) : (now + by + disputed.length) % disputed.length
    go(disputed[next]?.key ?? null)
  }
  const choose = (column: WordColumn, version: number): void => {
    if (readOnly || columns === null || version >= rows.length) return
    props.commit(writeTranscript(props, question, withChoice(text, columns, columns.indexOf(column), version)))
    setSettled(new Set([...settled, column.key]))
    const at = disputed.findIndex(({ key }) => key === column.key)
    const next = disputed[at + 1]
    if (next) go(next.key)
    else setOpen(column.key)
  }
  const own = (): void => {
    const index = columns?.findIndex(({ key }) => key === open) ?? -1
    const element = all.field.current
    if (!columns || index < 0 || !element) return
    const { start, end } = stretchOf(text, columns, index)
    element.focus()
    element.setSelectionRange(start, end)
  }
  const nextDifference = useSettleCommands(all, disputed, open, { step, choose, own, leave: () => setOpen(null) })
  useEffect(() => {
    if (open !== null)
      place.current?.querySelector('[data-open]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [open])
  if (columns === null || rows.length < 2 || voters === 0) return null
  const written = wordsOf(text)
  return (
    <section className="transcript-part" aria-labelledby="settle-title">
      <h3 id="settle-title">
        {t('audio.settle.title')}
        {!readOnly && disputed.length > 0 && <kbd className="transcript-key">{firstKey(all.keys(nextDifference))}</kbd>}
        <span className="settle-count" role="status">
          {t('audio.settle.disputed', { count: disputed.length })}
          {settled.size > 0 && ` · ${t('audio.settle.done', { count: settled.size })}`}
        </span>
      </h3>
      <div className="settle" lang={lang}>
        <ul className="settle-names" aria-hidden="true">
          <li>{t('audio.settle.text')}</li>
          {rows.map((row, index) => (
            <li key={row.id} style={{ borderInlineStartColor: row.colour }}>
              <kbd className="transcript-key">{index + 1}</kbd>
              <span>{row.name}</span>
            </li>
          ))}
        </ul>
        <ol className="settle-columns" ref={place} dir="auto">
          {columns.map((column) => (
            <Column
              key={column.key}
              column={column}
              own={column.at === null ? null : (written[column.at] ?? null)}
              rows={rows}
              voters={voters}
              isOpen={column.key === open}
              isSettled={settled.has(column.key)}
              readOnly={readOnly}
              t={t}
              onOpen={() => go(column.key)}
              onChoose={(version) => choose(column, version)}
            />
          ))}
        </ol>
      </div>
    </section>
  )
}

interface ColumnProps {
  readonly column: WordColumn
  readonly own: string | null
  readonly rows: readonly Row[]
  readonly voters: number
  readonly isOpen: boolean
  readonly isSettled: boolean
  readonly readOnly: boolean
  readonly t: StageProps['t']
  readonly onOpen: () => void
  readonly onChoose: (version: number) => void
}

/** The text's word above, each version's below it; where they differ, each is a button that takes it over. */
function Column({ column, own, rows, voters, isOpen, isSettled, readOnly, t, onOpen, onChoose }: ColumnProps) {
  const { cells, differs, votes, same } = column
  const none = <span className="settle-none">–</span>
  return (
    <li
      className="settle-column"
      data-differs={differs ? '' : undefined}
      data-open={isOpen ? '' : undefined}
      data-settled={isSettled ? '' : undefined}
    >
      <span className="settle-own">
        {differs && !readOnly ? (
          <button type="button" tabIndex={-1} onClick={onOpen} aria-current={isOpen ? true : undefined}>
            {own ?? none}
          </button>
        ) : (
          (own ?? none)
        )}
        {differs && (
          <small className="settle-votes" title={t('audio.settle.votes', { votes, of: voters })}>
            {votes}/{voters}
          </small>
        )}
      </span>
      {rows.map((row, index) => {
        const cell = cells[index] ?? null
        const label = t('audio.settle.says', { name: row.name, word: cell ?? t('audio.suggest.nothing') })
        return (
          <span
            key={row.id}
            className="settle-cell"
            data-same={same[index] ? '' : undefined}
            style={differs ? { borderInlineStartColor: row.colour } : undefined}
          >
            {differs && !readOnly ? (
              <button type="button" tabIndex={-1} aria-label={label} title={label} onClick={() => onChoose(index)}>
                {cell ?? none}
              </button>
            ) : (
              (cell ?? none)
            )}
          </span>
        )
      })}
    </li>
  )
}

interface Acts {
  readonly step: (by: 1 | -1) => void
  readonly choose: (column: WordColumn, version: number) => void
  readonly own: () => void
  readonly leave: () => void
}

/** The keys: to the next and last disagreement, a digit for each version there, one to type one's own. Gives the first. */
function useSettleCommands(
  { props }: SettleWordsProps,
  disputed: readonly WordColumn[],
  open: string | null,
  acts: Acts,
): Command {
  const { register, readOnly } = props
  const latest = useRef({ disputed, open, acts })
  latest.current = { disputed, open, acts }
  const hasAny = disputed.length > 0
  const commands = useMemo((): readonly [next: Command, ...Command[]] => {
    const here = (): WordColumn | undefined => latest.current.disputed.find(({ key }) => key === latest.current.open)
    const isOpen = (): boolean => here() !== undefined
    const inText = true
    return [
      { id: 'audio.nextDifference', keys: ['n', 'Alt+n'], inText, run: () => latest.current.acts.step(1) },
      { id: 'audio.lastDifference', keys: ['b', 'Alt+Shift+n'], inText, run: () => latest.current.acts.step(-1) },
      { id: 'audio.ownWord', keys: ['f'], enabled: isOpen, run: () => latest.current.acts.own() },
      { id: 'audio.leaveDifference', keys: ['Escape'], enabled: isOpen, run: () => latest.current.acts.leave() },
      ...Array.from(
        { length: 9 },
        (_, index): Command => ({
          id: `audio.version${index + 1}`,
          keys: [String(index + 1)],
          enabled: isOpen,
          run: () => {
            const column = here()
            if (column) latest.current.acts.choose(column, index)
          },
        }),
      ),
    ]
  }, [])
  useEffect(() => (readOnly || !hasAny ? undefined : register(commands)), [register, readOnly, hasAny, commands])
  return commands[0]
}

function rowsOf(props: StageProps, question: Question, machine: Machine | null): readonly Row[] {
  const people = props.layers
    .filter(({ visible }) => visible)
    .map((layer) => ({
      id: layer.id,
      name: layer.name,
      colour: props.colour(layer.colour),
      text: currentText(layer.answers, question),
    }))
  const heard = { id: 'machine', name: props.t('audio.settle.machine'), colour: 'var(--line-strong)' }
  return machine ? [...people, { ...heard, text: machine.text }] : people
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
