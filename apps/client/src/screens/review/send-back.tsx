// SendBack: returns one annotation to its author, with a category and a reason that they will read.
import { type AnnotationId, limits, ReasonCategory, type ReviewDraft } from '@etabli/schema'
import { useState } from 'react'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemNotice } from '../../problems/problem-view.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import type { Voice } from './reading.ts'

export interface SendBackProps {
  readonly voices: readonly Voice[]
  /** Whose is chosen at first; the dialog is shown while this is not null. */
  readonly first: AnnotationId
  readonly isPending: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onSend: (review: ReviewDraft) => void
}

export function SendBack({ voices, first, isPending, error, onClose, onSend }: SendBackProps) {
  const { t } = useWords()
  const [annotation, setAnnotation] = useState<AnnotationId>(first)
  const [category, setCategory] = useState<ReasonCategory | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const send = (): void => {
    setTried(true)
    if (category !== null && reason.trim() !== '') {
      onSend({ verdict: 'return', annotation, category, reason: reason.trim() })
    }
  }
  return (
    <Dialog
      title={t('review.sendBackTitle')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button variant="primary" isPending={isPending} onPress={send}>
            {t('review.sendBackAction')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNotice error={error} />
        <p className="muted">{t('review.sendBackLead')}</p>
        <Select
          label={t('review.whose')}
          value={annotation}
          onChange={setAnnotation}
          options={voices.map(({ said, name }) => ({ id: said.annotation.id, name }))}
        />
        <Select
          label={t('review.category')}
          value={category}
          onChange={setCategory}
          placeholder={t('review.categoryChoose')}
          error={tried && category === null ? t('review.categoryNeeded') : null}
          options={ReasonCategory.options.map((id) => ({ id, name: t(`label.reasons.${id}`) }))}
        />
        <TextArea
          label={t('review.reason')}
          description={t('review.reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={limits.reason}
          error={tried && reason.trim() === '' ? t('review.reasonNeeded') : null}
        />
      </div>
    </Dialog>
  )
}
