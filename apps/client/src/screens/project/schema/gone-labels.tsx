// GoneLabels: the classes that were merged or deleted with their marks, each of which can be brought back.
import type { LabelId, Question } from '@etabli/schema'
import { Undo2 } from 'lucide-react'
import { useWords } from '../../../hooks/use-words.ts'
import { LabelDot } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'

export interface GoneLabelsProps {
  readonly question: Question
  readonly onBack: (id: LabelId) => void
}

export function GoneLabels({ question, onBack }: GoneLabelsProps) {
  const { t } = useWords()
  const gone = question.removed ?? []
  if (gone.length === 0) return null
  const nameOf = (id: LabelId) =>
    question.labels.find((label) => label.id === id)?.name ??
    gone.find(({ label }) => label.id === id)?.label.name ??
    id
  return (
    <ul aria-label={t('schema.remove.gone')}>
      {gone.map(({ label, into }) => (
        <li key={label.id} className="label-row-gone">
          <LabelDot colour={label.colour} />
          <span className="muted">
            {into === undefined
              ? t('schema.remove.wasDeleted', { name: label.name })
              : t('schema.remove.wasMerged', { name: label.name, into: nameOf(into) })}
          </span>
          <Button size="sm" variant="quiet" icon={<Undo2 size={14} />} onPress={() => onBack(label.id)}>
            {t('schema.remove.back')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
