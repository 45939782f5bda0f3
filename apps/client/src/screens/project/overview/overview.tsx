// Overview: how far the project is, live, and what comes next.
import type { ProjectCard } from '@etabli/protocol'
import { may } from '@etabli/schema'
import { useMe } from '../../../hooks/use-me.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { BriefView } from '../../../workbench/brief-view.tsx'
import { NextSteps } from './next-steps.tsx'
import { ProgressPanel } from './progress-panel.tsx'
import { useProgress } from './use-progress.ts'
import './overview.css'

export function Overview({ card }: { readonly card: ProjectCard }) {
  const { t } = useWords()
  const { me } = useMe()
  const { project } = card
  const progress = useProgress(card)
  const manages = may({ role: card.role, admin: me?.person.admin ?? false }, 'edit')
  return (
    <div className="overview">
      <div className="stack">
        {manages ? <NextSteps card={card} progress={progress} /> : null}
        <ProgressPanel progress={progress} overlap={project.overlap} />
      </div>
      <div className="stack">
        <section className="card project-panel">
          <h2>{t('projects.parts.brief')}</h2>
          <BriefView brief={project.brief} />
        </section>
        <section className="card project-panel">
          <h2>{t('projects.facts.title')}</h2>
          <dl className="overview-facts">
            <div>
              <dt>{t('projects.facts.media')}</dt>
              <dd>{t(`home.media.${project.media}`)}</dd>
            </div>
            <div>
              <dt>{t('projects.facts.questions')}</dt>
              <dd className="tabular">{project.questions.length}</dd>
            </div>
            <div>
              <dt>{t('projects.facts.overlap')}</dt>
              <dd className="tabular">{t('projects.facts.people', { count: project.overlap })}</dd>
            </div>
            <div>
              <dt>{t('projects.facts.blind')}</dt>
              <dd>{project.blind ? t('projects.facts.blindOn') : t('projects.facts.blindOff')}</dd>
            </div>
          </dl>
        </section>
      </div>
    </div>
  )
}
