// The machine's transcript as words: lit as they are heard, a press plays one, the unsure ones marked.
import type { Translate } from '@etabli/modality-kit'
import { memo } from 'react'
import { heardAt, isUnsure } from '../core/heard.ts'
import type { TimedWord } from '../core/kinds/transcript.ts'
import { pixelsOf, type Scale } from './scale.ts'
import { type TimeStore, useTime } from './time.ts'
import { keepCaret } from './transport.tsx'

interface MachineWordsProps {
  readonly words: readonly TimedWord[]
  readonly text: string
  readonly time: TimeStore
  readonly lang: string | undefined
  /** Of the page, for numbers. */
  readonly language: string
  readonly t: Translate
  readonly onPlay: (word: TimedWord) => void
}

export const MachineWords = memo(function MachineWords(props: MachineWordsProps) {
  const { words, text, time, lang, language, t, onPlay } = props
  const estimated = words.some((word) => word.estimated === true)
  const heard = useTime(time, (seconds) => heardAt(words, seconds))
  if (words.length === 0) {
    return (
      <p className="machine-words" data-plain="" dir="auto" lang={lang}>
        {text === '' ? t('audio.nothingHeard') : text}
      </p>
    )
  }
  return (
    <>
      <p className="machine-words" dir="auto" lang={lang}>
        {words.map((word, index) => (
          <button
            // A word has no identity but its place; the words of a recording never change.
            key={index}
            type="button"
            className="machine-word"
            tabIndex={-1}
            onMouseDown={keepCaret}
            data-heard={index === heard ? '' : undefined}
            data-unsure={isUnsure(word) ? '' : undefined}
            data-estimated={word.estimated ? '' : undefined}
            title={titleOf(word, t, language)}
            onClick={() => onPlay(word)}
          >
            {word.word}
          </button>
        ))}
      </p>
      {words.some(isUnsure) || estimated ? (
        <p className="machine-note">
          {words.some(isUnsure) ? (
            <span className="machine-legend">
              <span className="machine-unsure" aria-hidden="true" />
              {t('audio.unsure')}
            </span>
          ) : null}
          {estimated ? <span>{t('audio.estimated')}</span> : null}
        </p>
      ) : null}
    </>
  )
})

/** Where on the waveform the word that is heard lies. */
export function HeardBand({ words, time, scale }: HeardBandProps) {
  const word = words[useTime(time, (seconds) => heardAt(words, seconds))]
  if (!word) return null
  const left = pixelsOf(scale, word.start)
  return (
    <span
      className="transcript-band"
      aria-hidden="true"
      style={{ left, width: pixelsOf(scale, Math.min(word.end, scale.duration)) - left }}
    />
  )
}

interface HeardBandProps {
  readonly words: readonly TimedWord[]
  readonly time: TimeStore
  readonly scale: Scale
}

function titleOf(word: TimedWord, t: Translate, language: string): string {
  const seconds = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    word.start,
  )
  const heard =
    word.confidence === null
      ? t('audio.wordAt', { seconds })
      : t('audio.wordSure', { seconds, sure: Math.round(word.confidence * 100) })
  return word.estimated ? `${heard} ${t('audio.timeEstimated')}` : heard
}
