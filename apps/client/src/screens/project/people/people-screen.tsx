// PeopleScreen: who is in the project with which role, and the links by which others join.
import type { Member, ProjectCard } from '@etabli/protocol'
import { may, Role } from '@etabli/schema'
import { UserMinus, Users } from 'lucide-react'
import { useState } from 'react'
import { useFetched, useSending } from '../../../hooks/use-api.ts'
import { useMe } from '../../../hooks/use-me.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { Fetched, ProblemNotice } from '../../../problems/problem-view.tsx'
import { noticesStore, tell } from '../../../stores/notices.ts'
import { Badge } from '../../../ui/badge.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { Select } from '../../../ui/select.tsx'
import { EmptyState, Skeleton } from '../../../ui/state.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { Invitations } from './invitations.tsx'
import './people.css'

export function PeopleScreen({ card }: { readonly card: ProjectCard }) {
  const { t } = useWords()
  const { me } = useMe()
  const project = card.project.id
  const members = useFetched('members.list', { params: { project } })
  const mayInvite = may({ role: card.role, admin: me?.person.admin ?? false }, 'invite')
  return (
    <div className="people">
      <section className="stack">
        <h2>{t('people.members')}</h2>
        <Fetched of={members} loading={<Skeleton height={180} />}>
          {({ rows }) => <Members rows={rows} card={card} mayChange={mayInvite} me={me?.person.id ?? null} />}
        </Fetched>
      </section>
      {mayInvite ? <Invitations project={project} /> : null}
    </div>
  )
}

interface MembersProps {
  readonly rows: readonly Member[]
  readonly card: ProjectCard
  readonly mayChange: boolean
  readonly me: string | null
}

function Members({ rows, card, mayChange, me }: MembersProps) {
  const { t, language } = useWords()
  const [leaving, setLeaving] = useState<Member | null>(null)
  const project = card.project.id
  const changing = useSending('members.role', { touches: ['members.list'] })
  const set = (member: Member, role: Role | null) =>
    changing.mutate(
      { params: { project, person: member.person }, body: { role } },
      {
        onSuccess: () => {
          setLeaving(null)
          if (role === null) return
          const values = { name: member.name, role: t(`people.roles.${role}`).toLocaleLowerCase(language) }
          tell(noticesStore, { tone: 'ok', phrase: { key: 'people.changed', values } })
        },
      },
    )
  const columns: readonly Column<Member>[] = [
    {
      id: 'name',
      title: t('people.name'),
      grow: true,
      cell: (member) => (
        <span className="people-name">
          <span>
            {member.name}
            {member.person === me ? <span className="muted"> · {t('people.you')}</span> : null}
          </span>
          {member.simulated ? (
            <span title={t('people.simulatedHint')}>
              <Badge>{t('people.simulated')}</Badge>
            </span>
          ) : (
            <span className="muted people-email">{member.email}</span>
          )}
        </span>
      ),
    },
    {
      id: 'annotations',
      title: t('people.annotations'),
      align: 'end',
      secondary: true,
      cell: (member) => new Intl.NumberFormat(language).format(member.annotations),
    },
    {
      id: 'role',
      title: t('people.role'),
      cell: (member) =>
        mayChange && member.person !== me ? (
          <Select
            label={t('people.roleOf', { name: member.name })}
            labelHidden
            options={Role.options.map((id) => ({
              id,
              name: t(`people.roles.${id}`),
              hint: t(`people.rolesHint.${id}`),
            }))}
            value={member.role}
            onChange={(role) => set(member, role)}
            isDisabled={changing.isPending}
          />
        ) : (
          t(`people.roles.${member.role}`)
        ),
    },
    ...(mayChange
      ? [
          {
            id: 'remove',
            title: '',
            cell: (member: Member) =>
              member.person === me ? null : (
                <IconButton
                  size="sm"
                  label={t('people.remove', { name: member.name })}
                  icon={<UserMinus size={14} />}
                  onPress={() => setLeaving(member)}
                />
              ),
          },
        ]
      : []),
  ]
  return (
    <>
      <ProblemNotice error={changing.error} />
      <Table
        label={t('people.members')}
        columns={columns}
        rows={rows}
        rowKey={({ person }) => person}
        empty={
          <EmptyState icon={<Users size={24} />} title={t('people.empty')}>
            {t('people.emptyNext')}
          </EmptyState>
        }
      />
      <Confirm
        title={t('people.removeTitle', { name: leaving?.name ?? '' })}
        isOpen={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={() => {
          if (leaving) set(leaving, null)
        }}
        action={t('people.removeAction')}
        danger
        isPending={changing.isPending}
      >
        {t('people.removeWords')}
      </Confirm>
    </>
  )
}
