// Past: the questions as they were before each change of this visit, so that each can be taken back.
import type { ProjectId, Question } from '@etabli/schema'
import { createStore } from 'zustand/vanilla'
import { useStore } from '../../../hooks/use-store.ts'

/** Steps that are kept. */
const STEPS = 100

interface Past {
  /** Oldest first. */
  readonly steps: readonly (readonly Question[])[]
  /** The field that the last step was typed in; null where it was none. */
  readonly field: string | null
  /** True from throwing away what was not saved until it is taken back or something else is changed. */
  readonly discarded: boolean
}

const NONE: Past = { steps: [], field: null, discarded: false }

/** Beside the edits, so that going to another part of the project loses neither. */
const pastStore = createStore<Readonly<Record<string, Past>>>(() => ({}))

export interface PastOf extends Past {
  /** Keeps the questions before a change, the first step where all was saved; what is typed in one field is one step. */
  readonly keep: (before: readonly Question[], after: readonly Question[], isFirst: boolean) => void
  /** Keeps the questions before they are thrown away. */
  readonly discard: (before: readonly Question[]) => void
  /** The questions before the last step, which is gone then. */
  readonly back: () => readonly Question[] | null
}

export function usePast(project: ProjectId): PastOf {
  const past = useStore(pastStore, (state) => state[project] ?? NONE)
  const put = (next: Past) => pastStore.setState({ [project]: next })
  const steps = (before: readonly Question[]) => [...past.steps.slice(1 - STEPS), before]
  return {
    ...past,
    keep: (before, after, isFirst) => {
      const field = typedField(before, after)
      const goesOn = field !== null && field === past.field
      put({ steps: isFirst ? [before] : goesOn ? past.steps : steps(before), field, discarded: false })
    },
    discard: (before) => put({ steps: steps(before), field: null, discarded: true }),
    back: () => {
      put({ steps: past.steps.slice(0, -1), field: null, discarded: false })
      return past.steps.at(-1) ?? null
    },
  }
}

/** The path of the one text that differs between the two, or null; an id that follows its title is no difference. */
export function typedField(before: unknown, after: unknown): string | null {
  const paths = differing(before, after, '')
  const [path] = paths.filter((one) => !/^\.\d+\.id$/.test(one.path))
  return path?.isText && paths.length <= 2 && paths.every(({ isText }) => isText) ? path.path : null
}

interface Difference {
  readonly path: string
  readonly isText: boolean
}

function differing(before: unknown, after: unknown, path: string): Difference[] {
  if (before === after) return []
  if (!isTree(before) || !isTree(after)) {
    return [{ path, isText: typeof before === 'string' && typeof after === 'string' }]
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => differing(before[key], after[key], `${path}.${key}`))
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
