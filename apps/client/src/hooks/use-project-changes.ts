// useProjectChanges: fetches a project again when the server says that somebody changed it.
import type { ProjectId } from '@etabli/schema'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { liveStore } from '../transport/live.ts'
import { refresh } from './use-api.ts'
import { useStore } from './use-store.ts'

/** Whoever watches the project, or works in it, hears of its changes. */
export function useProjectChanges(project: ProjectId): void {
  const client = useQueryClient()
  const live = useStore(liveStore, (state) => state.live)
  useEffect(
    () =>
      live?.connection.listen({
        message(message) {
          if (message.type === 'project.changed' && message.project === project) void refresh(client, ['projects.get'])
        },
      }),
    [live, project, client],
  )
}
