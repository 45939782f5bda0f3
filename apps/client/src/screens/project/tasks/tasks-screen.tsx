// TasksScreen: to come.
import type { Project } from '@etabli/schema'
import { Skeleton } from '../../../ui/state.tsx'

export function TasksScreen({ project }: { readonly project: Project; readonly opened: string | null }) {
  return <Skeleton key={project.id} height={200} />
}
