// What other recognisers heard at the caret's word: a short list, gone through and chosen from by keys.
import type { Translate } from '@etabli/modality-kit'
import { type KeyboardEvent, type RefObject, useRef } from 'react'
import type { Suggestions } from '../core/suggestions.ts'
import { keepCaret } from './transport.tsx'

interface SuggestionListProps {
  readonly suggestions: Suggestions
  /** The key that leads here, as it is written. */
  readonly opens: string
  readonly t: Translate
  readonly lang: string | undefined
  readonly list: RefObject<HTMLDivElement | null>
  readonly onChoose: (text: string) => void
  readonly onLeave: () => void
}

export function SuggestionList({ suggestions, opens, t, lang, list, onChoose, onLeave }: SuggestionListProps) {
  const items = useRef<(HTMLButtonElement | null)[]>([])
  const move = (step: number): void => {
    const all: (Element | null)[] = items.current.filter((item) => item !== null)
    const now = all.indexOf(document.activeElement)
    const next = all[(now + step + all.length) % all.length]
    if (next instanceof HTMLElement) next.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = /^[1-9]$/.test(event.key) ? suggestions.list[Number(event.key) - 1] : undefined
    if (chosen) onChoose(chosen.text)
    else if (event.key === 'Escape') onLeave()
    else if (event.key === 'ArrowRight' || event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') move(-1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="suggestions">
      <span className="suggestions-title">
        {t('audio.suggest.title', { word: suggestions.of.word })}
        <kbd className="transcript-key">{opens}</kbd>
      </span>
      <div
        ref={list}
        className="suggestions-list"
        role="menu"
        tabIndex={-1}
        aria-label={t('audio.suggest.title', { word: suggestions.of.word })}
        onKeyDown={onKeyDown}
        onMouseDown={keepCaret}
      >
        {suggestions.list.map(({ text, votes }, index) => (
          <button
            key={text}
            ref={(item) => {
              items.current[index] = item
            }}
            type="button"
            role="menuitem"
            tabIndex={-1}
            title={t('audio.suggest.votes', { count: votes })}
            onClick={() => onChoose(text)}
          >
            <kbd className="transcript-key">{index + 1}</kbd>
            {text === '' ? <em>{t('audio.suggest.nothing')}</em> : <bdi lang={lang}>{text}</bdi>}
          </button>
        ))}
      </div>
    </div>
  )
}
