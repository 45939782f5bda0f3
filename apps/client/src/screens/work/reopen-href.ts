// The address at which an annotation is opened again by its author.
import type { WorkRow } from '@etabli/protocol'

export function reopenHref(row: Pick<WorkRow, 'project' | 'task'>): string {
  return `/label/${row.project}?reopen=${row.task}`
}
