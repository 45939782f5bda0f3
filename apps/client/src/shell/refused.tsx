// Refused: the submissions that the server refused, why, and what can be done about each.
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import type { OutboxRow } from '../local/database.ts'
import { sayIssue, sayRefusal } from '../problems/problem.ts'
import type { Live } from '../transport/open-live.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

interface RefusedProps {
  readonly live: Live
  readonly onClose: () => void
  readonly onReopen: ((row: OutboxRow) => void) | undefined
}

export function Refused({ live, onClose, onReopen }: RefusedProps) {
  const { t } = useWords()
  const rows = useStore(live.outbox.store, (state) => state.rows)
  const refused = rows.filter((row) => row.state === 'refused')
  return (
    <Dialog title={t('safety.refusedTitle')} isOpen={refused.length > 0} onClose={onClose}>
      <p className="muted">{t('safety.refusedLead')}</p>
      <ul className="safety-rows">
        {refused.map((row) => (
          <li key={row.seq} className="safety-row">
            <strong>{row.name}</strong>
            <span>{row.problem ? sayRefusal(row.problem, t) : ''}</span>
            {row.problem?.issues?.map((issue) => (
              <span key={`${issue.path} ${issue.message}`} className="muted">
                {sayIssue(issue, t)}
              </span>
            ))}
            <span className="row">
              {onReopen ? (
                <Button
                  size="sm"
                  variant="primary"
                  onPress={() => {
                    onClose()
                    onReopen(row)
                  }}
                >
                  {t('safety.reopen')}
                </Button>
              ) : null}
              <Button size="sm" onPress={() => void live.outbox.retry(row.seq)}>
                {t('safety.tryAgain')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
