// From the ear to the word: the word that is heard, and the words of which the machine was not sure, selected by keys.
import type { Command, StageProps } from '@etabli/modality-kit'
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { isUnsure } from '../core/heard.ts'
import type { TimedWord } from '../core/kinds/transcript-value.ts'
import { placedWords } from '../core/suggestions.ts'
import type { SoundHandle } from './use-sound.ts'

/** Heard before and after a doubtful word, in seconds. */
const AROUND = 0.3

interface Doubts {
  readonly props: Pick<StageProps, 'register' | 'readOnly' | 'layers'>
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly text: string
  /** The times of the text's words, one for each; empty where they are not known. */
  readonly words: readonly TimedWord[]
  readonly sound: SoundHandle
  /** The keys through the doubtful words belong to something else. */
  readonly isOff: boolean
}

export function useDoubts(doubts: Doubts): void {
  const latest = useRef(doubts)
  latest.current = doubts
  const { register, readOnly } = doubts.props
  const hasWords = doubts.words.length > 0
  // In review the same keys go through what the versions differ in.
  const heardOnly = doubts.props.layers.length > 0 || doubts.isOff
  const commands = useMemo((): readonly Command[] => {
    const inText = true
    return [
      { id: 'audio.heard', keys: ['h', 'Alt+w'], inText, run: () => selectHeard(latest.current) },
      { id: 'audio.nextDoubt', keys: ['n', 'Alt+n'], inText, run: () => selectUnsure(latest.current, 1) },
      { id: 'audio.lastDoubt', keys: ['b', 'Alt+Shift+n'], inText, run: () => selectUnsure(latest.current, -1) },
    ]
  }, [])
  useEffect(() => {
    if (readOnly || !hasWords) return
    return register(heardOnly ? commands.filter(({ id }) => id === 'audio.heard') : commands)
  }, [register, readOnly, hasWords, heardOnly, commands])
}

/** The last word that began before now: by the time a key is pressed it has been said. */
function selectHeard({ field, text, words, sound }: Doubts): void {
  const now = sound.time.read()
  selectWord(
    field.current,
    text,
    Math.max(
      0,
      words.findLastIndex(({ start }) => start <= now),
    ),
  )
}

/** The next word of which the machine was not sure, from the caret on, and round again; played with a little around it. */
function selectUnsure({ field, text, words, sound }: Doubts, step: 1 | -1): void {
  const placed = placedWords(text)
  const unsure = words.flatMap((word, index) => (isUnsure(word) ? [index] : []))
  const element = field.current
  if (!element || unsure.length === 0 || placed.length !== words.length) return
  const isHere = document.activeElement === element
  const caret = isHere ? (step > 0 ? element.selectionEnd : element.selectionStart) : step > 0 ? -1 : text.length
  const isBeyond = (index: number): boolean =>
    step > 0 ? (placed[index]?.start ?? 0) > caret || (!isHere && index === 0) : (placed[index]?.end ?? 0) < caret
  const ordered = step > 0 ? unsure : unsure.toReversed()
  const index = ordered.find(isBeyond) ?? ordered[0] ?? 0
  selectWord(element, text, index)
  const word = words[index]
  if (word) sound.playRange(Math.max(0, word.start - AROUND), word.end + AROUND)
}

function selectWord(element: HTMLTextAreaElement | null, text: string, index: number): void {
  const word = placedWords(text)[index]
  if (!element || !word) return
  element.focus()
  element.setSelectionRange(word.start, word.end)
}
