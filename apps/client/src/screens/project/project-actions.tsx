// ProjectActions: label, review, and open, pause or archive the queue.
import type { ProjectCard } from '@etabli/protocol'
import { may, type ProjectState } from '@etabli/schema'
import { Archive, ClipboardCheck, MoreHorizontal, Pause, PenLine, Play } from 'lucide-react'
import { useState } from 'react'
import { useSending } from '../../hooks/use-api.ts'
import { useMe } from '../../hooks/use-me.ts'
import { useWords } from '../../hooks/use-words.ts'
import { sayProblem } from '../../problems/problem.ts'
import { noticesStore, tell } from '../../stores/notices.ts'
import { Button, ButtonLink, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Menu } from '../../ui/menu.tsx'

export function ProjectActions({ card }: { readonly card: ProjectCard }) {
  const { t } = useWords()
  const { me } = useMe()
  const [archiving, setArchiving] = useState(false)
  const { project, progress } = card
  const can = (action: Parameters<typeof may>[1]) => may({ role: card.role, admin: me?.person.admin ?? false }, action)
  const change = useStateChange(card)
  const open = project.state === 'open'
  return (
    <>
      {can('edit') && project.state !== 'archived' ? (
        <Button
          variant={open || !isReady(card) ? 'default' : 'primary'}
          icon={open ? <Pause size={14} /> : <Play size={14} />}
          isPending={change.isPending}
          isDisabled={!open && !isReady(card)}
          onPress={() => change.to(open ? 'paused' : 'open')}
        >
          {open ? t('projects.pauseQueue') : t('projects.openQueue')}
        </Button>
      ) : null}
      {can('review') && progress.tasks > 0 ? (
        <ButtonLink href={`/review/${project.id}`} icon={<ClipboardCheck size={14} />}>
          {t('home.review')}
        </ButtonLink>
      ) : null}
      {can('label') && open ? (
        <ButtonLink href={`/label/${project.id}`} variant="primary" icon={<PenLine size={14} />}>
          {t('home.label')}
        </ButtonLink>
      ) : null}
      {can('edit') ? (
        <Menu
          label={t('projects.more')}
          trigger={<IconButton label={t('projects.more')} icon={<MoreHorizontal size={16} />} />}
          groups={[
            {
              entries: [
                project.state === 'archived'
                  ? {
                      id: 'restore',
                      title: t('projects.restore'),
                      icon: <Archive size={14} />,
                      onAction: () => change.to('paused'),
                    }
                  : {
                      id: 'archive',
                      title: t('projects.archive'),
                      icon: <Archive size={14} />,
                      danger: true,
                      onAction: () => setArchiving(true),
                    },
              ],
            },
          ]}
        />
      ) : null}
      <Confirm
        title={t('projects.archiveTitle', { name: project.name })}
        isOpen={archiving}
        onClose={() => setArchiving(false)}
        onConfirm={() => {
          change.to('archived')
          setArchiving(false)
        }}
        action={t('projects.archive')}
        danger
      >
        {t('projects.archiveWords')}
      </Confirm>
    </>
  )
}

/** Whether the queue can be opened: there is something to look at and something to ask. */
export function isReady({ project, progress }: ProjectCard): boolean {
  return project.questions.length > 0 && progress.tasks > 0
}

/** Opens, pauses or archives; a refusal is told as a notice. */
export function useStateChange({ project }: ProjectCard): { to: (state: ProjectState) => void; isPending: boolean } {
  const { t } = useWords()
  const sending = useSending('projects.state', { touches: ['projects.get', 'projects.list'] })
  return {
    isPending: sending.isPending,
    to: (state) =>
      sending.mutate(
        { params: { project: project.id }, body: { state } },
        {
          onError: (error) => {
            const { sentence, details } = sayProblem(error, t)
            tell(noticesStore, { tone: 'danger', words: sentence, details })
          },
        },
      ),
  }
}
