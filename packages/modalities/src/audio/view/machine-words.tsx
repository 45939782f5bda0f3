// The machine's transcript as words: lit as they are heard, a press plays one, the unsure ones marked.
import type { Translate } from '@etabli/modality-kit'
import type { TimedWord } from '../core/kinds/transcript.ts'

/** Below this confidence a word is marked. */
const UNSURE = 0.5

interface MachineWordsProps {
  readonly words: readonly TimedWord[]
  readonly text: string
  readonly estimated: boolean
  /** Seconds. */
  readonly time: number
  readonly t: Translate
  readonly onSeek: (word: TimedWord) => void
}

export function MachineWords({ words, text, estimated, time, t, onSeek }: MachineWordsProps) {
  if (words.length === 0) return <p className="machine-words">{text}</p>
  return (
    <>
      <p className="machine-words">
        {words.map((word) => (
          <button
            type="button"
            key={word.start}
            className="machine-word"
            tabIndex={-1}
            data-heard={time >= word.start && time < word.end ? '' : undefined}
            data-unsure={word.confidence !== null && word.confidence < UNSURE ? '' : undefined}
            title={titleOf(word, t)}
            onClick={() => onSeek(word)}
          >
            {word.word}
          </button>
        ))}
      </p>
      {estimated && <p className="machine-note">{t('audio.estimated')}</p>}
    </>
  )
}

function titleOf(word: TimedWord, t: Translate): string {
  const seconds = word.start.toFixed(2)
  return word.confidence === null
    ? t('audio.wordAt', { seconds })
    : t('audio.wordSure', { seconds, sure: Math.round(word.confidence * 100) })
}
