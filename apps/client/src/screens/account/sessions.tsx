// Sessions: the devices on which one is signed in; each can be signed out from here, or all the others at once.
import type { SessionRow } from '@etabli/protocol'
import { useState } from 'react'
import { useFetched, useSending } from '../../hooks/use-api.ts'
import { useWords } from '../../hooks/use-words.ts'
import { Fetched, ProblemNotice } from '../../problems/problem-view.tsx'
import { noticesStore, tell } from '../../stores/notices.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Skeleton } from '../../ui/state.tsx'

export function Sessions() {
  const { t } = useWords()
  const list = useFetched('sessions.list')
  return (
    <section className="card account-part" aria-labelledby="account-sessions">
      <h2 id="account-sessions">{t('account.sessions')}</h2>
      <Fetched of={list} loading={<Skeleton height={96} />}>
        {({ rows }) => <Devices rows={rows.filter((row) => row.kind === 'session')} />}
      </Fetched>
    </section>
  )
}

function Devices({ rows }: { readonly rows: readonly SessionRow[] }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const ending = useSending('sessions.revoke', { touches: ['sessions.list'] })
  const endingOthers = useSending('sessions.end-others', {
    touches: ['sessions.list'],
    onDone({ ended }) {
      setAsking(false)
      tell(noticesStore, { tone: 'ok', phrase: { key: 'account.othersEnded', values: { count: ended } } })
    },
  })
  const ordered = rows.toSorted((a, b) => Number(b.current) - Number(a.current))
  const others = rows.filter((row) => !row.current).length
  return (
    <>
      <ProblemNotice error={ending.error ?? endingOthers.error} />
      <ul className="account-rows">
        {ordered.map((row) => (
          <li key={row.id} className="account-row">
            <div className="account-row-words">
              <span className="account-row-name">
                {row.name || t('account.unknownDevice')}
                {row.current ? <Badge tone="accent">{t('account.thisDevice')}</Badge> : null}
              </span>
              <span className="muted">
                {t('account.lastSeen')} <RelativeTime at={row.lastSeenAt} />
              </span>
            </div>
            {row.current ? null : (
              <Button
                size="sm"
                isDisabled={ending.isPending}
                onPress={() => ending.mutate({ params: { session: row.id } })}
                aria-label={t('account.endSession', { name: row.name || t('account.unknownDevice') })}
              >
                {t('account.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others > 0 ? (
        <div>
          <Button onPress={() => setAsking(true)}>{t('account.endOthers')}</Button>
        </div>
      ) : null}
      <Confirm
        title={t('account.endOthersTitle')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => endingOthers.mutate({})}
        action={t('account.endOthers')}
        isPending={endingOthers.isPending}
      >
        <p>{t('account.endOthersWords')}</p>
      </Confirm>
    </>
  )
}
