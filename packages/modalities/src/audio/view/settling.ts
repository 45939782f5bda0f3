// Keys that settle what versions differ in: on to the next difference, a digit for each version, a word of one's own.
import type { Command, StageProps } from '@etabli/modality-kit'
import { useEffect, useMemo, useRef } from 'react'

/** What has a difference open: the digits are its own while it has. */
export interface SettlingPart {
  choose(version: number): void
  own(): void
  leave(): void
}

export interface Settling {
  /** The part that has a difference open now; another that had one lets go of it. */
  take(part: SettlingPart): void
  drop(part: SettlingPart): void
}

/** The commands of all parts of a page together, of which one at a time has a difference open. */
export function useSettling({ register, readOnly, layers }: StageProps): Settling {
  const holder = useRef<SettlingPart | null>(null)
  const commands = useMemo((): readonly Command[] => {
    const enabled = () => holder.current !== null
    return [
      { id: 'audio.ownWord', keys: ['f'], enabled, run: () => holder.current?.own() },
      { id: 'audio.leaveDifference', keys: ['Escape'], enabled, run: () => holder.current?.leave() },
      ...Array.from(
        { length: 9 },
        (_, index): Command => ({
          id: `audio.version${index + 1}`,
          keys: [String(index + 1)],
          enabled,
          run: () => holder.current?.choose(index),
        }),
      ),
    ]
  }, [])
  const isOn = !readOnly && layers.length > 0
  useEffect(() => (isOn ? register(commands) : undefined), [register, isOn, commands])
  return useMemo(
    () => ({
      take(part) {
        if (holder.current !== part) holder.current?.leave()
        holder.current = part
      },
      drop(part) {
        if (holder.current === part) holder.current = null
      },
    }),
    [],
  )
}
