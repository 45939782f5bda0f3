// Verdict: what a reviewer said of an annotation: in a word, and in their own words below.
import type { WorkRow } from '@etabli/protocol'
import { useWords } from '../../hooks/use-words.ts'
import { Badge } from '../../ui/badge.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'

const TONES = { accept: 'ok', correct: 'warn', return: 'danger' } as const

export function Verdict({ row }: { readonly row: WorkRow }) {
  const { t } = useWords()
  if (row.verdict === null) return <span className="muted">{t('work.notReviewed')}</span>
  return (
    <span className="work-verdict">
      <span className="work-verdict-line">
        <Badge tone={TONES[row.verdict]}>{t(`work.verdict.${row.verdict}`)}</Badge>
        {row.category ? <span>{t(`label.reasons.${row.category}`)}</span> : null}
        {row.verdictAt === null ? null : (
          <span className="muted">
            <RelativeTime at={row.verdictAt} />
          </span>
        )}
      </span>
      {row.reason ? <q className="work-reason">{row.reason}</q> : null}
    </span>
  )
}
