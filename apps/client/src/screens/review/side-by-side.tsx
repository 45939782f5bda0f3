// SideBySide: each annotator's answers on a stage of their own, read-only, in columns.
import type { StageProps } from '@etabli/modality-kit'
import type { MarkId, Project, Task } from '@etabli/schema'
import { Suspense, use, useEffect, useMemo, useState } from 'react'
import { useStore } from '../../hooks/use-store.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ErrorBoundary } from '../../problems/error-boundary.tsx'
import { paletteOf, themeStore } from '../../theme.ts'
import { heardOf, peaksOf, sourceOf, tilesOf } from '../../transport/browser.ts'
import { LabelDot } from '../../ui/badge.tsx'
import { EmptyState, Skeleton } from '../../ui/state.tsx'
import { markdown } from '../../workbench/markdown-later.tsx'
import { listenToKeys, type Shortcuts } from '../../workbench/shortcuts.ts'
import { viewsOf } from '../../workbench/views.ts'
import type { Voice } from './reading.ts'

export interface SideBySideProps {
  readonly project: Project
  readonly task: Task
  readonly voices: readonly Voice[]
  readonly hidden: ReadonlySet<string>
  readonly shortcuts: Shortcuts
}

export function SideBySide({ project, task, voices, hidden, shortcuts }: SideBySideProps) {
  const { t } = useWords()
  useEffect(() => listenToKeys(shortcuts, { onLabelKey: () => false }), [shortcuts])
  const shown = voices.filter(({ said }) => !hidden.has(said.annotation.id))
  if (shown.length === 0) return <EmptyState title={t('review.allHidden')}>{t('review.allHiddenNext')}</EmptyState>
  return (
    <div className="review-columns" style={{ '--columns': shown.length } as React.CSSProperties}>
      {shown.map((voice) => (
        <section key={voice.said.annotation.id} className="review-column" aria-label={voice.name}>
          <h2 className="review-column-name">
            <LabelDot colour={voice.colour} />
            {voice.name}
          </h2>
          <ErrorBoundary>
            <Suspense fallback={<Skeleton height={240} />}>
              <Column project={project} task={task} voice={voice} />
            </Suspense>
          </ErrorBoundary>
        </section>
      ))}
    </div>
  )
}

const nothing = (): void => undefined
const noCommands = () => nothing

function Column({ project, task, voice }: { readonly project: Project; readonly task: Task; readonly voice: Voice }) {
  const views = use(viewsOf(task.media.type, project.questions))
  const stage = useReadOnlyStage(project, task, voice)
  const Stage = views.stage?.Stage
  const fields = project.questions.flatMap((question) => {
    const view = views.byKind.get(question.kind)
    const Field = view?.Field
    return Field && !view.listed.includes(question.kind) ? [{ question, Field }] : []
  })
  return (
    <>
      {Stage ? (
        <div className="review-column-stage" data-media={task.media.type}>
          <Stage {...stage} />
        </div>
      ) : null}
      {fields.length > 0 ? (
        <div className="review-column-fields">
          {fields.map(({ question, Field }) => (
            <Field key={question.id} {...stage} question={question} />
          ))}
        </div>
      ) : null}
    </>
  )
}

function useReadOnlyStage(project: Project, task: Task, voice: Voice): StageProps {
  const { t, language } = useWords()
  const theme = useStore(themeStore, (state) => state.theme)
  const [selection, select] = useState<readonly MarkId[]>([])
  const src = useMemo(() => sourceOf({ task }), [task])
  const tiles = useMemo(() => tilesOf({ task }), [task])
  const peaks = useMemo(() => peaksOf({ task }), [task])
  const heard = useMemo(() => heardOf({ task }), [task])
  return {
    task: task.id,
    media: task.media,
    src,
    tiles,
    peaks,
    heard,
    name: task.name,
    fields: task.fields,
    questions: project.questions,
    textLook: project.textLook,
    answers: voice.said.annotation.answers,
    prefill: task.prefill,
    commit: nothing,
    newId: () => '' as MarkId,
    selection,
    select,
    active: null,
    activate: nothing,
    readOnly: true,
    layers: [],
    support: [],
    t,
    language,
    colour: paletteOf(theme),
    theme,
    // Keys would act on all columns at once; each is handled by pointer, and read by its list of answers.
    register: noCommands,
    markdown,
    announce: nothing,
    submit: nothing,
  }
}
