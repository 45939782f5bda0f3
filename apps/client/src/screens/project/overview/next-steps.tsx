// NextSteps: what a new project still lacks, in order, each a link to where it is done.
import type { Progress, ProjectCard } from '@etabli/protocol'
import { Check } from 'lucide-react'
import { Link } from 'wouter'
import { useFetched } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { Button } from '../../../ui/button.tsx'
import { isReady, useStateChange } from '../project-actions.tsx'

interface Step {
  readonly id: 'questions' | 'brief' | 'files' | 'people' | 'open'
  readonly done: boolean
  readonly href: string | null
}

export function NextSteps({ card, progress }: { readonly card: ProjectCard; readonly progress: Progress }) {
  const { t } = useWords()
  const { project } = card
  const members = useFetched('members.list', { params: { project: project.id } })
  const invitations = useFetched('invitations.list', { params: { project: project.id } })
  const change = useStateChange(card)
  const home = `/projects/${project.id}`
  const others = (members.data?.rows.length ?? 1) > 1 || (invitations.data?.rows.length ?? 0) > 0
  const { who, why, use } = project.brief
  const steps: readonly Step[] = [
    { id: 'questions', done: project.questions.length > 0, href: `${home}/questions` },
    {
      id: 'brief',
      done: [who, why, use, project.guidelines].every((words) => words.trim() !== ''),
      href: `${home}/brief`,
    },
    { id: 'files', done: progress.tasks > 0, href: `${home}/import` },
    { id: 'people', done: others, href: `${home}/people` },
    { id: 'open', done: project.state === 'open', href: null },
  ]
  if (project.state !== 'draft' && steps.every(({ done }) => done)) return null
  if (project.state === 'archived') return null
  const next = steps.find(({ done }) => !done)
  return (
    <section className="card project-panel">
      <div className="project-panel-head">
        <h2>{t('projects.steps.title')}</h2>
        <span className="muted tabular">
          {t('projects.steps.done', { done: steps.filter(({ done }) => done).length, count: steps.length })}
        </span>
      </div>
      <ol className="next-steps">
        {steps.map((step, index) => (
          <li key={step.id} className="next-steps-step" data-done={step.done} data-next={step === next}>
            <span className="next-steps-mark tabular" aria-hidden="true">
              {step.done ? <Check size={14} strokeWidth={2.5} /> : index + 1}
            </span>
            <div className="next-steps-words">
              {step.href ? (
                <Link href={step.href}>{t(`projects.steps.${step.id}.title`)}</Link>
              ) : (
                <strong>{t(`projects.steps.${step.id}.title`)}</strong>
              )}
              <span className="muted">{t(`projects.steps.${step.id}.${step.done ? 'done' : 'todo'}`)}</span>
            </div>
            <span className="visually-hidden">
              {step.done ? t('projects.steps.isDone') : t('projects.steps.isTodo')}
            </span>
            {step.id === 'open' && !step.done ? (
              <Button
                size="sm"
                variant={isReady(card) ? 'primary' : 'default'}
                isDisabled={!isReady(card)}
                isPending={change.isPending}
                onPress={() => change.to('open')}
              >
                {t('projects.openQueue')}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
