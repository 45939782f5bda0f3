// useProgress: the project's numbers as they change, told by the stream; asked for now and then where there is no line.
import type { Progress, ProjectCard } from '@etabli/protocol'
import type { ProjectId } from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { useEffect, useState } from 'react'
import { useFetched } from '../../../hooks/use-api.ts'
import { useStore } from '../../../hooks/use-store.ts'
import type { Connection } from '../../../transport/connection.ts'
import { liveStore } from '../../../transport/live.ts'

const WITHOUT_LINE_MS = 3_000

interface Told {
  readonly project: ProjectId
  readonly progress: Progress
}

export function useProgress(card: ProjectCard): Progress {
  const project = card.project.id
  const connection = useStore(liveStore, (state) => state.live?.connection ?? null)
  const [told, setTold] = useState<Told | null>(null)
  useEffect(() => {
    if (!connection) return
    const stop = watch(connection, project, (progress) => setTold({ project, progress }))
    return () => {
      setTold(null)
      stop()
    }
  }, [connection, project])
  const live = told?.project === project ? told.progress : null
  const asked = useFetched('projects.get', { params: { project } }, { every: live ? false : WITHOUT_LINE_MS })
  return live ?? asked.data?.progress ?? card.progress
}

/** Watches from now on and again after each greeting, until the returned function is called. */
function watch(connection: Connection, project: ProjectId, onProgress: (progress: Progress) => void): () => void {
  const begin = () => {
    connection.ask({ type: 'project.watch', project }).then((reply) => {
      if (reply.type === 'project.watched') onProgress(reply.progress)
    }, passOver)
  }
  const stop = connection.listen({
    welcome: begin,
    message: (message) => {
      if (message.type === 'project.progress' && message.project === project) onProgress(message.progress)
    },
  })
  if (connection.ready()) begin()
  return () => {
    stop()
    if (connection.ready()) connection.ask({ type: 'project.unwatch', project }).catch(passOver)
  }
}

/** A line that breaks is greeted anew, and what the server refuses here is asked for over HTTP. */
function passOver(fault: unknown): void {
  if (!(fault instanceof RefusedError)) throw fault
}
