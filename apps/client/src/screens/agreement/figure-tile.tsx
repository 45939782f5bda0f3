// FigureTile: one coefficient with its interval, what it stands on and what it says in words.
import type { Figure, ProjectId } from '@etabli/schema'
import { Link } from 'wouter'
import { useWords } from '../../hooks/use-words.ts'
import { measureName, measureValue, measureWords, rangeWords, whyNot } from './measure.ts'
import { compared, tasksHref } from './tasks-href.ts'

export function FigureTile({ figure, project }: { readonly figure: Figure; readonly project: ProjectId }) {
  const { t, language } = useWords()
  const name = measureName(figure.measure, t)
  const range = rangeWords(figure, t, language)
  return (
    <article className="figure-tile card">
      <h3>{name}</h3>
      {figure.value === null ? (
        <div className="figure-tile-none">
          <strong>{t('agreement.notComputable')}</strong>
          <span className="muted">{whyNot(figure, t)}</span>
        </div>
      ) : (
        <>
          <Link
            className="figure-tile-value tabular"
            href={tasksHref(project, compared)}
            title={t('agreement.showTasks')}
          >
            {measureValue(figure.measure, figure.value, language)}
          </Link>
          <IntervalBar figure={figure} />
          <span className="figure-tile-interval tabular">
            {range === null ? t('agreement.noInterval') : t('agreement.interval', { range })}
          </span>
        </>
      )}
      <span className="muted tabular figure-tile-n">
        {t('agreement.n', { count: figure.n })} · {t('agreement.raters', { count: figure.raters })}
      </span>
      <p className="figure-tile-words">{measureWords(figure.measure, t)}</p>
      <details className="figure-tile-formula">
        <summary>{t('agreement.formula')}</summary>
        <p lang="en">{figure.formula}</p>
      </details>
    </article>
  )
}

/** Where the value and its interval lie between the worst and the best the measure knows. */
function IntervalBar({ figure }: { readonly figure: Figure }) {
  const { value, interval } = figure
  if (value === null) return null
  const [low, high] = interval ?? [value, value]
  const floor = Math.min(0, low)
  const ceiling = Math.max(1, high)
  const place = (x: number) => `${(100 * (x - floor)) / (ceiling - floor)}%`
  return (
    <span className="interval-bar" aria-hidden="true">
      <span className="interval-bar-band" style={{ left: place(low), right: `calc(100% - ${place(high)})` }} />
      <span className="interval-bar-point" style={{ left: place(value) }} />
    </span>
  )
}
