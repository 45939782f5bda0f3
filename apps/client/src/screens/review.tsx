// Review: the reviewer's desk for one project, worst agreement first.
import { ProjectId } from '@etabli/schema'
import { useParams } from 'wouter'
import { useFetched } from '../hooks/use-api.ts'
import { useMay } from '../hooks/use-me.ts'
import { useWords } from '../hooks/use-words.ts'
import { ProblemState } from '../problems/problem-view.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { NotFound } from './not-found.tsx'
import { Desk } from './review/desk.tsx'

export function Review() {
  const { project, '*': task } = useParams<{ project: string; '*'?: string }>()
  const id = ProjectId.safeParse(project)
  return id.success ? <Loaded project={id.data} opened={task || null} /> : <NotFound />
}

function Loaded({ project, opened }: { readonly project: ProjectId; readonly opened: string | null }) {
  const { t } = useWords()
  const mayReview = useMay(project, 'review')
  const card = useFetched('projects.get', { params: { project } })
  if (card.isError && !card.data) return <ProblemState error={card.error} onRetry={() => void card.refetch()} />
  if (!card.data) {
    return (
      <div className="page">
        <Skeleton height={32} width="40%" />
        <Skeleton height={480} />
      </div>
    )
  }
  if (!mayReview) {
    return <ErrorState title={t('errors.not-allowed')} action={<ButtonLink href="/">{t('review.home')}</ButtonLink>} />
  }
  return <Desk card={card.data} opened={opened} />
}
