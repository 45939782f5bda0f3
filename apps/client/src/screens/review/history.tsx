// History: what reviewers said of the task, and the versions that annotators replaced.
import type { TaskDetail } from '@etabli/protocol'
import { useWords } from '../../hooks/use-words.ts'
import { Badge } from '../../ui/badge.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'

const TONES = { accept: 'ok', correct: 'warn', return: 'danger' } as const

export interface HistoryProps {
  readonly detail: TaskDetail
  readonly nameOf: (person: string) => string
  /** False where the reviewer works without names. */
  readonly named: boolean
}

export function History({ detail, nameOf, named }: HistoryProps) {
  const { t } = useWords()
  const { reviews, history, skipped } = detail
  if (reviews.length + history.length + skipped.length === 0) return null
  return (
    <section className="panel-part" aria-labelledby="review-history">
      <h3 className="panel-title" id="review-history">
        {t('review.history')}
      </h3>
      <ol className="review-history">
        {reviews.toReversed().map((review) => (
          <li key={review.id}>
            <span className="review-history-line">
              <Badge tone={TONES[review.verdict]}>{t(`review.verdict.${review.verdict}`)}</Badge>
              <span>{nameOf(review.reviewer)}</span>
              <span className="muted">
                <RelativeTime at={review.at} />
              </span>
            </span>
            {review.category ? <span>{t(`label.reasons.${review.category}`)}</span> : null}
            {review.reason ? <q className="muted">{review.reason}</q> : null}
          </li>
        ))}
        {history.map(({ annotation }) => (
          <li key={annotation.id}>
            <span className="review-history-line">
              <Badge>{t('review.earlier')}</Badge>
              <span>{nameOf(annotation.person)}</span>
              <span className="muted">
                <RelativeTime at={annotation.submittedAt} />
              </span>
            </span>
          </li>
        ))}
        {skipped.map((skip) => (
          <li key={`${skip.name} ${skip.at}`}>
            <span className="review-history-line">
              <Badge>{t('review.skipped')}</Badge>
              <span>{named ? skip.name : t('review.someone')}</span>
              <span className="muted">
                <RelativeTime at={skip.at} />
              </span>
            </span>
            {skip.words ? <q className="muted">{skip.words}</q> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
