// Undo and redo as values over patches: `past` and `future` are lists of steps, one gesture a step.
import { type Answers, limits } from '@etabli/schema'
import { apply, invert, type Patch } from './patch.ts'

export type StepOfHistory = readonly Patch[]

export interface History {
  readonly past: readonly StepOfHistory[]
  readonly future: readonly StepOfHistory[]
  /** The burst that the last step belongs to: a commit of the same burst is added to that step. */
  readonly burst?: string
}

export const emptyHistory: History = { past: [], future: [] }

export interface Document {
  readonly answers: Answers
  readonly history: History
}

/**
 * Applies one gesture's patches as one undo step; bounded by `limits.historySteps`.
 * @param burst names a run of commits that are one step to a person, as the letters of a word are; undo ends it
 */
export function commit(document: Document, patches: readonly Patch[], burst?: string): Document {
  if (patches.length === 0) return document
  const { past, burst: open } = document.history
  const last = past.at(-1)
  const grows = burst !== undefined && burst === open && last !== undefined
  const steps = grows ? [...past.slice(0, -1), joined(last, patches)] : [...past, patches]
  return {
    answers: apply(document.answers, patches),
    history: { past: steps.slice(-limits.historySteps), future: [], ...(burst === undefined ? {} : { burst }) },
  }
}

/**
 * Two lists of patches as one. A change is folded into what the mark was last made or changed by, which moves nothing;
 * whatever adds or removes keeps its turn, as the places that patches remember are those of that moment.
 */
function joined(first: StepOfHistory, second: StepOfHistory): StepOfHistory {
  const result = [...first]
  for (const patch of second) {
    const index = result.findLastIndex((earlier) => earlier.id === patch.id)
    const earlier = result[index]
    if (earlier?.after && patch.before && patch.after) result[index] = { ...earlier, after: patch.after }
    else result.push(patch)
  }
  return result
}

/** What a person did to a document: all that is needed to do it again to the same document. */
export type Edit =
  | { readonly do: 'commit'; readonly patches: readonly Patch[]; readonly burst?: string | undefined }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }

/** The document after the edit; the same one where it changes nothing. */
export function edited(document: Document, edit: Edit): Document {
  if (edit.do === 'undo') return undo(document)
  if (edit.do === 'redo') return redo(document)
  return commit(document, edit.patches, edit.burst)
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
