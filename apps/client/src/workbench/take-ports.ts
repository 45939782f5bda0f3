// Where a stage keeps and finds recorded takes: this device's database, then the server.
import type { TakePorts } from '@etabli/modality-kit'
import type { LeasedTask } from '@etabli/protocol'
import type { ProjectId } from '@etabli/schema'
import type { Takes } from '../local/takes.ts'
import { api } from '../transport/api.ts'

/** For listening only. */
export function heardTakes(project: ProjectId): TakePorts {
  return { url: (blob) => api.url('blobs.get', { project, blob }) }
}

/** For the task at hand. */
export function takesInto(takes: Takes, leased: LeasedTask): TakePorts {
  const { task } = leased
  return {
    ...heardTakes(task.project),
    read: (blob) => takes.read(task.id, blob),
    keep: (file) => takes.keep(leased, file),
  }
}
