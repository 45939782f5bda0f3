// Preview: the questions as an annotator will see them, on a task of the project or on a built-in sample; to be tried.
import type { Project, Question } from '@etabli/schema'
import { useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { useFetched } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { ErrorBoundary } from '../../../problems/error-boundary.tsx'
import { api } from '../../../transport/api.ts'
import { Button } from '../../../ui/button.tsx'
import { Skeleton } from '../../../ui/state.tsx'
import { PreviewSurface } from './preview-surface.tsx'
import { type SampleTask, sampleTask } from './sample-task.ts'

export interface PreviewProps {
  readonly project: Project
  readonly questions: readonly Question[]
}

export function Preview({ project, questions }: PreviewProps) {
  const { t } = useWords()
  const [round, setRound] = useState(0)
  const sample = useSample(
    project,
    questions.some(({ kind }) => kind === 'ranking'),
  )
  return (
    <section className="schema-preview card" aria-label={t('schema.preview')}>
      <div className="project-panel-head schema-preview-head">
        <div>
          <h2>{t('schema.preview')}</h2>
          <p className="muted">
            {sample?.own ? t('schema.previewOwn') : t('schema.previewSample')} {t('schema.previewHint')}
          </p>
        </div>
        <Button size="sm" variant="quiet" icon={<RotateCcw size={14} />} onPress={() => setRound(round + 1)}>
          {t('schema.previewReset')}
        </Button>
      </div>
      {questions.length === 0 ? (
        <p className="muted schema-preview-empty">{t('schema.previewEmpty')}</p>
      ) : sample === null ? (
        <Skeleton height={360} />
      ) : (
        <ErrorBoundary resetKey={`${round} ${JSON.stringify(questions)}`}>
          <Suspense fallback={<Skeleton height={360} />}>
            {/* Kinds and labels of answers must fit the questions, so a change of either starts over. */}
            <PreviewSurface
              key={`${round} ${questions.map(({ id, kind }) => `${id}:${kind}`).join()} ${sample.task.id}`}
              sample={sample}
              questions={questions}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </section>
  )
}

/** The project's first task, else the built-in sample; null while it is asked for. */
function useSample(project: Project, compares: boolean): (SampleTask & { readonly own: boolean }) | null {
  const { t } = useWords()
  const client = useQueryClient()
  const first = useFetched('tasks.list', { params: { project: project.id }, query: { count: 1 } })
  const built = useMemo(
    () => ({ ...sampleTask(project.id, project.media, t, compares), own: false }),
    [project, t, compares],
  )
  // The list is read again when the page is next opened, so that a first import shows here.
  useEffect(() => () => void client.invalidateQueries({ queryKey: ['tasks.list'] }), [client])
  const task = first.data?.rows[0]?.task
  return useMemo(() => {
    if (task) {
      const { media } = task
      const src = 'blob' in media ? api.url('blobs.get', { project: task.project, blob: media.blob }) : null
      return { task: { ...task, prefill: [] }, src, own: true }
    }
    return first.isPending ? null : built
  }, [task, first.isPending, built])
}
