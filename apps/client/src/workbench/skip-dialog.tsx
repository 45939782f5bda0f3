// SkipDialog: later, not for me, or unusable; the last two with a reason.
import { limits, type ReleaseReason } from '@etabli/schema'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useWords } from '../hooks/use-words.ts'
import { Button } from '../ui/button.tsx'
import { RadioGroup } from '../ui/check.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'

export interface SkipDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onSkip: (reason: ReleaseReason, words: string) => void
}

const REASONS: readonly ReleaseReason[] = ['later', 'skip', 'unusable']

export function SkipDialog({ isOpen, onClose, onSkip }: SkipDialogProps) {
  const { t } = useWords()
  const [reason, setReason] = useState<ReleaseReason>('later')
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  /** A hand that points goes on to type; arrows go on to the next reason. */
  const points = useRef(false)
  const missing = reason !== 'later' && words.trim() === ''
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (missing) {
      setTried(true)
      event.currentTarget.querySelector('textarea')?.focus()
      return
    }
    onSkip(reason, reason === 'later' ? '' : words.trim())
    setWords('')
    setReason('later')
    setTried(false)
    onClose()
  }
  const press = (event: KeyboardEvent<HTMLFormElement>): void => {
    points.current = false
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }
  return (
    <Dialog
      title={t('label.skipTitle')}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" form="skip-form" variant="primary">
            {t('label.skip')}
          </Button>
        </>
      }
    >
      <form
        id="skip-form"
        className="stack"
        onSubmit={submit}
        onKeyDownCapture={press}
        onPointerDownCapture={() => {
          points.current = true
        }}
      >
        <p className="muted">{t('label.skipLead')}</p>
        <RadioGroup
          label={t('label.skipTitle')}
          labelHidden
          value={reason}
          onChange={setReason}
          autoFocus
          options={REASONS.map((id) => ({
            id,
            name: t(`label.skipReasons.${id}`),
            hint: t(`label.skipReasons.${id}Hint`),
          }))}
        />
        {reason === 'later' ? null : (
          <TextArea
            label={t('label.skipWords')}
            value={words}
            onChange={setWords}
            maxLength={limits.reason}
            error={tried && missing ? t('label.skipWordsNeeded') : null}
            autoFocus={points.current}
          />
        )}
      </form>
    </Dialog>
  )
}
