// CameBack: what a reviewer sent back to me: the reason in their words, and the way to do it again.

import { usePages } from '../../hooks/use-pages.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemNotice } from '../../problems/problem-view.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Skeleton } from '../../ui/state.tsx'
import { reopenHref } from './reopen-href.ts'

export function CameBack() {
  const { t } = useWords()
  const { read, rows } = usePages('work.list', { query: { returned: '1' } })
  if (read.isError) return <ProblemNotice error={read.error} />
  if (read.isPending) return <Skeleton height={96} />
  if (rows.length === 0) return null
  return (
    <section className="work-part" aria-labelledby="work-back">
      <h2 id="work-back">{t('work.cameBack')}</h2>
      <ul className="work-back card">
        {rows.map((row) => (
          <li key={row.annotation} className="work-back-row">
            <div className="work-back-words">
              <p className="work-back-line">
                <strong>{row.taskName}</strong>
                <span className="muted">{row.projectName}</span>
                {row.verdictAt === null ? null : (
                  <span className="muted">
                    <RelativeTime at={row.verdictAt} />
                  </span>
                )}
              </p>
              {row.category ? <p>{t(`label.reasons.${row.category}`)}</p> : null}
              {row.reason ? <q className="work-reason">{row.reason}</q> : null}
            </div>
            <ButtonLink href={reopenHref(row)} variant="primary" size="sm">
              {t('work.redo')}
            </ButtonLink>
          </li>
        ))}
      </ul>
      {read.hasNextPage ? (
        <Button isPending={read.isFetchingNextPage} onPress={() => void read.fetchNextPage()}>
          {t('work.more')}
        </Button>
      ) : null}
    </section>
  )
}
