// Undo and redo as values over patches: `past` and `future` are lists of steps, one gesture a step.
import { type Answers, limits } from '@etabli/schema'
import { apply, invert, type Patch } from './patch.ts'

export type StepOfHistory = readonly Patch[]

export interface History {
  readonly past: readonly StepOfHistory[]
  readonly future: readonly StepOfHistory[]
}

export const emptyHistory: History = { past: [], future: [] }

export interface Document {
  readonly answers: Answers
  readonly history: History
}

/** Applies one gesture's patches as one undo step; bounded by `limits.historySteps`. */
export function commit(document: Document, patches: readonly Patch[]): Document {
  if (patches.length === 0) return document
  return {
    answers: apply(document.answers, patches),
    history: { past: [...document.history.past, patches].slice(-limits.historySteps), future: [] },
  }
}

/** Takes back the last step; the same document where there is none. */
export function undo(document: Document): Document {
  const step = document.history.past.at(-1)
  if (!step) return document
  return {
    answers: apply(document.answers, invert(step)),
    history: { past: document.history.past.slice(0, -1), future: [...document.history.future, step] },
  }
}

/** Does the last undone step again; the same document where there is none. */
export function redo(document: Document): Document {
  const step = document.history.future.at(-1)
  if (!step) return document
  return {
    answers: apply(document.answers, step),
    history: { past: [...document.history.past, step], future: document.history.future.slice(0, -1) },
  }
}
