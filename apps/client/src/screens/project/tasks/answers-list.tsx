// AnswersList: a person's answers in words, each said by its modality.
import type { Answers, Media, Question } from '@etabli/schema'
import { Suspense, use } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { LabelDot } from '../../../ui/badge.tsx'
import { Skeleton } from '../../../ui/state.tsx'
import { viewsOf } from '../../../workbench/views.ts'

export interface AnswersListProps {
  readonly questions: readonly Question[]
  readonly media: Media
  readonly answers: Answers
}

const SHOWN = 12

export function AnswersList(props: AnswersListProps) {
  return (
    <Suspense fallback={<Skeleton lines={1} />}>
      <Said {...props} />
    </Suspense>
  )
}

function Said({ questions, media, answers }: AnswersListProps) {
  const { t } = useWords()
  const { byKind } = use(viewsOf(media.type, questions))
  if (answers.length === 0) return <p className="muted">{t('tasks.noMarks')}</p>
  return (
    <dl className="answers-list">
      {questions.map((question) => {
        const marks = answers.filter((mark) => mark.question === question.id)
        if (marks.length === 0) return null
        return (
          <div key={question.id}>
            <dt className="muted">{question.title}</dt>
            {marks.slice(0, SHOWN).map((mark) => {
              const label = question.labels.find(({ id }) => id === mark.label)
              return (
                <dd key={mark.id}>
                  {label ? <LabelDot colour={label.colour} /> : null}
                  <span>{byKind.get(mark.kind)?.describe(mark, question, media, t, answers) || label?.name}</span>
                </dd>
              )
            })}
            {marks.length > SHOWN ? (
              <dd className="muted">{t('tasks.more', { count: marks.length - SHOWN })}</dd>
            ) : null}
          </div>
        )
      })}
    </dl>
  )
}
