// Panel: the questions of the task: labels with keys and counts, the marks as a list, fields to answer. A sheet on phones.
import { fieldsBeside, type StageProps } from '@etabli/modality-kit'
import type { LabelId, Question, Task } from '@etabli/schema'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { ErrorBoundary } from '../problems/error-boundary.tsx'
import type { EditorStore } from '../stores/editor.ts'
import { FieldsTable } from './fields-table.tsx'
import { LabelList } from './label-list.tsx'
import { MarkAttributes } from './mark-attributes.tsx'
import { MarkList } from './mark-list.tsx'
import { QuestionFault } from './question-fault.tsx'
import { useFocusedQuestion, useKeysElsewhere } from './question-focus.ts'
import type { Shortcuts } from './shortcuts.ts'
import type { ProjectViews } from './views.ts'
import './panel.css'

export interface PanelProps {
  readonly views: ProjectViews
  readonly stage: StageProps
  readonly task: Task
  readonly editor: EditorStore
  readonly choose: (question: Question, label: LabelId) => void
  /** Where the keys and actions of the stage are known: the list offers those for what is selected. */
  readonly shortcuts: Shortcuts
  readonly aside?: ReactNode
  readonly isOpen: boolean
  readonly onOpen: (open: boolean) => void
}

export function Panel({ views, stage, task, editor, choose, shortcuts, aside, isOpen, onOpen }: PanelProps) {
  const { t } = useWords()
  const fields = fieldsBeside(stage.questions, task.fields)
  const within = useFocusedQuestion()
  const body = useRef<HTMLDivElement>(null)
  // Folded on a phone, the panel shows its first lines.
  useEffect(() => {
    if (!isOpen) body.current?.scrollTo(0, 0)
  }, [isOpen])
  const active = stage.active?.question
  const keysElsewhere = useKeysElsewhere(stage.questions, { within, active })
  return (
    <aside className="panel" aria-label={t('label.panel')} data-open={isOpen ? '' : undefined}>
      <button type="button" className="panel-handle" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
        {isOpen ? <ChevronDown size={16} /> : <ChevronUp size={16} />}
        {t('label.panel')}
      </button>
      <div className="panel-body" ref={body}>
        {aside}
        {stage.questions.map((question) => (
          <QuestionPart
            key={question.id}
            question={question}
            views={views}
            stage={stage}
            editor={editor}
            choose={choose}
            shortcuts={shortcuts}
            isCurrent={question.id === (within ?? active)}
            hasKeys={!keysElsewhere.has(question.id)}
          />
        ))}
        {Object.keys(fields).length > 0 ? (
          <section className="panel-part" data-fields="">
            <h3 className="panel-title">{t('label.about')}</h3>
            <FieldsTable fields={fields} />
          </section>
        ) : null}
        <p className="panel-empty">{t('label.panelEmpty')}</p>
      </div>
    </aside>
  )
}

interface QuestionPartProps {
  readonly question: Question
  readonly views: ProjectViews
  readonly stage: StageProps
  readonly editor: EditorStore
  readonly choose: (question: Question, label: LabelId) => void
  readonly shortcuts: Shortcuts
  /** It is where the keys go. */
  readonly isCurrent: boolean
  /** Each key that it shows means it. */
  readonly hasKeys: boolean
}

function QuestionPart(props: QuestionPartProps) {
  const { question, views, stage, editor, choose, shortcuts, isCurrent, hasKeys } = props
  const view = views.byKind.get(question.kind)
  const faults = useStore(editor, (state) => state.faults)
  const fault = faults.find((candidate) => candidate.question === question.id)
  const Field = view?.Field
  const Inspector = view?.Inspector
  const listed = view?.listed.includes(question.kind) ?? false
  // What is answered on the stage by one mark (a transcript) has no list and no field, but may say more of itself.
  const saysMore = !Field && !listed && (question.attributes?.length ?? 0) > 0
  if (!Field && !listed && !saysMore) return null
  return (
    <section
      className="panel-part"
      data-question={question.id}
      data-fault={fault ? '' : undefined}
      data-current={isCurrent ? '' : undefined}
      data-keys={hasKeys ? undefined : 'elsewhere'}
    >
      {Field ? (
        <ErrorBoundary resetKey={question.id}>
          <Field {...stage} question={question} />
        </ErrorBoundary>
      ) : null}
      {listed ? <LabelList question={question} stage={stage} choose={choose} /> : null}
      <QuestionFault question={question} editor={editor} />
      {saysMore ? <MarkAttributes question={question} stage={stage} faults={faults} title={question.title} /> : null}
      {listed && view ? (
        <>
          <MarkList question={question} stage={stage} describe={view.describe} shortcuts={shortcuts} />
          {Inspector ? (
            <ErrorBoundary resetKey={question.id}>
              <Inspector {...stage} question={question} />
            </ErrorBoundary>
          ) : null}
          <MarkAttributes question={question} stage={stage} faults={faults} />
        </>
      ) : null}
    </section>
  )
}
