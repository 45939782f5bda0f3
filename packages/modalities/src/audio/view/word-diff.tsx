// The diff of a text against the machine's words, as text that reads without colour: deletions struck, insertions underlined.
import type { Translate } from '@etabli/modality-kit'
import type { DiffWord, TranscriptDiff } from '../core/diff.ts'
import type { TimedWord } from '../core/kinds/transcript-value.ts'
import { wordsOf } from '../core/words.ts'

interface WordDiffProps {
  readonly diff: TranscriptDiff
  /** The times of the person's words, one for each, where they are known: which of them are estimated is shown. */
  readonly words?: readonly TimedWord[]
  readonly lang: string | undefined
  readonly t: Translate
}

/** The words of a diff in a row. */
export function WordDiff({ diff, words = [], lang, t }: WordDiffProps) {
  const places = placesOf(diff.words)
  return (
    <p className="word-diff" dir="auto" lang={lang}>
      {diff.words.map((word, index) => (
        // Words have no identity but their place; the list is rebuilt as a whole at every change.
        <span key={index}>{renderWord(word, isEstimated(words, places[index]), t)} </span>
      ))}
    </p>
  )
}

/** Where the person's words of each part begin in the text, and how many they are. */
function placesOf(words: readonly DiffWord[]): (readonly [number, number])[] {
  let at = 0
  return words.map(({ to }) => {
    const count = to === null ? 0 : wordsOf(to).length
    at += count
    return [at - count, count] as const
  })
}

function isEstimated(words: readonly TimedWord[], [from, count]: readonly [number, number] = [0, 0]): boolean {
  return words.slice(from, from + count).some(({ estimated }) => estimated === true)
}

function renderWord(word: DiffWord, estimated: boolean, t: Translate) {
  if (word.op === 'equal') return word.to
  const added = word.op === 'insert' ? 'added' : 'put'
  return (
    <>
      {word.from !== null && <del title={t('audio.diff.removed')}>{word.from}</del>}
      {word.from !== null && word.to !== null && ' '}
      {word.to !== null && (
        <ins
          data-op={word.op}
          data-estimated={estimated ? '' : undefined}
          title={estimated ? `${t(`audio.diff.${added}`)} ${t('audio.timeEstimated')}` : t(`audio.diff.${added}`)}
        >
          {word.to}
        </ins>
      )}
    </>
  )
}

/** A rate in per cent as the language writes it, or a dash where there is none. */
export function percent(rate: number | null, language: string): string {
  if (rate === null) return '–'
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: rate < 0.1 ? 1 : 0 }).format(rate)
}
