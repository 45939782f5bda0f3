// The document of the kit, and what a task's answers begin with.
import type { LeasedTask } from '@etabli/protocol'
import type { Answers } from '@etabli/schema'

export {
  type Document,
  type Edit,
  edited,
  emptyHistory,
  type Fault,
  type Patch,
} from '@etabli/modality-kit'

/** The person's earlier answers where the task came back, else the marks that a file or a model proposes. */
export function answersOf(leased: LeasedTask): Answers {
  return leased.previous?.answers ?? leased.task.prefill
}
