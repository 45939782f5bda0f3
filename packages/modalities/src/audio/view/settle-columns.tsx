// Versions in aligned columns: names at the side, each word of the text with what every version says in its place.
import type { StageProps } from '@etabli/modality-kit'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { isDoubtful, type WordColumn } from '../core/columns.ts'
import { wordsOf } from '../core/words.ts'

/** One of the versions: a person's, or (not voting) a machine's. */
export interface Version {
  readonly id: string
  readonly name: string
  /** CSS. */
  readonly colour: string
  readonly text: string
  readonly votes: boolean
}

interface SettleColumnsProps {
  readonly columns: readonly WordColumn[]
  readonly versions: readonly Version[]
  /** How sure the vote was, by the columns' keys. */
  readonly sure: ReadonlyMap<string, number>
  readonly text: string
  readonly lang: string | undefined
  readonly open: string | null
  readonly settled: ReadonlySet<string>
  readonly props: Pick<StageProps, 't' | 'language' | 'readOnly'>
  readonly onOpen: (column: WordColumn) => void
  readonly onChoose: (column: WordColumn, version: number) => void
}

export function SettleColumns(all: SettleColumnsProps) {
  const { columns, versions, sure, text, lang, open, settled, props } = all
  const { t, readOnly } = props
  const place = useShown(open)
  const written = wordsOf(text)
  return (
    <div className="settle" lang={lang}>
      <ul className="settle-names" aria-hidden="true">
        <li>{t('audio.settle.text')}</li>
        {versions.map((version, index) => (
          <li key={version.id} style={{ borderInlineStartColor: version.colour }}>
            {!readOnly && <kbd className="transcript-key">{index + 1}</kbd>}
            <span>{version.name}</span>
          </li>
        ))}
      </ul>
      <ol className="settle-columns" ref={place} dir="auto">
        {columns.map((column) => (
          <Column
            key={column.key}
            all={all}
            column={column}
            own={column.at === null ? null : (written[column.at] ?? null)}
            sure={sure.get(column.key)}
            isOpen={column.key === open}
            isSettled={settled.has(column.key)}
          />
        ))}
      </ol>
    </div>
  )
}

/** The open column is brought into view. */
function useShown(open: string | null): RefObject<HTMLOListElement | null> {
  const place = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (open !== null)
      place.current?.querySelector('[data-open]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [open])
  return place
}

interface ColumnProps {
  readonly all: SettleColumnsProps
  readonly column: WordColumn
  readonly own: string | null
  readonly sure: number | undefined
  readonly isOpen: boolean
  readonly isSettled: boolean
}

/** The text's word above, each version's below it; where they differ, each is a button that takes it over. */
function Column({ all, column, own, sure, isOpen, isSettled }: ColumnProps) {
  const { versions, props, onOpen, onChoose } = all
  const { readOnly } = props
  const { cells, differs, same } = column
  const figures = differs ? figuresOf(column, versions, sure, props) : undefined
  const doubtful = differs && !isSettled && isDoubtful(sure)
  const word = own ?? none
  return (
    <li
      className="settle-column"
      data-differs={differs ? '' : undefined}
      data-doubtful={doubtful ? '' : undefined}
      data-open={isOpen ? '' : undefined}
      data-settled={isSettled ? '' : undefined}
    >
      <span className="settle-own" title={figures}>
        {differs && !readOnly ? (
          <button
            type="button"
            tabIndex={-1}
            onClick={() => onOpen(column)}
            aria-current={isOpen ? true : undefined}
            aria-description={figures}
          >
            {word}
          </button>
        ) : (
          word
        )}
        {doubtful && (
          <span className="settle-doubt" aria-hidden="true">
            ?
          </span>
        )}
        {differs && (
          <small className="settle-votes">
            {column.votes}/{votersOf(versions)}
          </small>
        )}
      </span>
      {versions.map((version, index) => (
        <Cell
          key={version.id}
          version={version}
          word={cells[index] ?? null}
          isSame={same[index] === true}
          differs={differs}
          props={props}
          onChoose={() => onChoose(column, index)}
        />
      ))}
    </li>
  )
}

interface CellProps {
  readonly version: Version
  readonly word: string | null
  readonly isSame: boolean
  readonly differs: boolean
  readonly props: SettleColumnsProps['props']
  readonly onChoose: () => void
}

function Cell({ version, word, isSame, differs, props, onChoose }: CellProps) {
  const { t, readOnly } = props
  const label = t('audio.settle.says', { name: version.name, word: word ?? t('audio.suggest.nothing') })
  return (
    <span
      className="settle-cell"
      data-same={isSame ? '' : undefined}
      style={differs ? { borderInlineStartColor: version.colour } : undefined}
    >
      {differs && !readOnly ? (
        <button type="button" tabIndex={-1} aria-label={label} title={label} onClick={onChoose}>
          {word ?? none}
        </button>
      ) : (
        (word ?? none)
      )}
    </span>
  )
}

const none: ReactNode = <span className="settle-none">–</span>

export function votersOf(versions: readonly Version[]): number {
  return versions.filter(({ votes }) => votes).length
}

/** "2 of 3 say so. The vote is 67 % sure of its word": by heads, and by how far each is trusted. */
export function figuresOf(
  { votes }: Pick<WordColumn, 'votes'>,
  versions: readonly Version[],
  sure: number | undefined,
  { t, language }: Pick<StageProps, 't' | 'language'>,
): string {
  const heads = t('audio.settle.votes', { votes, of: votersOf(versions) })
  if (sure === undefined) return heads
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(sure)
  return `${heads}. ${t('audio.settle.sure', { share })}`
}
