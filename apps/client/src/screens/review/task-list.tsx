// TaskList: the reviewer's queue at the side: worst agreement first, with how alike the answers are and how many gave one.
import type { TaskRow } from '@etabli/protocol'
import type { TaskId } from '@etabli/schema'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Pages } from '../../hooks/use-pages.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemState } from '../../problems/problem-view.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, Skeleton } from '../../ui/state.tsx'
import { type Filter, filters } from './filter.ts'

export interface TaskListProps {
  readonly pages: Pages<TaskRow>
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
  readonly current: TaskId | null
  readonly hrefOf: (task: TaskId) => string
  /** Above the rows: settling those on which all agree. */
  readonly above: ReactNode
  readonly onChosen: () => void
}

export function TaskList({ pages, filter, onFilter, current, hrefOf, above, onChosen }: TaskListProps) {
  const { t } = useWords()
  const { read, rows } = pages
  return (
    <nav className="review-list" aria-label={t('review.list')}>
      <div className="review-list-head">
        <Select
          label={t('review.filter')}
          labelHidden
          value={filter}
          onChange={onFilter}
          options={filters.map((id) => ({ id, name: t(`review.filters.${id}`) }))}
        />
        {above}
      </div>
      {read.isError ? (
        <ProblemState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.isPending ? (
        <div className="review-list-waiting">
          <Skeleton lines={8} />
        </div>
      ) : rows.length === 0 ? (
        <EmptyState title={t('review.noneHere')} />
      ) : (
        <ol className="review-list-rows">
          {rows.map((row) => (
            <li key={row.task.id}>
              <Link
                href={hrefOf(row.task.id)}
                className="review-row"
                onClick={onChosen}
                {...(row.task.id === current ? { 'aria-current': 'true' as const } : {})}
              >
                <span className="review-row-name">{row.task.name}</span>
                <Similarity value={row.similarity} />
                <span className="review-row-foot">
                  <span>{t('review.answers', { count: row.annotations })}</span>
                  <RowState row={row} />
                </span>
              </Link>
            </li>
          ))}
        </ol>
      )}
      {read.hasNextPage ? (
        <div className="review-list-more">
          <Button size="sm" isPending={read.isFetchingNextPage} onPress={() => void read.fetchNextPage()}>
            {t('review.more')}
          </Button>
        </div>
      ) : null}
    </nav>
  )
}

function RowState({ row }: { readonly row: TaskRow }) {
  const { t } = useWords()
  if (row.task.state === 'settled') return <Badge tone="ok">{t('review.state.settled')}</Badge>
  if (row.task.state === 'open') return <Badge>{t('review.state.open')}</Badge>
  if (row.unanimous) return <Badge tone="ok">{t('review.unanimous')}</Badge>
  if (row.annotations === 1) return <Badge>{t('review.alone')}</Badge>
  return null
}

/** A number and its bar; a dash where there is nothing to compare. */
export function Similarity({ value }: { readonly value: number | null }) {
  const { t, language } = useWords()
  if (value === null) return <span className="review-row-similarity muted">–</span>
  const words = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)
  return (
    <span className="review-row-similarity tabular" title={t('review.similarity', { value: words })}>
      <span className="review-row-bar" aria-hidden="true">
        <span style={{ width: `${100 * value}%` }} />
      </span>
      {words}
    </span>
  )
}
