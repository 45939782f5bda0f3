// ProblemState fills a page that could not load, ProblemNotice stands above a form, Fetched shows all states of a read.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../hooks/use-words.ts'
import { Notice } from '../ui/notice.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { sayProblem } from './problem.ts'

export function ProblemState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useWords()
  const said = sayProblem(error, t)
  return <ErrorState title={said.sentence} details={said.details} onRetry={onRetry} />
}

/** Nothing where there is no error. */
export function ProblemNotice({ error }: { readonly error: unknown }) {
  const { t } = useWords()
  if (!error) return null
  const said = sayProblem(error, t)
  return (
    <Notice tone="danger" title={said.sentence}>
      {said.details.map((detail) => (
        <span key={detail}>{detail}</span>
      ))}
    </Notice>
  )
}

export interface FetchedProps<T> {
  readonly of: UseQueryResult<T, unknown>
  /** A skeleton of the right size; lines of text by default. */
  readonly loading?: ReactNode
  readonly children: (data: T) => ReactNode
}

/**
 * Loading, error and full state of a read in one.
 * @example <Fetched of={useFetched('projects.list')}>{({ rows }) => …}</Fetched>
 */
export function Fetched<T>({ of, loading, children }: FetchedProps<T>) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  if (of.isError) return <ProblemState error={of.error} onRetry={() => void of.refetch()} />
  return <>{loading ?? <Skeleton lines={4} />}</>
}
