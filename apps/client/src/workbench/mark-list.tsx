// MarkList: the marks of a question as a list that mirrors the stage: for the keyboard, screen readers and tests.
import { rejecting, type StageProps, type Translate, type ViewModule } from '@etabli/modality-kit'
import { attributesOf, type Mark, type MarkId, type Question } from '@etabli/schema'
import { Lock } from 'lucide-react'
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { useWords } from '../hooks/use-words.ts'
import { LabelDot } from '../ui/badge.tsx'
import { lockedNow, useLocked } from './locked-marks.ts'
import { MarkActions } from './mark-actions.tsx'
import type { Shortcuts } from './shortcuts.ts'
import './mark-list.css'

export interface MarkListProps {
  readonly question: Question
  readonly stage: StageProps
  readonly shortcuts: Shortcuts
  readonly describe: ViewModule<unknown, unknown>['describe']
}

/** Pixels; rows outside the window are not drawn, so that ten thousand marks cost as much as twenty. */
const ROW = 28
const SPARE = 6
const WINDOW = 420

export function MarkList({ question, stage, describe, shortcuts }: MarkListProps) {
  const { t } = useWords()
  const { answers, selection, select, media, readOnly } = stage
  const id = useId()
  const marks = useMemo(() => answers.filter((mark) => mark.question === question.id), [answers, question.id])
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const current = marks.findIndex((mark) => mark.id === selection.at(-1))
  const chosen = useMemo(() => new Set(selection), [selection])
  const locked = useLocked(stage)

  useEffect(() => {
    if (current >= 0 && list.current) reveal(list.current, current)
  }, [current])

  if (marks.length === 0) return <NoMarks question={question} readOnly={readOnly} />
  const first = Math.max(0, Math.floor(top / ROW) - SPARE)
  const last = Math.min(marks.length, Math.ceil((top + WINDOW) / ROW) + SPARE)

  const move = (event: KeyboardEvent): void => {
    const to = target(event.key, current, marks.length)
    const mark = to === null ? undefined : marks[to]
    if (mark) {
      event.preventDefault()
      select(event.shiftKey ? [...selection.filter((other) => other !== mark.id), mark.id] : [mark.id])
    } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      select(marks.map(({ id }) => id))
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && !readOnly) {
      event.preventDefault()
      remove(stage, marks, current)
    }
  }

  return (
    <>
      <div
        ref={list}
        className="mark-list"
        role="listbox"
        tabIndex={0}
        aria-label={t('label.marks', { count: marks.length, title: question.title })}
        aria-multiselectable="true"
        aria-activedescendant={current >= first && current < last ? `${id}-${current}` : undefined}
        onKeyDown={move}
        onFocus={(event) => {
          const [mark] = marks
          if (
            event.target === event.currentTarget &&
            selection.length === 0 &&
            mark &&
            event.currentTarget.matches(':focus-visible')
          )
            select([mark.id])
        }}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div style={{ height: `${marks.length * ROW}px`, position: 'relative' }}>
          {marks.slice(first, last).map((mark, offset) => (
            <Row
              key={mark.id}
              id={`${id}-${first + offset}`}
              index={first + offset}
              total={marks.length}
              mark={mark}
              question={question}
              words={describe(mark, question, media, t, answers)}
              more={moreOf(mark, question, t)}
              isSelected={chosen.has(mark.id)}
              isLocked={locked.has(mark.id)}
              hovered={stage.hovered}
              onPress={(event) => select(pressed(event, selection, mark.id))}
            />
          ))}
        </div>
      </div>
      <MarkActions
        question={question}
        stage={stage}
        shortcuts={shortcuts}
        onRemove={() => remove(stage, marks, current)}
      />
    </>
  )
}

/** That there are none, and for words how to mark some: a finger that taps only lets go. */
function NoMarks({ question, readOnly }: Pick<StageProps, 'readOnly'> & Pick<MarkListProps, 'question'>) {
  const { t } = useWords()
  return (
    <p className="mark-list-empty">
      {t('label.noMarks')}
      {question.kind === 'span' && !readOnly ? (
        <>
          <span className="mark-list-by-mouse">{t('label.markWords')}</span>
          <span className="mark-list-by-finger">{t('label.markWordsByFinger')}</span>
        </>
      ) : null}
      {question.kind === 'relation' && !readOnly ? (
        <span className="mark-list-how">{t('label.markRelations')}</span>
      ) : null}
    </p>
  )
}

interface RowProps {
  readonly id: string
  readonly index: number
  readonly total: number
  readonly mark: Mark
  readonly question: Question
  readonly words: string
  /** What is said of it beside class and place. */
  readonly more: string
  readonly isSelected: boolean
  readonly isLocked: boolean
  readonly hovered: StageProps['hovered']
  readonly onPress: (event: MouseEvent) => void
}

function Row({ id, index, total, mark, question, words, more, isSelected, isLocked, hovered, onPress }: RowProps) {
  const { t } = useWords()
  const isHovered = useSyncExternalStore(hovered?.subscribe ?? never, () => hovered?.get() === mark.id)
  const label = question.labels.find((candidate) => candidate.id === mark.label)
  return (
    // The list itself has the focus and hears the keys; its rows are pressed by pointer only.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      id={id}
      role="option"
      tabIndex={-1}
      className="mark-list-row"
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-mark={mark.id}
      data-hovered={isHovered || undefined}
      style={{ top: `${index * ROW}px` }}
      onClick={onPress}
      onPointerEnter={() => hovered?.set(mark.id)}
      onPointerLeave={() => hovered?.set(null)}
    >
      <span className="mark-list-number tabular">{index + 1}</span>
      {label ? <LabelDot colour={label.colour} /> : null}
      <span className="mark-list-words" title={words} dir="auto">
        {words.trim() === '' ? label?.name : words}
      </span>
      {isLocked ? (
        <span className="mark-list-locked">
          <Lock size={12} aria-hidden="true" />
          <span className="visually-hidden">{t('label.marksMenu.locked')}</span>
        </span>
      ) : null}
      {more === '' ? null : (
        <span className="mark-list-more" title={more} dir="auto">
          {more}
        </span>
      )}
    </div>
  )
}

/** Attributes, group, where it comes from and how sure the model was, in one line. */
function moreOf(mark: Mark, question: Question, t: Translate): string {
  const said = attributesOf(question, mark.label).flatMap(({ id, name, type }) => {
    const value = mark.attributes?.[id]
    if (value === undefined || value === false) return []
    return type === 'checkbox' ? [name] : [`${name}: ${value}`]
  })
  const source = mark.source === 'person' ? [] : [t(`label.source.${mark.source}`)]
  const sure = mark.confidence === null ? [] : [`${Math.round(mark.confidence * 100)} %`]
  const group = mark.group === undefined ? [] : [t('label.inGroup', { group: mark.group.slice(-4) })]
  return [...said, ...group, ...source, ...sure].join(' · ')
}

const never = () => () => undefined

function target(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, current + 1)
    case 'ArrowUp':
      return Math.max(0, current - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

function pressed(event: MouseEvent, selection: readonly MarkId[], mark: MarkId): readonly MarkId[] {
  if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return [mark]
  return selection.includes(mark) ? selection.filter((other) => other !== mark) : [...selection, mark]
}

/** Removes what is selected in one step, and selects what takes its place. */
function remove(stage: StageProps, marks: readonly Mark[], current: number): void {
  const locked = lockedNow(stage.locked)
  const chosen = new Set(stage.selection)
  const going = marks.filter(({ id }) => chosen.has(id))
  stage.commit(rejecting(stage.answers, new Set(going.map(({ id }) => id))))
  const kept = going.filter(({ id }) => locked.has(id))
  const left = marks.filter(({ id }) => !chosen.has(id))
  const next = left[Math.min(Math.max(0, current - going.length + 1), left.length - 1)]
  const after = kept.length > 0 ? kept : next ? [next] : []
  stage.select(after.map(({ id }) => id))
}

function reveal(list: HTMLElement, index: number): void {
  const y = index * ROW
  if (y < list.scrollTop) list.scrollTop = y
  else if (y + ROW > list.scrollTop + list.clientHeight) list.scrollTop = y + ROW - list.clientHeight
}
