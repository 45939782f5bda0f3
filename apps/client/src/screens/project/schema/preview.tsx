// Preview: the questions as an annotator will see them.
import type { Project, Question } from '@etabli/schema'
import { useWords } from '../../../hooks/use-words.ts'

export interface PreviewProps {
  readonly project: Project
  readonly questions: readonly Question[]
}

export function Preview({ questions }: PreviewProps) {
  const { t } = useWords()
  return (
    <section className="schema-preview card project-panel" aria-label={t('schema.preview')}>
      <h2>{t('schema.preview')}</h2>
      <ul>
        {questions.map((question) => (
          <li key={question.id}>{question.title}</li>
        ))}
      </ul>
    </section>
  )
}
