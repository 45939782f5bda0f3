// ProgressPanel: tasks by state as one bar with its legend, annotations against what is wanted.
import type { Progress } from '@etabli/protocol'
import { useWords } from '../../../hooks/use-words.ts'
import { Meter } from '../../../ui/meter.tsx'

const states = ['settled', 'done', 'open', 'setAside'] as const

export function ProgressPanel({ progress, overlap }: { readonly progress: Progress; readonly overlap: number }) {
  const { t, language } = useWords()
  const number = new Intl.NumberFormat(language)
  if (progress.tasks === 0) {
    return (
      <section className="card project-panel">
        <h2>{t('home.progress')}</h2>
        <p className="muted">{t('projects.progress.empty')}</p>
      </section>
    )
  }
  return (
    <section className="card project-panel">
      <div className="project-panel-head">
        <h2>{t('home.progress')}</h2>
        <span className="muted tabular">{t('projects.progress.tasks', { count: progress.tasks })}</span>
      </div>
      <div className="overview-bar" aria-hidden="true">
        {states.map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: progress[state] }} />
        ))}
      </div>
      <dl className="overview-counts">
        {states.map((state) => (
          <div key={state} className="overview-count">
            <dt>
              <span className="overview-dot" data-state={state} aria-hidden="true" />
              {t(`projects.progress.${state}`)}
            </dt>
            <dd className="tabular">
              <span className="overview-number">{number.format(progress[state])}</span>
              <span className="muted">{t(`projects.progress.${state}Hint`, { count: overlap })}</span>
            </dd>
          </div>
        ))}
      </dl>
      <Meter
        label={t('projects.progress.annotations')}
        value={progress.annotations}
        max={progress.wanted}
        words={t('projects.progress.of', {
          count: progress.wanted,
          done: number.format(progress.annotations),
          wanted: number.format(progress.wanted),
        })}
      />
      <p className="muted tabular">
        {progress.leased > 0 ? t('projects.progress.leased', { count: progress.leased }) : t('projects.progress.quiet')}
      </p>
    </section>
  )
}
