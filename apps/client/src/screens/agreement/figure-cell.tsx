// FigureCell: a figure in a table: value, interval and n, or why there is none; a link to the tasks behind it.
import type { Figure } from '@etabli/schema'
import { Link } from 'wouter'
import { useWords } from '../../hooks/use-words.ts'
import { measureValue, rangeWords, whyNot } from './measure.ts'

export function FigureCell({ figure, href }: { readonly figure: Figure | undefined; readonly href: string }) {
  const { t, language } = useWords()
  if (!figure) return <span className="muted">–</span>
  if (figure.value === null) {
    return (
      <span className="figure-cell">
        <span>{t('agreement.notComputable')}</span>
        <span className="muted figure-cell-why">{whyNot(figure, t)}</span>
      </span>
    )
  }
  return (
    <span className="figure-cell">
      <Link href={href} title={t('agreement.showTasks')}>
        {measureValue(figure.measure, figure.value, language)}
      </Link>
      <span className="muted figure-cell-small">
        {[rangeWords(figure, t, language), t('agreement.nShort', { count: figure.n })].filter(Boolean).map((words) => (
          <span key={words} className="figure-cell-part">
            {words}
          </span>
        ))}
      </span>
    </span>
  )
}
