// ReviewNotices: what must be known above the task: settled by whom, out of date, refused, or without answers.
import type { Fault } from '@etabli/modality-kit'
import type { TaskDetail } from '@etabli/protocol'
import type { Project } from '@etabli/schema'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemNotice } from '../../problems/problem-view.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { sayFault } from '../../workbench/say-fault.ts'
import type { Reading } from './reading.ts'

export interface ReviewNoticesProps {
  readonly detail: TaskDetail
  readonly reading: Reading
  readonly nameOf: (person: string) => string
  readonly faults: readonly Fault[]
  readonly questions: Project['questions']
  /** An annotation came in since the task was opened: the reviewer's changes were kept, or there were none. */
  readonly stale: 'kept' | 'reloaded' | null
  readonly error: unknown
  readonly onRestart: () => void
}

export function ReviewNotices({
  detail,
  reading,
  nameOf,
  faults,
  questions,
  stale,
  error,
  onRestart,
}: ReviewNoticesProps) {
  const { t } = useWords()
  const { settledBy, awaiting } = reading
  return (
    <div className="review-notices">
      {detail.task.state === 'settled' ? (
        <Notice tone="ok" title={t('review.settled')}>
          {settledBy ? (
            <span>
              {t(`review.settledBy.${settledBy.verdict}`, { name: nameOf(settledBy.reviewer) })}{' '}
              <RelativeTime at={settledBy.at} />. {t('review.readOnly')}
            </span>
          ) : (
            <span>{t('review.readOnly')}</span>
          )}
        </Notice>
      ) : null}
      {detail.annotations.length === 0 ? (
        <Notice tone="info" title={t('review.noAnswers')}>
          {t('review.noAnswersNext')}
        </Notice>
      ) : null}
      {awaiting ? (
        <Notice tone="info" title={t('review.awaiting', { name: authorOf(detail, awaiting.annotation, nameOf) })}>
          <span>
            {nameOf(awaiting.reviewer)} · <RelativeTime at={awaiting.at} />. {t('review.awaitingNext')}
          </span>
        </Notice>
      ) : null}
      {detail.task.state === 'open' && detail.annotations.length > 0 && !awaiting ? (
        <Notice tone="info" title={t('review.stillOpen')}>
          {t('review.stillOpenNext', { count: detail.annotations.length, overlap: detail.task.overlap })}
        </Notice>
      ) : null}
      {reading.fallen > 0 && !settledBy ? (
        <Notice tone="info" title={t('review.fallen', { count: reading.fallen })}>
          {t('review.fallenNext')}
        </Notice>
      ) : null}
      {stale ? (
        <Notice
          tone="warn"
          title={t('errors.review.stale')}
          action={
            stale === 'kept' ? (
              <Button size="sm" onPress={onRestart}>
                {t('review.restart')}
              </Button>
            ) : null
          }
        >
          {stale === 'kept' ? t('review.staleKept') : t('review.staleReloaded')}
        </Notice>
      ) : null}
      <ProblemNotice error={error} />
      {faults.length > 0 ? (
        <Notice tone="danger" title={t('label.faults.summary', { count: faults.length })}>
          {faults.slice(0, 3).map((fault) => (
            <span key={`${fault.question} ${fault.mark} ${fault.code}`}>{sayFault(fault, questions, t)}</span>
          ))}
        </Notice>
      ) : null}
    </div>
  )
}

function authorOf(detail: TaskDetail, id: string | null, nameOf: (person: string) => string): string {
  const said = detail.annotations.find(({ annotation }) => annotation.id === id)
  return nameOf(said?.annotation.person ?? '')
}
