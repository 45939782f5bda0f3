// Home: my projects, each with what to do next there.
import type { ProjectCard } from '@etabli/protocol'
import { FolderOpen } from 'lucide-react'
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
import './home.css'

export function Home() {
  const { t } = useWords()
  const { me } = useMe()
  const projects = useFetched('projects.list')
  return (
    <div className="page" data-narrow="">
      <PageHeader title={t('home.title', { name: me?.person.name ?? '' })} />
      <Fetched of={projects} loading={<HomeLoading />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState
              icon={<FolderOpen size={24} />}
              title={t('home.empty')}
              action={
                me?.person.admin ? (
                  <ButtonLink href="/projects" variant="primary">
                    {t('home.makeProject')}
                  </ButtonLink>
                ) : null
              }
            >
              {me?.person.admin ? t('home.emptyAdmin') : t('home.emptyNext')}
            </EmptyState>
          ) : (
            <ul className="home-list">
              {rows
                .filter((card) => card.project.state !== 'archived')
                .toSorted((a, b) => urgency(b) - urgency(a))
                .map((card) => (
                  <HomeCard key={card.project.id} card={card} />
                ))}
            </ul>
          )
        }
      </Fetched>
    </div>
  )
}

/** Sent back first, then what can be labelled, then the rest. */
function urgency(card: ProjectCard): number {
  return card.returned > 0 ? 2 : card.forYou > 0 && card.project.state === 'open' ? 1 : 0
}

function HomeLoading() {
  return (
    <div className="stack">
      <Skeleton height={112} />
      <Skeleton height={112} />
      <Skeleton height={112} />
    </div>
  )
}

function HomeCard({ card }: { readonly card: ProjectCard }) {
  const { t } = useWords()
  const { project, progress, role } = card
  const overseer = role !== 'annotator'
  return (
    <li className="card home-card">
      <div className="home-card-head">
        <div className="home-card-title">
          <h2>{overseer ? <Link href={`/projects/${project.id}`}>{project.name}</Link> : project.name}</h2>
          <span className="muted">{t(`home.media.${project.media}`)}</span>
          {project.sample ? <Badge>{t('home.sample')}</Badge> : null}
          {project.state === 'open' ? null : <Badge tone="warn">{t(`home.state.${project.state}`)}</Badge>}
          {card.returned > 0 ? <Badge tone="danger">{t('home.returned', { count: card.returned })}</Badge> : null}
        </div>
        <NextStep card={card} overseer={overseer} />
      </div>
      <Meter
        label={t('home.progress')}
        bare
        value={progress.done + progress.settled}
        max={progress.tasks}
        words={t('home.done', { done: progress.done + progress.settled, count: progress.tasks })}
      />
      <p className="home-card-foot muted tabular">
        <span>{t('home.done', { done: progress.done + progress.settled, count: progress.tasks })}</span>
        <span>{nextWords(card, t)}</span>
      </p>
    </li>
  )
}

function nextWords(card: ProjectCard, t: ReturnType<typeof useWords>['t']): string {
  if (card.project.state === 'draft') return t('home.draft')
  if (card.project.state === 'paused') return t('home.paused')
  if (card.forYou === 0) return t('home.nothing')
  return card.forYou >= 1000 ? t('home.manyForYou') : t('home.forYou', { count: card.forYou })
}

function NextStep({ card, overseer }: { readonly card: ProjectCard; readonly overseer: boolean }) {
  const { t } = useWords()
  const { project } = card
  const canLabel = project.state === 'open' && (card.forYou > 0 || card.returned > 0)
  return (
    <div className="home-card-actions">
      {overseer && card.progress.done > 0 ? (
        <ButtonLink href={`/review/${project.id}`} size="sm">
          {t('home.review')}
        </ButtonLink>
      ) : null}
      {canLabel ? (
        <ButtonLink href={`/label/${project.id}`} variant="primary" size="sm">
          {card.returned > 0 ? t('home.rework') : t('home.label')}
        </ButtonLink>
      ) : null}
    </div>
  )
}
