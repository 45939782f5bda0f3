// Returned: on top of a task that came back: the reviewer's reason; on one reopened by oneself, that it is a correction.
import type { LeasedTask } from '@etabli/protocol'
import { useWords } from '../hooks/use-words.ts'
import { Notice } from '../ui/notice.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'

export function Returned({ leased }: { readonly leased: LeasedTask }) {
  const { t } = useWords()
  const { returned } = leased
  if (returned) {
    return (
      <Notice tone="warn" title={t('label.returned', { category: t(`label.reasons.${returned.category}`) })}>
        <span>
          {returned.reason}{' '}
          <span className="muted">
            <RelativeTime at={returned.at} />
          </span>
        </span>
      </Notice>
    )
  }
  return leased.lease.purpose === 'correct' ? <Notice tone="info">{t('label.correcting')}</Notice> : null
}
