// The words of the selected span tagged wherever else they stand: how many there are is said before, and it is one step to
// undo. Spans that are there already stay as they are.
import { adding, type StageProps } from '@etabli/modality-kit'
import { limits, type Mark } from '@etabli/schema'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { stretchOf } from '../core/index.ts'
import { elsewhere } from '../core/matches.ts'
import type { BarProps } from './bar.ts'
import { useHits } from './hits.ts'
import { type Searching, useSearch } from './searching/use-search.ts'
import './bars.css'

const SHOWN = 40
/** Kept while the page is open. */
let last = { matchCase: true, wholeWords: true }

export function EverywhereBar({ mark, now, root, drawing, close }: BarProps & { readonly mark: Mark }): ReactNode {
  const { passage, props } = now.current
  const { t, answers, questions, commit, newId, announce, colour } = props
  const [how, setHow] = useState(last)
  const button = useRef<HTMLButtonElement>(null)
  const { start, end } = stretchOf(mark)
  const query = passage.index.slice(start, end)
  const found = useSearch(passage.text, { query, regex: false, ...how })
  const closing = useRef<HTMLButtonElement>(null)
  const { free, taken } = useMemo(
    () => elsewhere(passage, answers, mark, found.hits),
    [passage, answers, mark, found.hits],
  )
  const hits = useMemo(
    () => free.map(({ start, end }) => ({ start: passage.index.toUtf16(start), end: passage.index.toUtf16(end) })),
    [passage, free],
  )
  useHits(root, hits, -1, drawing, passage)
  const bar = useRef<HTMLDivElement>(null)
  const isReady = free.length > 0 && found.isFresh
  useEffect(() => bar.current?.focus(), [])
  // Where there is nothing to tag, Enter closes.
  useEffect(() => {
    if (found.isFresh && document.activeElement === bar.current) (isReady ? button : closing).current?.focus()
  }, [isReady, found.isFresh])

  const label = questions.find(({ id }) => id === mark.question)?.labels.find(({ id }) => id === mark.label)
  const places = free.slice(0, Math.max(0, limits.marksPerAnswers - answers.length))
  const leave = (): void => {
    close()
    root.current?.focus({ preventScroll: true })
  }
  const tag = (): void => {
    commit(
      places.map(({ start, end }) =>
        adding({
          id: newId(),
          question: mark.question,
          kind: 'span',
          label: mark.label,
          value: { start, end },
          source: 'person',
          confidence: null,
        }),
      ),
    )
    announce(t('text.everywhere.done', { count: places.length }))
    leave()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    leave()
  }
  const words = passage.index.slice(start, Math.min(end, start + SHOWN))
  const choices = ['wholeWords', 'matchCase'] as const
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form.
    <div
      ref={bar}
      className="text-bar text-bar-everywhere"
      role="group"
      tabIndex={-1}
      aria-label={t('text.everywhere.title')}
      data-presses=""
      onKeyDown={onKey}
    >
      <q className="text-bar-words" dir="auto">
        {end - start > SHOWN ? `${words}…` : words}
      </q>
      <span className="text-bar-count" role="status">
        {placesWords(found, places.length, t)}
        {taken > 0 ? ` · ${t('text.everywhere.taken', { count: taken })}` : ''}
      </span>
      {choices.map((name) => (
        <label key={name} className="text-bar-choice">
          <input
            type="checkbox"
            checked={how[name]}
            onChange={(event) => {
              last = { ...how, [name]: event.target.checked }
              setHow(last)
            }}
          />
          {t(`text.find.${name}`)}
        </label>
      ))}
      <button
        ref={button}
        type="button"
        className="text-bar-main"
        disabled={places.length === 0 || !found.isFresh}
        onClick={tag}
      >
        {label ? (
          <span className="text-chosen-dot" style={{ backgroundColor: colour(label.colour) }} aria-hidden="true" />
        ) : null}
        {places.length === 0
          ? t('text.everywhere.nothing')
          : t('text.everywhere.tag', { count: places.length, label: label?.name ?? '' })}
      </button>
      <button
        ref={closing}
        type="button"
        className="text-bar-button text-bar-close"
        aria-label={t('text.find.close')}
        title={`${t('text.find.close')} (${t('ui.keys.Escape')})`}
        onClick={leave}
      >
        ×
      </button>
    </div>
  )
}

function placesWords({ state, cut }: Searching, count: number, t: StageProps['t']): string {
  if (state !== 'done') return t(`text.find.${state}`)
  const said = count === 0 ? t('text.everywhere.none') : t('text.everywhere.count', { count })
  return cut === null ? said : `${said} · ${t('text.everywhere.cut')}`
}
