// QuestionCard: one question, folded to a line or open as a form.
import { limits, type ProjectId, type Question } from '@etabli/schema'
import { ArrowDown, ArrowUp, ChevronRight, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { Badge } from '../../../ui/badge.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Switch } from '../../../ui/check.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { TextArea, TextField } from '../../../ui/field.tsx'
import { AttributesEditor } from './attributes-editor.tsx'
import { hasLabels, questionFault, takesAttributes } from './editing.ts'
import { KindOptions } from './kind-options.tsx'
import { LabelsEditor } from './labels-editor.tsx'

export interface QuestionCardProps {
  readonly project: ProjectId
  readonly question: Question
  /** All questions of the project. */
  readonly questions: readonly Question[]
  readonly place: number
  readonly count: number
  /** It is on the server, so answers to it may exist. */
  readonly isSaved: boolean
  readonly isOpen: boolean
  readonly onOpen: (open: boolean) => void
  readonly onChange: (question: Question) => void
  readonly onTitle: (title: string) => void
  readonly onMove: (to: number) => void
  readonly onDelete: () => void
}

export function QuestionCard(props: QuestionCardProps) {
  const { question, place, count, isSaved, isOpen, onOpen, onMove, onDelete } = props
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const body = useId()
  const fault = questionFault(question, t)
  return (
    <li className="card question-card" data-open={isOpen}>
      <div className="question-card-head">
        <button
          type="button"
          className="question-card-fold"
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => onOpen(!isOpen)}
        >
          <ChevronRight size={14} aria-hidden="true" />
          <span className="question-card-title">{question.title || t('schema.untitled')}</span>
          <Badge>{t(`schema.kinds.${question.kind}.name`)}</Badge>
          {question.labels.length > 0 && !isOpen ? (
            <span className="muted tabular">{t('schema.labelCount', { count: question.labels.length })}</span>
          ) : null}
          {fault && !isOpen ? <Badge tone="warn">{t('schema.incomplete')}</Badge> : null}
        </button>
        <span className="question-card-actions">
          <IconButton
            size="sm"
            label={t('schema.moveUp')}
            icon={<ArrowUp size={14} />}
            isDisabled={place === 0}
            onPress={() => onMove(place - 1)}
          />
          <IconButton
            size="sm"
            label={t('schema.moveDown')}
            icon={<ArrowDown size={14} />}
            isDisabled={place === count - 1}
            onPress={() => onMove(place + 1)}
          />
          <IconButton
            size="sm"
            label={t('schema.deleteQuestion')}
            icon={<Trash2 size={14} />}
            onPress={() => (isSaved ? setAsking(true) : onDelete())}
          />
        </span>
      </div>
      <div id={body} className="question-card-body" hidden={!isOpen}>
        {isOpen ? <Form {...props} /> : null}
      </div>
      <Confirm
        title={t('schema.deleteTitle', { title: question.title })}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          onDelete()
        }}
        action={t('schema.deleteQuestion')}
        danger
      >
        {t('schema.deleteWords')}
      </Confirm>
    </li>
  )
}

function Form({ project, question, questions, isSaved, onChange, onTitle }: QuestionCardProps) {
  const { t } = useWords()
  return (
    <>
      <TextField
        label={t('schema.title')}
        value={question.title}
        onChange={onTitle}
        maxLength={limits.name}
        error={question.title.trim() === '' ? t('schema.faults.title') : null}
        description={t(isSaved ? 'schema.idFixed' : 'schema.idWill', { id: question.id })}
      />
      <TextArea
        label={t('schema.help')}
        optional
        value={question.help}
        onChange={(help) => onChange({ ...question, help })}
        maxLength={limits.reason}
        rows={2}
      />
      <Switch
        isSelected={question.required}
        onChange={(required) => onChange({ ...question, required })}
        description={t('schema.requiredHint')}
      >
        {t('schema.required')}
      </Switch>
      <KindOptions question={question} questions={questions} onChange={onChange} />
      {hasLabels(question.kind) ? (
        <LabelsEditor
          project={project}
          question={question}
          questions={questions}
          isSaved={isSaved}
          onChange={onChange}
        />
      ) : null}
      {takesAttributes(question.kind) ? <AttributesEditor question={question} onChange={onChange} /> : null}
    </>
  )
}
