// The words of the selected span tagged wherever else they stand: how many there are is said before, and it is one step to
// undo. Spans that are there already stay as they are.
import { adding } from '@etabli/modality-kit'
import { limits, type Mark } from '@etabli/schema'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { stretchOf } from '../core/index.ts'
import { elsewhere } from '../core/matches.ts'
import type { BarProps } from './bar.ts'
import { useHits } from './hits.ts'
import './bars.css'

const SHOWN = 40
/** Kept while the page is open. */
let last = { matchCase: true, wholeWords: true }

export function EverywhereBar({ mark, now, root, drawing, close }: BarProps & { readonly mark: Mark }): ReactNode {
  const { passage, props } = now.current
  const { t, answers, questions, commit, newId, announce, colour } = props
  const [how, setHow] = useState(last)
  const button = useRef<HTMLButtonElement>(null)
  const { free, taken } = useMemo(
    () => elsewhere(passage, answers, mark, how, () => performance.now()),
    [passage, answers, mark, how],
  )
  const hits = useMemo(
    () => free.map(({ start, end }) => ({ start: passage.index.toUtf16(start), end: passage.index.toUtf16(end) })),
    [passage, free],
  )
  useHits(root, hits, -1, drawing, passage)
  useEffect(() => button.current?.focus(), [])

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
  const { start, end } = stretchOf(mark)
  const words = passage.index.slice(start, Math.min(end, start + SHOWN))
  const choices = ['wholeWords', 'matchCase'] as const
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form.
    <div className="text-bar" role="group" aria-label={t('text.everywhere.title')} onKeyDown={onKey}>
      <q className="text-bar-words" dir="auto">
        {end - start > SHOWN ? `${words}…` : words}
      </q>
      <span className="text-bar-count" role="status">
        {places.length === 0 ? t('text.everywhere.none') : t('text.everywhere.count', { count: places.length })}
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
      <button ref={button} type="button" className="text-bar-main" disabled={places.length === 0} onClick={tag}>
        {label ? (
          <span className="text-chosen-dot" style={{ backgroundColor: colour(label.colour) }} aria-hidden="true" />
        ) : null}
        {places.length === 0
          ? t('text.everywhere.nothing')
          : t('text.everywhere.tag', { count: places.length, label: label?.name ?? '' })}
      </button>
      <button
        type="button"
        className="text-bar-button"
        aria-label={t('text.find.close')}
        title={`${t('text.find.close')} (${t('ui.keys.Escape')})`}
        onClick={leave}
      >
        ×
      </button>
    </div>
  )
}
