// BriefScreen: to come.
import type { Project } from '@etabli/schema'
import { Skeleton } from '../../../ui/state.tsx'

export function BriefScreen({ project }: { readonly project: Project }) {
  return <Skeleton key={project.id} height={200} />
}
