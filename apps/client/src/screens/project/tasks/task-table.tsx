// TaskTable: one page of tasks, each with what it shows, its state and how much people agree on it.
import type { TaskRow } from '@etabli/protocol'
import type { TaskId } from '@etabli/schema'
import { Link } from 'wouter'
import { useWords } from '../../../hooks/use-words.ts'
import { type Column, Table } from '../../../ui/table.tsx'
import { TaskStateBadge } from './task-state-badge.tsx'
import { TaskThumb } from './task-thumb.tsx'

export interface TaskTableProps {
  readonly rows: readonly TaskRow[]
  readonly selected: TaskId | null
  readonly onOpen: (task: TaskId) => void
  readonly hrefOf: (task: TaskId) => string
}

export function TaskTable({ rows, selected, onOpen, hrefOf }: TaskTableProps) {
  const { t, language } = useWords()
  const percent = new Intl.NumberFormat(language, { style: 'percent' })
  const columns: readonly Column<TaskRow>[] = [
    {
      id: 'task',
      title: t('tasks.task'),
      grow: true,
      cell: ({ task }) => (
        <span className="task-cell">
          <TaskThumb task={task} />
          <span className="task-cell-words">
            <Link
              href={hrefOf(task.id)}
              // The whole row is pressed too; once is enough.
              onClick={(event) => event.stopPropagation()}
            >
              {task.name}
            </Link>
            <span className="muted task-cell-snippet">{snippetOf(task)}</span>
          </span>
        </span>
      ),
    },
    { id: 'state', title: t('tasks.state'), cell: ({ task }) => <TaskStateBadge state={task.state} /> },
    {
      id: 'annotations',
      title: t('tasks.annotations'),
      secondary: true,
      cell: ({ annotations, leased, task }) => (
        <span className="tabular task-cell-count">
          {t('tasks.of', { done: annotations, overlap: task.overlap })}
          {leased > 0 ? <span className="muted"> · {t('tasks.leased', { count: leased })}</span> : null}
        </span>
      ),
    },
    {
      id: 'agreement',
      title: t('tasks.agreement'),
      align: 'end',
      cell: ({ similarity, unanimous }) => (
        <span {...(unanimous ? { title: t('tasks.unanimous') } : {})}>
          {similarity === null ? t('tasks.notYet') : percent.format(similarity)}
        </span>
      ),
    },
    {
      id: 'proposed',
      title: t('tasks.proposed'),
      align: 'end',
      secondary: true,
      cell: ({ prefilled }) => (prefilled === 0 ? t('tasks.notYet') : prefilled),
    },
  ]
  return (
    <Table
      label={t('tasks.title')}
      columns={columns}
      rows={rows}
      rowKey={({ task }) => task.id}
      selected={selected}
      onRow={({ task }) => onOpen(task.id)}
    />
  )
}

const SNIPPET = 160

/** The beginning of a text, or the fields of the row. */
function snippetOf({ media, fields }: TaskRow['task']): string {
  if (media.type === 'text') return media.text.slice(0, SNIPPET)
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ')
    .slice(0, SNIPPET)
}
