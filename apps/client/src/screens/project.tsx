// Project: the frame of a project's pages: its name, its state, what can be done with it, and its parts.
import type { ProjectCard } from '@etabli/protocol'
import { type Action, type MediaType, may, ProjectId } from '@etabli/schema'
import { type ReactNode, useEffect } from 'react'
import { useParams } from 'wouter'
import { useFetched } from '../hooks/use-api.ts'
import { useMe } from '../hooks/use-me.ts'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { ErrorBoundary } from '../problems/error-boundary.tsx'
import { Fetched } from '../problems/problem-view.tsx'
import { Badge } from '../ui/badge.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Skeleton } from '../ui/state.tsx'
import { NavTabs } from '../ui/tabs.tsx'
import { Agreement } from './agreement/agreement.tsx'
import { NotFound } from './not-found.tsx'
import { BriefScreen } from './project/brief/brief-screen.tsx'
import { NewProject } from './project/create/new-project.tsx'
import { editsStore, isEdited, useKeepEdits } from './project/edits.ts'
import { ExportsScreen } from './project/exports/exports-screen.tsx'
import { ImportScreen } from './project/imports/import-screen.tsx'
import { Overview } from './project/overview/overview.tsx'
import { PeopleScreen } from './project/people/people-screen.tsx'
import { ProjectActions } from './project/project-actions.tsx'
import { RulesScreen } from './project/rules/rules-screen.tsx'
import { SchemaScreen } from './project/schema/schema-screen.tsx'
import { StateBadge } from './project/state-badge.tsx'
import { TasksScreen } from './project/tasks/tasks-screen.tsx'
import './project.css'

interface Part {
  /** Last part of the address; the overview has none. */
  readonly path: string
  readonly title: string
  readonly needs: Action
  readonly edits?: 'questions' | 'brief'
  /** The only medium whose projects have it; absent: all have. */
  readonly media?: MediaType
  readonly show: (card: ProjectCard, rest: readonly string[]) => ReactNode
}

const parts: readonly Part[] = [
  { path: '', title: 'projects.parts.overview', needs: 'see', show: (card) => <Overview card={card} /> },
  {
    path: 'questions',
    title: 'projects.parts.questions',
    needs: 'edit',
    edits: 'questions',
    show: ({ project }) => <SchemaScreen project={project} />,
  },
  {
    path: 'brief',
    title: 'projects.parts.brief',
    needs: 'edit',
    edits: 'brief',
    show: ({ project }) => <BriefScreen project={project} />,
  },
  {
    path: 'tasks',
    title: 'projects.parts.tasks',
    needs: 'read-others',
    show: ({ project }, rest) => <TasksScreen project={project} opened={rest[0] ?? null} />,
  },
  {
    path: 'import',
    title: 'projects.parts.import',
    needs: 'import',
    show: ({ project }, rest) => <ImportScreen project={project} opened={rest[0] ?? null} />,
  },
  {
    path: 'rules',
    title: 'projects.parts.rules',
    needs: 'edit',
    media: 'text',
    show: ({ project }) => <RulesScreen project={project} />,
  },
  {
    path: 'agreement',
    title: 'projects.parts.agreement',
    needs: 'read-others',
    show: ({ project }) => <Agreement project={project} />,
  },
  {
    path: 'exports',
    title: 'projects.parts.exports',
    needs: 'export',
    show: ({ project }) => <ExportsScreen project={project} />,
  },
  {
    path: 'people',
    title: 'projects.parts.people',
    needs: 'read-others',
    show: (card) => <PeopleScreen card={card} />,
  },
]

export function Project() {
  const { project, '*': rest } = useParams<{ project: string; '*'?: string }>()
  if (project === 'new') return <NewProject />
  const id = ProjectId.safeParse(project)
  if (!id.success) return <NotFound />
  return <Loaded id={id.data} path={(rest ?? '').split('/').filter(Boolean)} />
}

function Loaded({ id, path }: { readonly id: ProjectId; readonly path: readonly string[] }) {
  const card = useFetched('projects.get', { params: { project: id } })
  return (
    <Fetched of={card} loading={<Loading />}>
      {(loaded) => <Frame card={loaded} path={path} />}
    </Fetched>
  )
}

function Loading() {
  return (
    <div className="page">
      <Skeleton height={32} width="40%" />
      <Skeleton height={36} />
      <Skeleton height={280} />
    </div>
  )
}

function Frame({ card, path }: { readonly card: ProjectCard; readonly path: readonly string[] }) {
  const { t } = useWords()
  const { me } = useMe()
  const { project } = card
  const edits = useStore(editsStore, (state) => state)
  useKeepEdits()
  const who = { role: card.role, admin: me?.person.admin ?? false }
  const mine = parts.filter(({ needs, media }) => may(who, needs) && (media === undefined || media === project.media))
  const part = mine.find((candidate) => candidate.path === (path[0] ?? ''))
  const home = `/projects/${project.id}`
  useShownTab(part?.path)
  return (
    <div className="page project">
      <PageHeader
        title={project.name}
        trail={[{ href: '/projects', title: t('projects.title') }]}
        badge={
          <>
            <StateBadge state={project.state} />
            {project.sample ? <Badge>{t('home.sample')}</Badge> : null}
          </>
        }
        actions={<ProjectActions card={card} />}
      />
      {mine.length > 1 ? (
        <NavTabs
          label={t('projects.parts.label')}
          items={mine.map((candidate) => ({
            href: candidate.path === '' ? home : `${home}/${candidate.path}`,
            title:
              candidate.edits && isEdited(edits, project.id, candidate.edits)
                ? t('projects.unsavedTab', { title: t(candidate.title) })
                : t(candidate.title),
            current: candidate === part,
          }))}
        />
      ) : null}
      <ErrorBoundary resetKey={`${project.id}/${path[0] ?? ''}`}>
        {part ? part.show(card, path.slice(1)) : <NotFound />}
      </ErrorBoundary>
    </div>
  )
}

/** Brings the current part into view where the row of parts is wider than the window. */
function useShownTab(path: string | undefined): void {
  useEffect(() => {
    if (path === undefined) return
    const tab = document.querySelector<HTMLElement>('.project .tabs-tab[aria-current]')
    const row = tab?.parentElement
    if (tab && row) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2
  }, [path])
}
