// Flagging by one key: which stretch is meant, and what a press changes. Each press is one step of undo.
import { spanOverlap } from '@etabli/geometry'
import { adding, changing, type Patch } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, MarkId, Stretch } from '@etabli/schema'
import { flaggedIn, PERSONAL_CLASSES, personalQuestion } from '../kinds/personal.ts'
import type { TimedWord } from '../kinds/transcript-value.ts'

/** Whoever hears it presses just after: so many seconds before the playhead are meant where nothing else is. */
const BEFORE = 2

/** Where the person is when they press. */
export interface Meant {
  /** What is selected on the waveform. */
  readonly range: Stretch | null
  /** The times of the words that are selected, or at the caret, or of the segment that is written in. */
  readonly words: Stretch | null
  readonly time: number
  readonly duration: number
}

/** The flags in the answers, in order of time. */
export function flagsIn(answers: Answers): { readonly mark: Mark; readonly value: Stretch }[] {
  return answers
    .flatMap((mark) => {
      const value = flaggedIn(mark)
      return value ? [{ mark, value }] : []
    })
    .sort((a, b) => a.value.start - b.value.start)
}

/**
 * What the key does: flags what is meant; on what is flagged already, gives it the bounds of the selection on the waveform, or
 * calls it the next sort of personal data.
 * @param selected the flag that was made or chosen last, meant where nothing is pointed at
 */
export function pressFlag(
  answers: Answers,
  meant: Meant,
  selected: MarkId | null,
  newId: () => MarkId,
): { readonly patch: Patch; readonly mark: Mark } | null {
  const flags = flagsIn(answers)
  const pointed = meant.range ?? meant.words
  const found = pointed
    ? flags.find(({ value }) => spanOverlap(value, pointed) > 0)
    : flags.find(({ mark }) => mark.id === selected)
  if (found) {
    const { mark } = found
    const after = meant.range
      ? { ...mark, value: bounded(meant.range, meant.duration) }
      : { ...mark, label: next(mark) }
    return { patch: changing(mark, after), mark: after }
  }
  const { time, duration } = meant
  const value = bounded(pointed ?? { start: time - BEFORE, end: Math.max(time, BEFORE / 2) }, duration)
  if (value.end <= value.start) return null
  const mark: Mark = {
    id: newId(),
    question: personalQuestion.id,
    kind: 'personal',
    label: PERSONAL_CLASSES[0] as LabelId,
    value,
    source: 'person',
    confidence: null,
  }
  return { patch: adding(mark), mark }
}

/** The flag with another start or end; null where it would end before it starts. */
export function moveFlag(mark: Mark, edge: 'start' | 'end', seconds: number, duration: number): Patch | null {
  const value = flaggedIn(mark)
  if (!value || !Number.isFinite(seconds)) return null
  const moved = bounded({ ...value, [edge]: seconds }, duration)
  return moved.end > moved.start ? changing(mark, { ...mark, value: moved }) : null
}

/** The flag called something else. */
export function renameFlag(mark: Mark, label: string): Patch {
  return changing(mark, { ...mark, label: label as LabelId })
}

function next(mark: Mark): LabelId {
  const at = (PERSONAL_CLASSES as readonly (string | null)[]).indexOf(mark.label)
  return PERSONAL_CLASSES[(at + 1) % PERSONAL_CLASSES.length] as LabelId
}

/** Within the recording, in whole milliseconds. */
function bounded({ start, end }: Stretch, duration: number): Stretch {
  const milli = (seconds: number) => Math.round(Math.max(0, Math.min(duration, seconds)) * 1_000) / 1_000
  return { start: milli(start), end: milli(end) }
}

/**
 * When the words from one place of a text to another are heard; a caret means the word that it touches.
 * @param words as many as the text has, with times; else nothing is known
 * @param from UTF-16 units
 */
export function heardBetween(text: string, words: readonly TimedWord[], from: number, to: number): Stretch | null {
  const written = [...text.matchAll(/\S+/gu)]
  if (written.length === 0 || written.length !== words.length) return null
  const touched = words.filter((_, index) => {
    const found = written[index]
    return found !== undefined && found.index <= to && found.index + found[0].length >= from
  })
  // Of what is selected only words that have a letter in it, where there are any.
  const inside = words.filter((_, index) => {
    const found = written[index]
    return found !== undefined && found.index < to && found.index + found[0].length > from
  })
  const meant = inside.length > 0 ? inside : touched
  if (meant.length === 0) return null
  return { start: Math.min(...meant.map(({ start }) => start)), end: Math.max(...meant.map(({ end }) => end)) }
}
