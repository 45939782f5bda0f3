// ROVER: several transcripts of one utterance → one, by aligning them word by word and voting.
// J. G. Fiscus 1997, "A post-processing system to yield reduced word error rates: Recognizer Output Voting Error
// Reduction (ROVER)", IEEE Workshop on Automatic Speech Recognition and Understanding, 347–354.
import { alignTokens } from './edit-distance.ts'

/** One word of a hypothesis. */
export interface RoverWord {
  /** What decides whether two words are the same (normalised as the caller likes); not empty. */
  readonly key: string
  /** Seconds from the start, where known; settles ties. */
  readonly start?: number
  /** How sure the speaker or recogniser was, in [0, 1]; absent: `RoverOptions.unsure`. */
  readonly confidence?: number
}

export interface RoverHypothesis {
  readonly words: readonly RoverWord[]
  /** How far its author is to be trusted, above 0; 1 where absent. */
  readonly weight?: number
}

/** One place of the word transition network: what each hypothesis, by its place in the list, has there. */
export interface RoverSlot {
  /** Index of the word in its hypothesis; null where that hypothesis has no word here (Fiscus's `@`). */
  readonly at: readonly (number | null)[]
  /** Where the tie-breaking machine transcript has a word here: its index. */
  readonly machine: number | null
}

export interface RoverChoice extends RoverSlot {
  /** The chosen word's key; null where the vote was for no word. */
  readonly key: string | null
  /** The winner's score in [0, 1]: its reliability-weighted share of votes, mixed with confidence as `alpha` says. */
  readonly confidence: number
  /** Hypotheses that say so, by heads. */
  readonly votes: number
  /** True where another choice scored as much. */
  readonly tie: boolean
}

export interface RoverOptions {
  /** Weight of the share of votes against the mean confidence (Fiscus's α), in [0, 1]. Default 1: votes alone. */
  readonly alpha?: number
  /** Confidence of no word (Fiscus's Conf(@)), in [0, 1]. Default 0.5. */
  readonly silent?: number
  /** Confidence of a word that comes with none. Default 1. */
  readonly unsure?: number
  /** A machine's transcript: it has no vote, and settles what the people's votes and times leave even. */
  readonly machine?: readonly RoverWord[]
}

/**
 * Aligns each hypothesis to the network of those before it: fewest edits, a word costing nothing where any hypothesis
 * has it in that place. As in the paper the network depends on the order in which they come.
 * Time: the product of both lengths for each hypothesis.
 */
export function roverNetwork(
  hypotheses: readonly (readonly RoverWord[])[],
  machine: readonly RoverWord[] = [],
): RoverSlot[] {
  let slots: Place[] = []
  for (const [index, words] of hypotheses.entries()) slots = joined(slots, words, index)
  return joined(slots, machine, hypotheses.length).map(({ at }) => ({
    at: at.slice(0, hypotheses.length),
    machine: at[hypotheses.length] ?? null,
  }))
}

/**
 * The vote in every place of the network, in order; places won by no word are given too, with `key` null.
 * score(w) = α · Σ weight of those who say w / Σ weight + (1 − α) · their mean confidence.
 * Ties go to the word heard first where all tied words have times, then to what the machine says, then to the first key
 * in code-point order, no word last.
 */
export function rover(hypotheses: readonly RoverHypothesis[], options: RoverOptions = {}): RoverChoice[] {
  const all = hypotheses.reduce((sum, { weight }) => sum + (weight ?? 1), 0)
  return roverNetwork(
    hypotheses.map(({ words }) => words),
    options.machine,
  ).map((slot) => {
    const arcs = arcsOf(slot, hypotheses, all, options)
    const most = Math.max(0, ...arcs.map(({ score }) => score))
    const even = arcs.filter(({ score }) => score > most - EVEN)
    const said = slot.machine === null ? null : (options.machine?.[slot.machine]?.key ?? null)
    const chosen = settled(even, options.machine ? { key: said } : null)
    return {
      ...slot,
      key: chosen?.key ?? null,
      confidence: Math.min(1, chosen?.score ?? 0),
      votes: chosen?.votes ?? 0,
      tie: even.length > 1,
    }
  })
}

/** Scores nearer than this are even: sums of the same weights in another order differ in their last digits. */
const EVEN = 1e-9

/** A place while the network grows: the keys said there, and the word's index by hypothesis. */
interface Place {
  readonly keys: readonly string[]
  readonly at: readonly (number | null)[]
}

function joined(slots: readonly Place[], words: readonly RoverWord[], index: number): Place[] {
  const before = slots.map(({ keys }) => keys)
  const after = words.map(({ key }) => [key])
  const { edits } = alignTokens<readonly string[]>(before, after, (slot, [key = '']) => slot.includes(key))
  return edits.map(({ op, from, to }) => {
    const slot = op === 'insert' ? undefined : slots[from]
    const key = op === 'delete' ? undefined : words[to]?.key
    const keys = slot?.keys ?? []
    return {
      keys: key === undefined || keys.includes(key) ? keys : [...keys, key],
      at: [...(slot?.at ?? new Array<null>(index).fill(null)), key === undefined ? null : to],
    }
  })
}

/** One way on through a place: a word, or none. */
interface Arc {
  readonly key: string | null
  readonly score: number
  readonly votes: number
  /** When it was first heard; null where nobody's word has a time. */
  readonly start: number | null
}

function arcsOf(
  slot: RoverSlot,
  hypotheses: readonly RoverHypothesis[],
  all: number,
  { alpha = 1, silent = 0.5, unsure = 1 }: RoverOptions,
): Arc[] {
  const arcs = new Map<string | null, { weight: number; votes: number; sure: number; start: number | null }>()
  for (const [index, { words, weight = 1 }] of hypotheses.entries()) {
    const place = slot.at[index] ?? null
    const word = place === null ? undefined : words[place]
    const key = word?.key ?? null
    const arc = arcs.get(key) ?? { weight: 0, votes: 0, sure: 0, start: null }
    const start = word?.start ?? null
    arcs.set(key, {
      weight: arc.weight + weight,
      votes: arc.votes + 1,
      sure: arc.sure + (word ? (word.confidence ?? unsure) : silent),
      start: start === null ? arc.start : Math.min(start, arc.start ?? start),
    })
  }
  return [...arcs].map(([key, { weight, votes, sure, start }]) => ({
    key,
    votes,
    start,
    score: alpha * (all > 0 ? weight / all : 0) + (1 - alpha) * (sure / votes),
  }))
}

function settled(even: readonly Arc[], machine: { readonly key: string | null } | null): Arc | undefined {
  const words = even.filter(({ key }) => key !== null)
  const timed = words.length > 0 && words.every(({ start }) => start !== null)
  const first = Math.min(...words.map(({ start }) => start ?? 0))
  const left = timed ? even.filter(({ key, start }) => key === null || start === first) : even
  const heard = machine ? left.find(({ key }) => key === machine.key) : undefined
  return heard ?? left.toSorted((a, b) => compareKeys(a.key, b.key))[0]
}

/** By code point, no word last. */
function compareKeys(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
