// Transcripts of several people → one, word by word (ROVER, Fiscus 1997), with word times and a confidence for each.
import { alignTokens, medoid, normalisedEditDistance, type RoverChoice, type RoverWord, rover } from '@etabli/agreement'
import { limits } from '@etabli/schema'
import { type Normalisation, normalisedWords, wordKey, wordsOf } from '../words.ts'
import { saidOfEach, type TimedWord, TranscriptValue, WordVote } from './transcript-value.ts'

export interface Voice {
  readonly value: TranscriptValue
  /** The reliability of who wrote it, above 0. */
  readonly weight: number
}

/** Seconds. */
export interface Bounds {
  readonly start: number
  readonly end: number
}

/** One word of a voice: as written, as compared, and when it was heard, where that is known. */
interface Token extends RoverWord {
  readonly written: string
  readonly end?: number
  readonly estimated?: boolean
}

/**
 * The words that weigh most in each place. The network begins with the transcript nearest to all others, then comes the
 * most reliable, then the first in code-point order: the order in which the voices are given is nothing. A chosen word
 * is written as most of its voices wrote it; it has the time of the first that has one, a measured one before an
 * estimated one. Times between known ones are spread evenly, and are `estimated`; without any known time there are none.
 * @param bounds where what is said starts and ends, in seconds: words without a time before or after all others lie there
 * @param machine what a machine heard, which settles what is even
 */
export function fuseTranscripts(
  voices: readonly Voice[],
  rules: Normalisation,
  bounds: Bounds,
  machine: TranscriptValue | null = null,
): TranscriptValue {
  const ordered = inOrder(
    voices.map(({ value, weight }) => ({ value: saidOfEach(value), weight })),
    rules,
  )
  const hypotheses = ordered.map(({ value, weight }) => ({ words: tokensOf(value, rules), weight }))
  const choices = rover(hypotheses, machine ? { machine: tokensOf(machine, rules) } : {})
  const words = choices.flatMap((choice) => {
    if (choice.key === null) return []
    return [chosenWord(choice, hypotheses)]
  })
  const text = textFor(words, ordered)
  if (text.length > limits.answerText) return { text: ordered[0]?.value.text ?? '' }
  const vote = voices.length > 1 ? voteOf(choices) : null
  return withTimes(vote ? { text, vote } : { text }, words, bounds)
}

/** What the vote said of each word, and of each place where it was for none; null where they are too many to keep. */
function voteOf(choices: readonly RoverChoice[]): WordVote | null {
  const words: number[] = []
  const gaps: { before: number; sure: number }[] = []
  for (const { key, confidence } of choices) {
    const sure = Math.round(confidence * SHARES) / SHARES
    if (key === null) gaps.push({ before: words.length, sure })
    else words.push(sure)
  }
  const vote = { words, gaps }
  return WordVote.safeParse(vote).success ? vote : null
}

/** Shares are kept to four decimals. */
const SHARES = 1e4

/**
 * By how many heads the fused text is borne: the fewest that say any of its words, or nothing more beside them.
 */
export function votesFor(texts: readonly string[], fused: string, rules: Normalisation): number {
  const words = normalisedWords(fused, rules)
  const against = new Array<number>(2 * words.length + 1).fill(0)
  for (const text of texts) {
    const { edits } = alignTokens(words, normalisedWords(text, rules))
    // A word's place is odd, the gap before it even.
    const places = edits.flatMap(({ op, from }) => (op === 'equal' ? [] : [op === 'insert' ? 2 * from : 2 * from + 1]))
    for (const place of new Set(places)) against[place] = (against[place] ?? 0) + 1
  }
  return texts.length - Math.max(...against)
}

function inOrder(voices: readonly Voice[], rules: Normalisation): Voice[] {
  const keyed = voices.map((voice) => ({ voice, form: JSON.stringify(voice.value) }))
  const sorted = keyed
    .toSorted((a, b) => b.voice.weight - a.voice.weight || (a.form < b.form ? -1 : 1))
    .map(({ voice }) => voice)
  const words = sorted.map(({ value }) => normalisedWords(value.text, rules))
  const base = medoid(words, normalisedEditDistance)?.index ?? 0
  const first = sorted[base]
  return first ? [first, ...sorted.filter((_, index) => index !== base)] : []
}

/** The words of a transcript, each with the time of the machine's word that it is. */
function tokensOf({ text, words: timed = [] }: TranscriptValue, rules: Normalisation): Token[] {
  const tokens = wordsOf(text).map((written): Token => ({ written, key: wordKey(written, rules) }))
  if (timed.length === 0) return tokens
  const { edits } = alignTokens(
    tokens.map(({ key }) => key),
    timed.map(({ word }) => wordKey(word, rules)),
  )
  const times = new Map(edits.flatMap(({ op, from, to }) => (op === 'equal' ? [[from, timed[to]] as const] : [])))
  return tokens.map((token, index) => {
    const word = times.get(index)
    if (!word) return token
    return { ...token, start: word.start, end: word.end, estimated: word.estimated === true }
  })
}

interface Chosen {
  readonly word: string
  readonly confidence: number
  readonly start: number | null
  readonly end: number | null
  readonly estimated: boolean
}

function chosenWord(
  choice: RoverChoice,
  hypotheses: readonly { readonly words: readonly Token[]; readonly weight: number }[],
): Chosen {
  const forms = new Map<string, number>()
  let heard: Token | null = null
  for (const [index, { words, weight }] of hypotheses.entries()) {
    const place = choice.at[index] ?? null
    const token = place === null ? undefined : words[place]
    if (token?.key !== choice.key || token === undefined) continue
    forms.set(token.written, (forms.get(token.written) ?? 0) + weight)
    if (isBetterHeard(token, heard)) heard = token
  }
  const [word = ''] = [...forms].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0] ?? []
  const { start = null, end = null, estimated = false } = heard ?? {}
  return { word, confidence: choice.confidence, start, end, estimated }
}

/** Whether a word's time goes before the one found so far: measured before estimated, then the earlier. */
function isBetterHeard(token: Token, than: Token | null): boolean {
  if (token.start === undefined) return false
  if (than === null) return true
  const guess = token.estimated === true
  if (guess !== (than.estimated === true)) return !guess
  return token.start < (than.start ?? 0)
}

/** The text as a person wrote it where one wrote these words, line ends included; else with blanks between them. */
function textFor(words: readonly Chosen[], ordered: readonly Voice[]): string {
  const joined = words.map(({ word }) => word).join(' ')
  return ordered.find(({ value }) => wordsOf(value.text).join(' ') === joined)?.value.text ?? joined
}

function withTimes(value: TranscriptValue, words: readonly Chosen[], bounds: Bounds): TranscriptValue {
  if (words.every(({ start }) => start === null)) return value
  const full = { ...value, words: spreadTimes(words, bounds) }
  // What a word cannot be (longer than a word may be, over the bound) leaves the text without times.
  return TranscriptValue.safeParse(full).success ? full : value
}

/** Words without a time share the gap between their neighbours. */
function spreadTimes(words: readonly Chosen[], bounds: Bounds): TimedWord[] {
  const result: TimedWord[] = []
  for (let index = 0; index < words.length; ) {
    const until = words.findIndex(({ start }, at) => at >= index && start !== null)
    const gap = (until < 0 ? words.length : until) - index
    const from = Math.max(bounds.start, ...result.slice(-1).map(({ end }) => end))
    const to = Math.max(from, until < 0 ? bounds.end : (words[until]?.start ?? from))
    for (let step = 0; step < gap; step += 1) {
      const { word = '', confidence = 0 } = words[index + step] ?? {}
      const at = (part: number) => from + ((to - from) * part) / gap
      result.push({ word, start: at(step), end: at(step + 1), confidence, estimated: true })
    }
    const known = words[index + gap]
    if (known) result.push(timedOf(known))
    index += gap + 1
  }
  return result
}

function timedOf({ word, start, end, confidence, estimated }: Chosen): TimedWord {
  const time = { word, start: start ?? 0, end: end ?? start ?? 0, confidence }
  return estimated ? { ...time, estimated: true } : time
}
