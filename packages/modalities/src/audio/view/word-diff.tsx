// The diff of a text against the machine's words, as text that reads without colour: deletions struck, insertions underlined.
import type { Translate } from '@etabli/modality-kit'
import type { DiffWord, TranscriptDiff } from '../core/diff.ts'

interface WordDiffProps {
  readonly diff: TranscriptDiff
  readonly lang: string | undefined
  readonly t: Translate
}

/** The words of a diff in a row. */
export function WordDiff({ diff, lang, t }: WordDiffProps) {
  return (
    <p className="word-diff" dir="auto" lang={lang}>
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

/** A rate in per cent as the language writes it, or a dash where there is none. */
export function percent(rate: number | null, language: string): string {
  if (rate === null) return '–'
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: rate < 0.1 ? 1 : 0 }).format(rate)
}
