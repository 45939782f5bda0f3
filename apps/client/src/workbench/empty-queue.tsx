// EmptyQueue: why there is nothing to label now, and what to do next (QUE6).
import type { EmptyReason } from '@etabli/protocol'
import { unreachable } from '@etabli/schema'
import { CheckCheck, Clock, CloudOff, Inbox, PauseCircle, UserX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../hooks/use-words.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { clockTime } from '../ui/relative-time.tsx'
import { EmptyState } from '../ui/state.tsx'

/** What the server says, and that the person lost their place in the project. */
type Reason = EmptyReason | { readonly why: 'outside' }

export interface EmptyQueueProps {
  /** Null where the server could not be asked. */
  readonly reason: Reason | null
  readonly onLook: () => void
}

export function EmptyQueue({ reason, onLook }: EmptyQueueProps) {
  const { t, language } = useWords()
  const said = say(reason, t, (at) => clockTime(at, language))
  return (
    <EmptyState
      icon={said.icon}
      title={said.title}
      action={
        <>
          <Button onPress={onLook}>{t('label.empty.look')}</Button>
          <ButtonLink href="/" variant="primary">
            {t('label.home')}
          </ButtonLink>
        </>
      }
    >
      {said.next}
    </EmptyState>
  )
}

interface Said {
  readonly icon: ReactNode
  readonly title: string
  readonly next: string
}

function say(reason: Reason | null, t: ReturnType<typeof useWords>['t'], clock: (at: number) => string): Said {
  if (!reason) {
    return { icon: <CloudOff size={24} />, title: t('label.empty.offline'), next: t('label.empty.offlineNext') }
  }
  switch (reason.why) {
    case 'all-done':
      return { icon: <CheckCheck size={24} />, title: t('label.empty.allDone'), next: t('label.empty.allDoneNext') }
    case 'all-leased': {
      const at = reason.nextAt === null ? '' : ` ${t('label.empty.nextAt', { time: clock(reason.nextAt) })}`
      const next = t('label.empty.allLeasedNext', { count: reason.leased }) + at
      return { icon: <Clock size={24} />, title: t('label.empty.allLeased'), next }
    }
    case 'your-share-done': {
      const next = t('label.empty.shareDoneNext', { count: reason.open })
      return { icon: <CheckCheck size={24} />, title: t('label.empty.shareDone'), next }
    }
    case 'paused':
      return { icon: <PauseCircle size={24} />, title: t('label.empty.paused'), next: t('label.empty.pausedNext') }
    case 'outside':
      return { icon: <UserX size={24} />, title: t('label.empty.outside'), next: t('label.empty.outsideNext') }
    case 'no-tasks':
      return { icon: <Inbox size={24} />, title: t('label.empty.noTasks'), next: t('label.empty.noTasksNext') }
    default:
      return unreachable(reason)
  }
}
