// TaskDetail: one task beside the list: what it shows, who said what, what reviewers said.
import type { TaskDetail as Detail, NamedAnnotation } from '@etabli/protocol'
import type { Project, TaskId } from '@etabli/schema'
import { useFetched } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { Fetched } from '../../../problems/problem-view.tsx'
import { api } from '../../../transport/api.ts'
import { tilesOf } from '../../../transport/browser.ts'
import { Badge } from '../../../ui/badge.tsx'
import { ButtonLink } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { duration, RelativeTime } from '../../../ui/relative-time.tsx'
import { Skeleton } from '../../../ui/state.tsx'
import { FieldsTable } from '../../../workbench/fields-table.tsx'
import { AnswersList } from './answers-list.tsx'
import { TaskStateBadge } from './task-state-badge.tsx'

export interface TaskDetailProps {
  readonly project: Project
  readonly task: TaskId | null
  readonly onClose: () => void
}

export function TaskDetail({ project, task, onClose }: TaskDetailProps) {
  const { t } = useWords()
  if (task === null) return null
  return (
    <Dialog
      title={t('tasks.task')}
      isOpen
      onClose={onClose}
      form="sheet"
      footer={
        <ButtonLink href={`/review/${project.id}/${task}`} variant="primary">
          {t('tasks.openReview')}
        </ButtonLink>
      }
    >
      <Loaded project={project} task={task} />
    </Dialog>
  )
}

function Loaded({ project, task }: { readonly project: Project; readonly task: TaskId }) {
  const detail = useFetched('tasks.get', { params: { task } })
  return (
    <Fetched of={detail} loading={<Skeleton height={320} />}>
      {(data) => <Body project={project} detail={data} />}
    </Fetched>
  )
}

function Body({ project, detail }: { readonly project: Project; readonly detail: Detail }) {
  const { t } = useWords()
  const { task, annotations, history, reviews, skipped } = detail
  return (
    <div className="task-detail">
      <div>
        <div className="task-detail-head">
          <strong className="task-detail-name">{task.name}</strong>
          <TaskStateBadge state={task.state} />
        </div>
        <p className="muted tabular">{t('tasks.position', { position: task.position + 1 })}</p>
      </div>
      <MediumView detail={detail} />
      {Object.keys(task.fields).length > 0 ? <FieldsTable fields={task.fields} /> : null}
      <section className="task-detail-part">
        <h3>{t('tasks.who')}</h3>
        {annotations.length === 0 ? <p className="muted">{t('tasks.noAnnotations')}</p> : null}
        <Annotations project={project} detail={detail} rows={annotations} />
      </section>
      {reviews.length > 0 ? (
        <section className="task-detail-part">
          <h3>{t('tasks.reviews')}</h3>
          {reviews.map((review) => (
            <p key={review.id}>
              <Badge tone={review.verdict === 'return' ? 'warn' : 'ok'}>{t(`tasks.verdicts.${review.verdict}`)}</Badge>{' '}
              {review.reason}{' '}
              <span className="muted">
                <RelativeTime at={review.at} />
              </span>
            </p>
          ))}
        </section>
      ) : null}
      {skipped.length > 0 ? (
        <section className="task-detail-part">
          <h3>{t('tasks.skipped')}</h3>
          {skipped.map((row) => (
            <p key={`${row.name}${row.at}`}>
              {row.name}: {t(`tasks.reasons.${row.reason}`)}
              {row.words ? ` — ${row.words}` : ''}
            </p>
          ))}
        </section>
      ) : null}
      {history.length > 0 ? (
        <details className="task-detail-part">
          <summary>{t('tasks.history')}</summary>
          <Annotations project={project} detail={detail} rows={history} />
        </details>
      ) : null}
    </div>
  )
}

function MediumView({ detail: { task } }: { readonly detail: Detail }) {
  const { media, project } = task
  if (media.type === 'image') {
    return (
      <img
        className="task-detail-image"
        src={tilesOf({ task })?.overview ?? api.url('blobs.get', { project, blob: media.blob })}
        alt={task.name}
        width={media.width}
        height={media.height}
      />
    )
  }
  if (media.type === 'audio') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what is said is what the annotations below hold
      <audio
        className="task-detail-audio"
        controls
        preload="none"
        src={api.url('blobs.get', { project, blob: media.blob })}
      />
    )
  }
  return media.type === 'text' ? <p className="task-detail-text">{media.text}</p> : null
}

interface AnnotationsProps {
  readonly project: Project
  readonly detail: Detail
  readonly rows: readonly NamedAnnotation[]
}

function Annotations({ project, detail, rows }: AnnotationsProps) {
  const { t } = useWords()
  return (
    <ul className="task-detail-annotations">
      {rows.map(({ annotation, name, simulated }) => (
        <li key={annotation.id}>
          <div className="task-detail-head">
            <strong>{name}</strong>
            {simulated ? <Badge>{t('tasks.simulated')}</Badge> : null}
            {annotation.surplus ? <Badge>{t('tasks.surplus')}</Badge> : null}
            <span className="muted tabular">
              <RelativeTime at={annotation.submittedAt} /> · {t('tasks.took', { time: duration(annotation.activeMs) })}
            </span>
          </div>
          <AnswersList questions={project.questions} media={detail.task.media} answers={annotation.answers} />
        </li>
      ))}
    </ul>
  )
}
