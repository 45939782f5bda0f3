// SchemaScreen: the project's questions and their labels, with the live preview beside them.
import type { Project, Question } from '@etabli/schema'
import { limits } from '@etabli/schema'
import { ListPlus, Plus, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { EmptyState } from '../../../ui/state.tsx'
import { useEdit } from '../edits.ts'
import { SaveBar } from '../save-bar.tsx'
import { faultOf, kindsFor, moved, newQuestion, retitle } from './editing.ts'
import { usePast } from './past.ts'
import { Preview } from './preview.tsx'
import { QuestionCard } from './question-card.tsx'
import './schema.css'

export function SchemaScreen({ project }: { readonly project: Project }) {
  const { t } = useWords()
  const edit = useEdit(project, 'questions', { questions: project.questions })
  const { questions } = edit.value
  const [open, setOpen] = useState<number | null>(questions.length === 1 ? 0 : null)
  const past = usePast(project.id)
  const set = (next: Question[]) => {
    past.keep(questions, next, !edit.isEdited && !past.discarded)
    edit.change({ questions: next })
  }
  const undo = () => {
    const before = past.back()
    if (before) edit.change({ questions: [...before] })
  }
  const canUndo = past.steps.length > 0 && (edit.isEdited || past.discarded)
  const isSaved = (question: Question) => project.questions.some(({ id }) => id === question.id)
  const add = (
    <Menu
      label={t('schema.addQuestion')}
      placement="bottom start"
      trigger={
        <Button
          icon={<Plus size={14} />}
          variant={questions.length === 0 ? 'primary' : 'default'}
          isDisabled={questions.length >= limits.questionsPerProject}
        >
          {t('schema.addQuestion')}
        </Button>
      }
      groups={[
        {
          title: t('schema.chooseKind'),
          entries: kindsFor(project.media).map((kind) => ({
            id: kind,
            title: t(`schema.kinds.${kind}.name`),
            hint: t(`schema.kinds.${kind}.about`),
            onAction: () => {
              set([...questions, newQuestion(kind, t(`schema.kinds.${kind}.title`), questions)])
              setOpen(questions.length)
            },
          })),
        },
      ]}
    />
  )
  return (
    <div className="schema">
      <div className="stack schema-questions">
        {questions.length === 0 ? (
          <div className="card">
            <EmptyState icon={<ListPlus size={24} />} title={t('schema.empty')} action={add}>
              {t('schema.emptyNext')}
            </EmptyState>
          </div>
        ) : (
          <ol className="stack">
            {questions.map((question, index) => (
              <QuestionCard
                // Its place, because the id of a new question follows its title while it is typed.
                key={index}
                project={project.id}
                question={question}
                questions={questions}
                place={index}
                count={questions.length}
                isSaved={isSaved(question)}
                isOpen={open === index}
                onOpen={(opened) => setOpen(opened ? index : null)}
                onChange={(next) => set(questions.map((other, at) => (at === index ? next : other)))}
                onTitle={(title) => set(retitle(questions, index, title, isSaved(question)))}
                onMove={(to) => {
                  set(moved(questions, index, to))
                  if (open === index) setOpen(to)
                  else if (open === to) setOpen(index)
                }}
                onDelete={() => {
                  set(questions.filter((_, at) => at !== index))
                  setOpen(null)
                }}
              />
            ))}
          </ol>
        )}
        {questions.length === 0 && !canUndo ? null : (
          <div className="row">
            {questions.length === 0 ? null : add}
            {canUndo ? (
              <Button variant="quiet" icon={<Undo2 size={14} />} onPress={undo}>
                {t('schema.undo')}
              </Button>
            ) : null}
          </div>
        )}
        <SaveBar
          project={project}
          edit={edit}
          fault={faultOf(questions, t)}
          onDiscard={() => past.discard(questions)}
        />
      </div>
      <Preview project={project} questions={questions} />
    </div>
  )
}
