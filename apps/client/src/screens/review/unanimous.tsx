// Unanimous: settles in one go the done tasks on which all annotators gave the same answers.
import type { ProjectId } from '@etabli/schema'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSending } from '../../hooks/use-api.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemNotice } from '../../problems/problem-view.tsx'
import { noticesStore, tell } from '../../stores/notices.ts'
import { api } from '../../transport/api.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'

export function Unanimous({ project }: { readonly project: ProjectId }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const params = { project }
  const counted = useQuery({
    queryKey: ['reviews.accept-unanimous', params],
    queryFn: () => api.call('reviews.accept-unanimous', { params, body: { dryRun: true } }),
  })
  const settle = useSending('reviews.accept-unanimous', {
    touches: ['tasks.list', 'tasks.get', 'projects.get', 'projects.list', 'reviews.accept-unanimous'],
    onDone: ({ settled }) => {
      setAsking(false)
      tell(noticesStore, { tone: 'ok', words: t('review.unanimousDone', { count: settled }) })
    },
  })
  const count = counted.data?.settled ?? 0
  if (count === 0) return null
  return (
    <>
      <Button size="sm" wide onPress={() => setAsking(true)}>
        {t('review.unanimousSettle', { count })}
      </Button>
      <Confirm
        title={t('review.unanimousSettle', { count })}
        action={t('review.unanimousAction', { count })}
        isOpen={asking}
        isPending={settle.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => settle.mutate({ params, body: { dryRun: false } })}
      >
        <ProblemNotice error={settle.error} />
        <p>{t('review.unanimousLead')}</p>
      </Confirm>
    </>
  )
}
