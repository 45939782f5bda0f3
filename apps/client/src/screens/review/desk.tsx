// Desk: the reviewer's frame: where one is and how much is left above, the queue at the side, the task in the middle.
import type { ProjectCard, TaskDetail, TaskRow } from '@etabli/protocol'
import { TaskId } from '@etabli/schema'
import { useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, CircleHelp, ListOrdered, PartyPopper } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { keyOf, useFetched } from '../../hooks/use-api.ts'
import { usePages } from '../../hooks/use-pages.ts'
import { useTitle } from '../../hooks/use-title.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ErrorBoundary } from '../../problems/error-boundary.tsx'
import { ProblemState } from '../../problems/problem-view.tsx'
import { DemoBanner } from '../../shell/demo-banner.tsx'
import type { Active } from '../../stores/editor.ts'
import { api } from '../../transport/api.ts'
import { ButtonLink, IconButton } from '../../ui/button.tsx'
import { EmptyState, Skeleton } from '../../ui/state.tsx'
import { fetchAhead } from '../../workbench/fetch-ahead.ts'
import { Help } from '../../workbench/help.tsx'
import { createShortcuts, rememberedKeys, rememberKeys } from '../../workbench/shortcuts.ts'
import { viewsOf } from '../../workbench/views.ts'
import { type Filter, queryOf } from './filter.ts'
import { TaskDesk } from './task-desk.tsx'
import { TaskList } from './task-list.tsx'
import { Unanimous } from './unanimous.tsx'
import '../../workbench/workbench.css'
import './review.css'

export interface DeskProps {
  readonly card: ProjectCard
  /** The task of the address, or null to begin with the worst. */
  readonly opened: string | null
}

/** Below this width the queue lies over the task, so it starts folded. */
const NARROW = 1000

export function Desk({ card, opened }: DeskProps) {
  const { t } = useWords()
  const { project, progress } = card
  const [, navigate] = useLocation()
  const [filter, setFilter] = useState<Filter>('undecided')
  const [shortcuts] = useState(() => createShortcuts({ remaps: rememberedKeys(), save: rememberKeys }))
  const [listOpen, setListOpen] = useState(() => window.innerWidth >= NARROW)
  const [helpOpen, setHelpOpen] = useState(false)
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const active = useRef<Active | null>(null)
  const pages = usePages('tasks.list', { params: { project: project.id }, query: queryOf(filter) })
  const { rows } = pages
  useTitle(`${t('home.review')} · ${project.name}`)

  useEffect(() => {
    void viewsOf(project.media, project.questions)
  }, [project])

  const asked = TaskId.safeParse(opened)
  const current = asked.success ? asked.data : (rows[0]?.task.id ?? null)
  const hrefOf = useCallback((task: TaskId) => `/review/${project.id}/${task}`, [project.id])
  const { next, previous } = neighbours(rows, current)
  usePrefetched(next)

  const go = useCallback(
    (task: TaskId | null) => navigate(task === null ? `/review/${project.id}` : hrefOf(task)),
    [navigate, hrefOf, project.id],
  )
  const steps = useMemo(
    () => ({
      next: next === null ? null : () => go(next),
      previous: previous === null ? null : () => go(previous),
      done: () => go(next),
      list: () => setListOpen((open) => !open),
      help: () => setHelpOpen(true),
    }),
    [go, next, previous],
  )

  return (
    <div className="workbench review">
      <DemoBanner />
      <header className="review-bar">
        <Link
          href={`/projects/${project.id}`}
          className="button review-back"
          data-variant="quiet"
          data-icon=""
          aria-label={t('review.toProject')}
        >
          <ArrowLeft size={16} />
        </Link>
        <IconButton
          label={t('review.commands.list')}
          keys="Shift+l"
          icon={<ListOrdered size={16} />}
          pressed={listOpen}
          onPress={steps.list}
        />
        <span className="review-names">
          <h1 className="review-project">{project.name}</h1>
          <span className="review-left tabular">{t('review.left', { count: progress.done })}</span>
        </span>
        <div className="review-actions" ref={setSlot} />
        <IconButton
          label={t('label.help')}
          keys="?"
          icon={<CircleHelp size={16} />}
          onPress={() => setHelpOpen(true)}
        />
      </header>
      <div className="review-body">
        {listOpen ? (
          <TaskList
            pages={pages}
            filter={filter}
            onFilter={(chosen) => {
              setFilter(chosen)
              navigate(`/review/${project.id}`)
            }}
            current={current}
            hrefOf={hrefOf}
            above={<Unanimous project={project.id} />}
            onChosen={() => {
              if (window.innerWidth < NARROW) setListOpen(false)
            }}
          />
        ) : null}
        <main className="review-main">
          {current === null ? (
            pages.read.isPending ? (
              <Waiting />
            ) : pages.read.isError ? (
              <ProblemState error={pages.read.error} onRetry={() => void pages.read.refetch()} />
            ) : (
              <NothingLeft card={card} filter={filter} />
            )
          ) : (
            <Opened
              key={current}
              card={card}
              task={current}
              shortcuts={shortcuts}
              slot={slot}
              active={active}
              steps={steps}
            />
          )}
        </main>
      </div>
      <Help shortcuts={shortcuts} isOpen={helpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
}

function Waiting() {
  return (
    <div className="review-waiting">
      <Skeleton height={420} />
    </div>
  )
}

/** The rows before and after; after the last, the first that is not this one. */
function neighbours(rows: readonly TaskRow[], current: TaskId | null) {
  const at = rows.findIndex((row) => row.task.id === current)
  const after = rows[at + 1] ?? rows[0]
  return {
    next: after === undefined || after.task.id === current ? null : after.task.id,
    previous: rows[at - 1]?.task.id ?? null,
  }
}

/** Fetches the next task and its medium while this one is looked at, so that it opens at once. */
function usePrefetched(next: TaskId | null): void {
  const client = useQueryClient()
  useEffect(() => {
    if (next === null) return
    const input = { params: { task: next } }
    client
      .fetchQuery({
        queryKey: keyOf('tasks.get', input),
        queryFn: () => api.call('tasks.get', input),
        staleTime: 60_000,
      })
      .then((detail: TaskDetail) => fetchAhead(detail))
      // It is asked for again, and its failure shown, when it is opened.
      .catch(() => undefined)
  }, [client, next])
}

type OpenedProps = Omit<Parameters<typeof TaskDesk>[0], 'detail' | 'project' | 'reload'> & {
  readonly card: ProjectCard
  readonly task: TaskId
}

function Opened({ card, task, ...rest }: OpenedProps) {
  const asked = useFetched('tasks.get', { params: { task } })
  if (asked.data) {
    return (
      <ErrorBoundary resetKey={task}>
        <TaskDesk project={card.project} detail={asked.data} reload={() => void asked.refetch()} {...rest} />
      </ErrorBoundary>
    )
  }
  if (asked.isError) return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  return <Waiting />
}

function NothingLeft({ card, filter }: { readonly card: ProjectCard; readonly filter: Filter }) {
  const { t } = useWords()
  const { project, progress } = card
  const begun = filter === 'undecided' && progress.tasks > 0 && progress.settled > 0
  // Tasks may still be labelled, or done again by who was sent them back.
  const finished = begun && progress.settled + progress.setAside >= progress.tasks
  return (
    <EmptyState
      icon={finished ? <PartyPopper size={24} /> : <ListOrdered size={24} />}
      title={t(finished ? 'review.allDecided' : begun ? 'review.noneNow' : 'review.noneHere')}
      action={
        <ButtonLink href={`/projects/${project.id}/agreement`} variant="primary">
          {t('review.toAgreement')}
        </ButtonLink>
      }
    >
      {begun
        ? t(finished ? 'review.allDecidedNext' : 'review.noneNowNext', {
            settled: progress.settled,
            count: progress.tasks,
          })
        : t(`review.noneHereNext.${filter}`)}
    </EmptyState>
  )
}
