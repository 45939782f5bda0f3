// Personal: what was flagged as personal data in the recording under review: hear the original on record, lift a false flag.
import type { PersonalRecord } from '@etabli/protocol'
import { type AudioMedia, limits, type Task } from '@etabli/schema'
import { useEffect, useState } from 'react'
import { useFetched, useSending } from '../../hooks/use-api.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemNotice } from '../../problems/problem-view.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import type { Shortcuts } from '../../workbench/shortcuts.ts'

export interface PersonalProps {
  readonly task: Task
  readonly shortcuts: Shortcuts
  /** The recording without a tone, for this reviewer and for a while. */
  readonly onHear: (media: AudioMedia) => void
}

const OPEN = { id: 'review.personal', keys: ['Shift+b'] } as const

/** The part of the panel; nothing where nothing was ever flagged. */
export function Personal(props: PersonalProps) {
  const { task, shortcuts } = props
  const { t } = useWords()
  const record = useFetched('personal.list', { params: { task: task.id } }).data
  const [isOpen, setOpen] = useState(false)
  const hasFlags = (record?.flags.length ?? 0) > 0
  useEffect(() => {
    if (!hasFlags) return
    return shortcuts.register('frame', [{ ...OPEN, run: () => setOpen(true) }])
  }, [shortcuts, hasFlags])
  if (!record || !hasFlags) return null
  const count = record.flags.filter(holds).length
  const keys = shortcuts.keysOf(OPEN).join(', ')
  return (
    <section className="panel-part" aria-label={t('review.personal.title')}>
      <Button keys={keys} onPress={() => setOpen(true)}>
        {t('review.personal.open', { count })}
      </Button>
      {isOpen ? <Settle {...props} record={record} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}

type Flag = PersonalRecord['flags'][number]
const holds = ({ ended, lifted }: Flag): boolean => ended === null && lifted === null

interface SettleProps extends PersonalProps {
  readonly record: PersonalRecord
  readonly onClose: () => void
}

const TOUCHED = ['personal.list', 'tasks.get'] as const

function Settle({ task, record, onHear, onClose }: SettleProps) {
  const { t } = useWords()
  const { id } = task
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const lift = useSending('personal.lift', { touches: [...TOUCHED], onDone: () => setReason('') })
  const hear = useSending('personal.hear', { touches: ['personal.list'], onDone: ({ media }) => onHear(media) })
  const send = (flag: string): void => {
    setTried(true)
    if (reason.trim() !== '') lift.mutate({ params: { task: id, flag }, body: { reason: reason.trim() } })
  }
  const names = [...new Set(record.hearings.map(({ name }) => name))].join(', ')
  return (
    <Dialog title={t('review.personal.title')} isOpen onClose={onClose}>
      <div className="stack">
        <ProblemNotice error={lift.error ?? hear.error} />
        <p className="muted">{t('review.personal.lead')}</p>
        {record.flags.some(holds) ? (
          <TextArea
            label={t('review.personal.reason')}
            value={reason}
            onChange={setReason}
            maxLength={limits.reason}
            error={tried && reason.trim() === '' && !lift.isSuccess ? t('review.personal.reasonNeeded') : null}
          />
        ) : null}
        <ul className="stack">
          {record.flags.map((flag) => (
            <li key={flag.id}>
              {t(`audio.personal.kinds.${flag.label}`)}, {flag.start.toFixed(1)}–{flag.end.toFixed(1)} s,{' '}
              {t('review.personal.by', { name: flag.name })}:{' '}
              {flag.lifted
                ? t('review.personal.lifted', flag.lifted)
                : t(flag.ended === null ? 'review.personal.beeped' : 'review.personal.ended')}{' '}
              {holds(flag) ? (
                <Button isPending={lift.isPending} onPress={() => send(flag.id)}>
                  {t('review.personal.lift')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        {record.flags.some(holds) ? (
          <Button isPending={hear.isPending} onPress={() => hear.mutate({ params: { task: id } })}>
            {t('review.personal.hear')}
          </Button>
        ) : null}
        {hear.isSuccess ? <p role="status">{t('review.personal.hearing')}</p> : null}
        {names === '' ? null : <p className="muted">{t('review.personal.heard', { names })}</p>}
      </div>
    </Dialog>
  )
}
