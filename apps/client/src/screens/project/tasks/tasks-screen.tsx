// TasksScreen: the project's data to look through: filtered, ordered, page by page; one opens beside the list.
import { type Project, TaskId } from '@etabli/schema'
import { Images, SearchX } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useFetched } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { Fetched } from '../../../problems/problem-view.tsx'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { EmptyState, Skeleton } from '../../../ui/state.tsx'
import { isFiltered, queryOf } from './filters.ts'
import { TaskDetail } from './task-detail.tsx'
import { TaskFilters } from './task-filters.tsx'
import { TaskTable } from './task-table.tsx'
import './tasks.css'

const PAGE = 50

export interface TasksScreenProps {
  readonly project: Project
  /** The task in the address, or null. */
  readonly opened: string | null
}

export function TasksScreen({ project, opened }: TasksScreenProps) {
  const { t } = useWords()
  const [, navigate] = useLocation()
  const [search, setSearch] = useSearchParams()
  // The cursors of the pages behind this one; they hold for one set of filters only.
  const [trail, setTrail] = useState<{ readonly of: string; readonly cursors: readonly string[] }>(none)
  const filters = search.toString()
  const cursors = trail.of === filters ? trail.cursors : []
  const cursor = cursors.at(-1)
  const query = { ...queryOf(search), count: PAGE, ...(cursor === undefined ? {} : { cursor }) }
  const tasks = useFetched('tasks.list', { params: { project: project.id }, query }, { keep: true })
  const task = TaskId.safeParse(opened)
  const home = `/projects/${project.id}/tasks`
  const go = (path: string) => navigate(filters === '' ? path : `${path}?${filters}`)
  return (
    <div className="stack">
      <TaskFilters project={project} search={search} onSearch={(next) => setSearch(next, { replace: true })} />
      <Fetched of={tasks} loading={<Skeleton height={420} />}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <Nothing project={project} filtered={isFiltered(search)} onClear={() => setSearch(new URLSearchParams())} />
          ) : (
            <>
              <TaskTable
                rows={rows}
                selected={task.success ? task.data : null}
                onOpen={(id) => go(`${home}/${id}`)}
                hrefOf={(id) => (filters === '' ? `${home}/${id}` : `${home}/${id}?${filters}`)}
              />
              {cursors.length > 0 || next !== null ? (
                <nav className="tasks-pages" aria-label={t('tasks.title')}>
                  <Button
                    size="sm"
                    isDisabled={cursors.length === 0}
                    onPress={() => setTrail({ of: filters, cursors: cursors.slice(0, -1) })}
                  >
                    {t('tasks.previous')}
                  </Button>
                  <span className="muted tabular">{t('tasks.page', { page: cursors.length + 1 })}</span>
                  <Button
                    size="sm"
                    isDisabled={next === null}
                    onPress={() => {
                      if (next !== null) setTrail({ of: filters, cursors: [...cursors, next] })
                    }}
                  >
                    {t('tasks.next')}
                  </Button>
                </nav>
              ) : null}
            </>
          )
        }
      </Fetched>
      <TaskDetail project={project} task={task.success ? task.data : null} onClose={() => go(home)} />
    </div>
  )
}

const none = { of: '', cursors: [] }

interface NothingProps {
  readonly project: Project
  readonly filtered: boolean
  readonly onClear: () => void
}

function Nothing({ project, filtered, onClear }: NothingProps) {
  const { t } = useWords()
  if (filtered) {
    return (
      <EmptyState
        icon={<SearchX size={24} />}
        title={t('tasks.none')}
        action={<Button onPress={onClear}>{t('tasks.clear')}</Button>}
      >
        {t('tasks.noneNext')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<Images size={24} />}
      title={t('tasks.empty')}
      action={
        <ButtonLink href={`/projects/${project.id}/import`} variant="primary">
          {t('tasks.import')}
        </ButtonLink>
      }
    >
      {t('tasks.emptyNext')}
    </EmptyState>
  )
}
