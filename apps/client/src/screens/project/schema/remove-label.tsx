// RemoveLabel: asks what becomes of the marks of a class in use, with exact counts: merged, kept, or deleted with it.
import { type Label, type LabelId, livingLabels, type Question } from '@etabli/schema'
import { useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { Button } from '../../../ui/button.tsx'
import { RadioGroup } from '../../../ui/check.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Select } from '../../../ui/select.tsx'
import type { Fate } from './classes.ts'

export interface RemoveLabelProps {
  readonly question: Question
  readonly label: Label
  readonly marks: number
  readonly annotations: number
  readonly onClose: () => void
  readonly onRemove: (fate: Fate) => void
}

export function RemoveLabel({ question, label, marks, annotations, onClose, onRemove }: RemoveLabelProps) {
  const { t } = useWords()
  const others = livingLabels(question.labels).filter(({ id }) => id !== label.id)
  const [fate, setFate] = useState<Fate['fate']>(others.length > 0 ? 'merge' : 'keep')
  const [into, setInto] = useState<LabelId | null>(others[0]?.id ?? null)
  const chosen: Fate | null = fate === 'merge' ? (into === null ? null : { fate, into }) : { fate }
  const values = { count: marks, annotations }
  return (
    <Dialog
      title={t('schema.remove.title', { name: label.name })}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            variant={fate === 'delete' ? 'danger' : 'primary'}
            isDisabled={chosen === null}
            onPress={() => chosen && onRemove(chosen)}
          >
            {t(`schema.remove.do.${fate}`)}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('schema.remove.counts', values)}</p>
        <RadioGroup<Fate['fate']>
          label={t('schema.remove.question')}
          value={fate}
          onChange={setFate}
          options={[
            {
              id: 'merge',
              name: t('schema.remove.merge'),
              hint: t('schema.remove.mergeHint'),
              isDisabled: others.length === 0,
            },
            { id: 'keep', name: t('schema.remove.keep'), hint: t('schema.remove.keepHint') },
            { id: 'delete', name: t('schema.remove.delete'), hint: t('schema.remove.deleteHint', values) },
          ]}
        />
        {fate === 'merge' ? (
          <Select
            label={t('schema.remove.into')}
            value={into}
            onChange={setInto}
            options={others.map(({ id, name }) => ({ id, name }))}
          />
        ) : null}
        <p className="muted">{t('schema.remove.undo')}</p>
      </div>
    </Dialog>
  )
}
