// WorkList: my annotations, newest first, with what was said of each; by project, or only what came back.
import type { WorkRow, WorkSummary } from '@etabli/protocol'
import type { ProjectId } from '@etabli/schema'
import { useState } from 'react'
import { usePages } from '../../hooks/use-pages.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemState } from '../../problems/problem-view.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { duration, RelativeTime } from '../../ui/relative-time.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, Skeleton } from '../../ui/state.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { money } from '../../workbench/pay.ts'
import { reopenHref } from './reopen-href.ts'
import { Verdict } from './verdict.tsx'

export function WorkList({ summary }: { readonly summary: WorkSummary }) {
  const { t } = useWords()
  const [project, setProject] = useState<ProjectId | 'all'>('all')
  const [returned, setReturned] = useState<'all' | 'returned'>('all')
  const { read, rows } = usePages('work.list', {
    query: {
      ...(project === 'all' ? {} : { project }),
      ...(returned === 'returned' ? { returned: '1' as const } : {}),
    },
  })
  const columns = useColumns(summary.pay.length > 0)
  return (
    <section className="work-part" aria-labelledby="work-list">
      <div className="work-part-head">
        <h2 id="work-list">{t('work.list')}</h2>
        <div className="row work-filters">
          {summary.projects.length > 1 ? (
            <Select
              label={t('work.project')}
              labelHidden
              value={project}
              onChange={setProject}
              options={[
                { id: 'all' as const, name: t('work.allProjects') },
                ...summary.projects.map((row) => ({ id: row.project, name: row.name })),
              ]}
            />
          ) : null}
          <Segmented
            label={t('work.which')}
            value={returned}
            onChange={setReturned}
            options={[
              { id: 'all', name: t('work.all') },
              { id: 'returned', name: t('work.cameBack') },
            ]}
          />
        </div>
      </div>
      {read.isError ? (
        <ProblemState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.isPending ? (
        <Skeleton height={320} />
      ) : (
        <Table
          label={t('work.list')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.annotation}
          empty={
            <EmptyState title={returned === 'returned' ? t('work.noneBack') : t('work.noneHere')}>
              {returned === 'returned' ? t('work.noneBackNext') : t('work.noneHereNext')}
            </EmptyState>
          }
        />
      )}
      {read.hasNextPage ? (
        <Button isPending={read.isFetchingNextPage} onPress={() => void read.fetchNextPage()}>
          {t('work.more')}
        </Button>
      ) : null}
    </section>
  )
}

function useColumns(paid: boolean): Column<WorkRow>[] {
  const { t, language } = useWords()
  return [
    {
      id: 'task',
      title: t('work.task'),
      cell: (row) => (
        <span className="work-task">
          <span className="work-task-name">{row.taskName}</span>
          <span className="muted work-small">{row.projectName}</span>
          {row.surplus ? <Badge>{t('work.surplus')}</Badge> : null}
        </span>
      ),
    },
    { id: 'verdict', title: t('work.said'), grow: true, cell: (row) => <Verdict row={row} /> },
    {
      id: 'when',
      title: t('work.when'),
      cell: (row) => (
        <span className="work-nowrap">
          <RelativeTime at={row.submittedAt} />
        </span>
      ),
      secondary: true,
    },
    { id: 'time', title: t('work.time'), align: 'end', secondary: true, cell: (row) => duration(row.activeMs) },
    ...(paid
      ? [
          {
            id: 'pay',
            title: t('work.pay'),
            align: 'end',
            secondary: true,
            cell: (row) => (row.pay ? money(row.pay.minor, row.pay.currency, language) : t('work.unpaid')),
          } satisfies Column<WorkRow>,
        ]
      : []),
    {
      id: 'again',
      title: t('work.correct'),
      align: 'end',
      cell: (row) =>
        row.open ? (
          <ButtonLink href={reopenHref(row)} size="sm" variant={row.verdict === 'return' ? 'primary' : 'default'}>
            {row.verdict === 'return' ? t('work.redo') : t('work.correctAgain')}
          </ButtonLink>
        ) : (
          <span className="muted work-small">{t('work.closed')}</span>
        ),
    },
  ]
}
