// What other recognisers heard in the place of one word.

import { marksOf } from '@etabli/modality-kit'
import type { Answers, Question } from '@etabli/schema'
import { alignWords } from './align.ts'
import { transcriptIn } from './kinds/transcript-value.ts'
import { type Normalisation, transcriptOptions, wordKey } from './words.ts'

/** A written word and where it stands, in UTF-16 units. */
export interface PlacedWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

export interface Suggestion {
  /** What would stand there; empty: the word goes. */
  readonly text: string
  /** How many of the hypotheses say so. */
  readonly votes: number
}

export interface Suggestions {
  /** The word in question. */
  readonly of: PlacedWord
  /** Most votes first, then in the order of the hypotheses. */
  readonly list: readonly Suggestion[]
}

/** A short list is one that is read at a glance. */
const MOST = 6

export function placedWords(text: string): PlacedWord[] {
  return Array.from(text.matchAll(/\S+/gu), ({ 0: word, index }) => ({ word, start: index, end: index + word.length }))
}

/** The place of the word in which the caret stands or which it touches; −1 between words. */
export function wordAt(words: readonly PlacedWord[], caret: number): number {
  return words.findLastIndex(({ start, end }) => start <= caret && caret <= end)
}

/** All that machines heard of a task: its proposal, its other hypotheses, and those in the fields that the question names. */
export function hypothesesOf(
  question: Question,
  prefill: Answers,
  fields: Readonly<Record<string, string>>,
): readonly string[] {
  const heard = transcriptIn(marksOf(prefill, question.id)[0])
  const others = prefill.filter((mark) => mark.kind === 'transcript' && mark.question !== question.id)
  const named = transcriptOptions(question).hypotheses ?? []
  const all = [
    heard?.text ?? '',
    ...(heard?.alternatives ?? []),
    ...others.map((mark) => transcriptIn(mark)?.text ?? ''),
    ...named.map((name) => fields[name] ?? ''),
  ]
  return all.filter((text) => text.trim() !== '')
}

/** What the hypotheses have in the place of the word at the caret, other than what stands there; null without any. */
export function suggestionsAt(
  text: string,
  caret: number,
  hypotheses: readonly string[],
  rules: Normalisation,
): Suggestions | null {
  const words = placedWords(text)
  const at = wordAt(words, caret)
  const of = words[at]
  if (!of) return null
  const keys = words.map(({ word }) => wordKey(word, rules))
  const votes = new Map<string, number>()
  for (const hypothesis of hypotheses) {
    for (const said of new Set(insteadOf(at, of.word, keys, placedWords(hypothesis), rules))) {
      votes.set(said, (votes.get(said) ?? 0) + 1)
    }
  }
  const list = [...votes].map(([said, count]) => ({ text: said, votes: count })).toSorted((a, b) => b.votes - a.votes)
  return list.length === 0 ? null : { of, list: list.slice(0, MOST) }
}

/** The text with the word replaced, and where that then ends. A word that goes takes a blank with it. */
export function withSuggestion(
  text: string,
  { start, end }: Omit<PlacedWord, 'word'>,
  put: string,
): { text: string; caret: number } {
  if (put !== '') return { text: text.slice(0, start) + put + text.slice(end), caret: start + put.length }
  const before = text.slice(0, start)
  const after = text.slice(end)
  const isLast = after.trimStart() === ''
  const left = isLast ? before.trimEnd() : before
  return { text: left + (isLast ? after : after.replace(/^[^\S\n]+/u, '')), caret: left.length }
}

/** What one hypothesis has there: another word, words more beside it, or no word; nothing where it has the same. */
function insteadOf(
  at: number,
  word: string,
  keys: readonly string[],
  heard: readonly PlacedWord[],
  rules: Normalisation,
): string[] {
  const edits = alignWords(
    keys,
    heard.map((one) => wordKey(one.word, rules)),
  )
  const column = edits.findIndex(({ op, from }) => op !== 'insert' && from === at)
  const edit = edits[column]
  if (!edit) return []
  const inserted = (step: -1 | 1): string[] => {
    const found: string[] = []
    for (let index = column + step; edits[index]?.op === 'insert'; index += step) {
      found.push(heard[edits[index]?.to ?? -1]?.word ?? '')
    }
    return step < 0 ? found.toReversed() : found
  }
  const before = inserted(-1)
  const after = inserted(1)
  if (edit.op === 'equal') {
    return [
      ...(before.length > 0 ? [[...before, word].join(' ')] : []),
      ...(after.length > 0 ? [[word, ...after].join(' ')] : []),
    ]
  }
  const own = edit.op === 'delete' ? [] : [heard[edit.to]?.word ?? '']
  return [[...before, ...own, ...after].join(' ')]
}
