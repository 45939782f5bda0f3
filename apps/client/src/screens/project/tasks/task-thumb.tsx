// TaskThumb: a task's medium in small: the picture, or a sign with its length.
import type { Task } from '@etabli/schema'
import { AudioLines } from 'lucide-react'
import { useWords } from '../../../hooks/use-words.ts'
import { api } from '../../../transport/api.ts'

export function TaskThumb({ task }: { readonly task: Pick<Task, 'project' | 'media' | 'name'> }) {
  const { t } = useWords()
  const { media, project } = task
  if (media.type === 'image') {
    return (
      <span className="task-thumb">
        <img
          src={api.url('blobs.thumbnail', { project, blob: media.blob })}
          alt=""
          loading="lazy"
          decoding="async"
          width={64}
          height={48}
        />
      </span>
    )
  }
  if (media.type === 'audio') {
    return (
      <span className="task-thumb">
        <AudioLines size={16} aria-hidden="true" />
        <span className="tabular">{t('tasks.duration', { seconds: media.duration.toFixed(1) })}</span>
      </span>
    )
  }
  return null
}
