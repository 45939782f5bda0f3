// Candidates: what some saw, but too few for a quorum, one at a time: add it to the answers or leave it out.
import type { Answers, Mark, Media, Question, Support } from '@etabli/schema'
import { use } from 'react'
import { useWords } from '../../hooks/use-words.ts'
import { LabelDot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { viewsOf } from '../../workbench/views.ts'

export interface CandidatesProps {
  readonly questions: readonly Question[]
  readonly media: Media
  /** The answers as they stand, which a candidate may join. */
  readonly answers: Answers
  readonly open: readonly Mark[]
  readonly support: Support | undefined
  readonly keys: { readonly add: string | undefined; readonly leave: string | undefined }
  readonly onAdd: () => void
  readonly onLeave: () => void
}

/** Suspends while the views are fetched, as the surface around it does. */
export function Candidates(props: CandidatesProps) {
  const { questions, media, answers, open, support, keys, onAdd, onLeave } = props
  const { t } = useWords()
  const views = use(viewsOf(media.type, questions))
  const [mark] = open
  if (!mark) return null
  const question = questions.find((candidate) => candidate.id === mark.question)
  const label = question?.labels.find((candidate) => candidate.id === mark.label)
  const words = question ? views.byKind.get(mark.kind)?.describe(mark, question, media, t, answers) : undefined
  return (
    <section className="panel-part review-candidates" aria-labelledby="review-candidates">
      <h3 className="panel-title" id="review-candidates">
        {t('review.candidates', { count: open.length })}
      </h3>
      <p className="review-candidate">
        {label ? <LabelDot colour={label.colour} /> : null}
        <span className="review-candidate-words" dir="auto">
          {words || label?.name || question?.title}
        </span>
      </p>
      <p className="muted review-small">
        {label && words && !words.includes(label.name) ? `${label.name} · ` : ''}
        {question && questions.length > 1 ? `${question.title} · ` : ''}
        {support ? t('review.votes', { count: support.votes, of: support.of }) : ''}
      </p>
      <div className="row">
        <Button size="sm" keys={keys.add} onPress={onAdd}>
          {t('review.add')}
        </Button>
        <Button size="sm" variant="quiet" keys={keys.leave} onPress={onLeave}>
          {t('review.leave')}
        </Button>
      </div>
    </section>
  )
}
