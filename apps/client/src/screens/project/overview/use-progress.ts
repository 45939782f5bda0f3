// useProgress: the project's numbers as they change; asked again while the page is seen.
import type { Progress, ProjectCard } from '@etabli/protocol'
import { useFetched } from '../../../hooks/use-api.ts'

const EVERY_MS = 3_000

export function useProgress(card: ProjectCard): Progress {
  const live = useFetched('projects.get', { params: { project: card.project.id } }, { every: EVERY_MS })
  return live.data?.progress ?? card.progress
}
