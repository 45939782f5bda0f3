// Projects: every project I have a role in, with how far it is, and the way to make one.
import type { ProjectCard } from '@etabli/protocol'
import { FolderPlus, Plus } from 'lucide-react'
import { Link } from 'wouter'
import { useFetched } from '../hooks/use-api.ts'
import { useMe } from '../hooks/use-me.ts'
import { useWords } from '../hooks/use-words.ts'
import { Fetched } from '../problems/problem-view.tsx'
import { Badge } from '../ui/badge.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { Meter } from '../ui/meter.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { StateBadge } from './project/state-badge.tsx'
import './projects.css'

export function Projects() {
  const { t } = useWords()
  const { me } = useMe()
  const projects = useFetched('projects.list')
  const mayCreate = me?.person.admin === true || me?.roles.some(({ role }) => role === 'manager') === true
  const create = mayCreate ? (
    <ButtonLink href="/projects/new" variant="primary" icon={<Plus size={14} />}>
      {t('projects.new')}
    </ButtonLink>
  ) : null
  return (
    <div className="page">
      <PageHeader title={t('projects.title')} actions={create} />
      <Fetched of={projects} loading={<Skeleton height={320} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon={<FolderPlus size={24} />} title={t('projects.empty')} action={create}>
              {mayCreate ? t('projects.emptyNext') : t('home.emptyNext')}
            </EmptyState>
          ) : (
            <Lists rows={rows} />
          )
        }
      </Fetched>
    </div>
  )
}

function Lists({ rows }: { readonly rows: readonly ProjectCard[] }) {
  const { t } = useWords()
  const archived = rows.filter(({ project }) => project.state === 'archived')
  const living = rows.filter(({ project }) => project.state !== 'archived')
  return (
    <>
      <List cards={living} />
      {archived.length > 0 ? (
        <details className="projects-archive">
          <summary>{t('projects.archived', { count: archived.length })}</summary>
          <List cards={archived} />
        </details>
      ) : null}
    </>
  )
}

function List({ cards }: { readonly cards: readonly ProjectCard[] }) {
  if (cards.length === 0) return null
  return (
    <ul className="projects-list card">
      {cards.map((card) => (
        <Row key={card.project.id} card={card} />
      ))}
    </ul>
  )
}

function Row({ card }: { readonly card: ProjectCard }) {
  const { t } = useWords()
  const { project, progress, role, forYou, returned } = card
  const finished = progress.done + progress.settled
  const words = t('home.done', { done: finished, count: progress.tasks })
  return (
    <li className="projects-row">
      <div className="projects-row-name">
        <Link href={`/projects/${project.id}`}>{project.name}</Link>
        <span className="projects-row-facts muted">
          <span>{t(`home.media.${project.media}`)}</span>
          <StateBadge state={project.state} />
          {project.sample ? <Badge>{t('home.sample')}</Badge> : null}
          {returned > 0 ? <Badge tone="danger">{t('home.returned', { count: returned })}</Badge> : null}
        </span>
      </div>
      <div className="projects-row-progress">
        <Meter
          label={t('home.progress')}
          bare
          value={progress.settled}
          behind={finished}
          max={progress.tasks}
          words={words}
        />
        <span className="muted tabular">{progress.tasks === 0 ? t('projects.noTasks') : words}</span>
      </div>
      <span className="projects-row-mine muted tabular">
        {project.state === 'open' && forYou > 0 ? (
          <Link href={`/label/${project.id}`}>
            {forYou >= 1000 ? t('home.manyForYou') : t('home.forYou', { count: forYou })}
          </Link>
        ) : null}
      </span>
      <span className="projects-row-role muted">{role ? t(`people.roles.${role}`) : t('people.roles.admin')}</span>
    </li>
  )
}
