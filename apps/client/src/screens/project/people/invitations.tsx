// Invitations: make a link with a role, copy it while it is shown, see the open ones and withdraw them.
import type { Invitation } from '@etabli/protocol'
import { type ProjectId, Role } from '@etabli/schema'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { useFetched, useSending } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { Fetched, ProblemNotice } from '../../../problems/problem-view.tsx'
import { basePath } from '../../../transport/api.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyLine } from '../../../ui/copy-line.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Select } from '../../../ui/select.tsx'
import { Skeleton } from '../../../ui/state.tsx'
import { type Column, Table } from '../../../ui/table.tsx'

export function Invitations({ project }: { readonly project: ProjectId }) {
  const { t } = useWords()
  const [role, setRole] = useState<Role>('annotator')
  const [fresh, setFresh] = useState<Invitation | null>(null)
  const list = useFetched('invitations.list', { params: { project } })
  const making = useSending('invitations.create', { touches: ['invitations.list'], onDone: setFresh })
  return (
    <section className="card project-panel invitations">
      <h2>{t('people.invitations')}</h2>
      <form
        className="invitations-make"
        onSubmit={(event) => {
          event.preventDefault()
          making.mutate({ params: { project }, body: { role } })
        }}
      >
        <Select
          label={t('people.inviteAs')}
          options={Role.options.toReversed().map((id) => ({
            id,
            name: t(`people.roles.${id}`),
            hint: t(`people.rolesHint.${id}`),
          }))}
          value={role}
          onChange={setRole}
        />
        <Button type="submit" variant="primary" icon={<Link2 size={14} />} isPending={making.isPending}>
          {t('people.invite')}
        </Button>
      </form>
      <p className="muted">{t('people.inviteHint')}</p>
      <ProblemNotice error={making.error} />
      {fresh?.secret ? <Fresh key={fresh.id} invitation={fresh} secret={fresh.secret} /> : null}
      <Fetched of={list} loading={<Skeleton height={80} />}>
        {({ rows }) => (
          <Open
            rows={rows}
            project={project}
            onWithdrawn={(id) => {
              if (fresh?.id === id) setFresh(null)
            }}
          />
        )}
      </Fetched>
    </section>
  )
}

function Fresh({ invitation, secret }: { readonly invitation: Invitation; readonly secret: string }) {
  const { t } = useWords()
  const link = `${window.location.origin}${basePath()}/join/${secret}`
  return (
    <div className="invitations-fresh">
      <strong>{t(`people.roles.${invitation.role}`)}</strong>
      <CopyLine label={t('people.link')} value={link} action={t('people.copy')} note={t('people.once')} />
    </div>
  )
}

interface OpenProps {
  readonly rows: readonly Invitation[]
  readonly project: ProjectId
  readonly onWithdrawn: (id: string) => void
}

function Open({ rows, project, onWithdrawn }: OpenProps) {
  const { t } = useWords()
  const withdrawing = useSending('invitations.withdraw', { touches: ['invitations.list'] })
  const columns: readonly Column<Invitation>[] = [
    { id: 'role', title: t('people.role'), grow: true, cell: ({ role }) => t(`people.roles.${role}`) },
    {
      id: 'made',
      title: t('people.made'),
      secondary: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    { id: 'expires', title: t('people.expires'), cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
    { id: 'uses', title: t('people.joined'), align: 'end', cell: ({ uses }) => uses },
    {
      id: 'withdraw',
      title: '',
      cell: ({ id }) => (
        <Button
          size="sm"
          variant="danger"
          isDisabled={withdrawing.isPending}
          onPress={() =>
            withdrawing.mutate({ params: { project, invitation: id } }, { onSuccess: () => onWithdrawn(id) })
          }
        >
          {t('people.withdraw')}
        </Button>
      ),
    },
  ]
  if (rows.length === 0) return <p className="muted">{t('people.noInvitations')}</p>
  return (
    <>
      <ProblemNotice error={withdrawing.error} />
      <Table label={t('people.invitations')} columns={columns} rows={rows} rowKey={({ id }) => id} />
    </>
  )
}
