// The diff of a text against the machine's words, as text that reads without colour: deletions struck, insertions underlined.
import type { Translate } from '@etabli/modality-kit'
import type { DiffWord, TranscriptDiff } from '../core/diff.ts'

/** The words of a diff in a row. */
export function WordDiff({ diff, t }: { diff: TranscriptDiff; t: Translate }) {
  return (
    <p className="word-diff">
      {diff.words.map((word, index) => (
        // Words have no identity but their place; the list is rebuilt as a whole at every change.
        <span key={index}>{renderWord(word, t)} </span>
      ))}
    </p>
  )
}

function renderWord(word: DiffWord, t: Translate) {
  if (word.op === 'equal') return word.to
  return (
    <>
      {word.from !== null && <del title={t('audio.diff.removed')}>{word.from}</del>}
      {word.from !== null && word.to !== null && ' '}
      {word.to !== null && <ins title={t('audio.diff.added')}>{word.to}</ins>}
    </>
  )
}

/** A rate in per cent, or a dash where there is none. */
export function percent(rate: number | null): string {
  return rate === null ? '–' : `${(rate * 100).toFixed(rate < 0.1 && rate > 0 ? 1 : 0)} %`
}
