// The address of the tasks behind a number: each number of the agreement page leads to the tasks it is made of.
import type { LabelId, PersonId, ProjectId } from '@etabli/schema'

export interface TasksFilter {
  /** Similarity in [0, 1], both ends included. */
  readonly minSimilarity?: number
  readonly maxSimilarity?: number
  readonly label?: LabelId
  readonly person?: PersonId
}

/** Within the page: `/projects/P/tasks?minSimilarity=0.4&maxSimilarity=0.5`. */
export function tasksHref(project: ProjectId, filter: TasksFilter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) query.set(name, String(value))
  }
  return `/projects/${project}/tasks?${query}`
}

/** Every task on which at least two people can be compared. */
export const compared: TasksFilter = { minSimilarity: 0, maxSimilarity: 1 }
