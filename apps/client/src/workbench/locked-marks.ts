// Which marks are locked, for the parts of the panel that show it.
import type { StageProps } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'
import { useSyncExternalStore } from 'react'

/** What is locked, and a new rendering when that changes. */
export function useLocked({ locked }: Pick<StageProps, 'locked'>): ReadonlySet<MarkId> {
  return useSyncExternalStore(locked?.subscribe ?? never, () => lockedNow(locked))
}

/** What is locked at this moment. */
export function lockedNow(locked: StageProps['locked']): ReadonlySet<MarkId> {
  return locked?.get() ?? NONE
}

const NONE: ReadonlySet<MarkId> = new Set()
const never = () => () => undefined
