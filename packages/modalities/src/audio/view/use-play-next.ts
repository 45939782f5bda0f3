// The next recording plays by itself as it opens, for those who want that.
import type { Command } from '@etabli/modality-kit'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { maySound, playingNext } from './going-on.ts'
import type { StageSound } from './use-sound.ts'

/** Whether it is wanted, and the command that changes that. */
export function usePlayNext(
  { handle, clock: { ready, playing } }: Pick<StageSound, 'handle' | 'clock'>,
  readOnly: boolean,
): { readonly on: boolean; readonly toggle: Command } {
  const { on } = useSyncExternalStore(playingNext.subscribe, playingNext.get)
  const begun = useRef(false)
  const now = useRef(playing)
  now.current = playing
  useEffect(() => {
    if (!ready || begun.current) return
    begun.current = true
    if (playingNext.get().on && !now.current && !readOnly && maySound(navigator)) handle.toggle()
  }, [ready, readOnly, handle])
  const toggle = useMemo(
    (): Command => ({
      id: 'audio.playNext',
      keys: ['Alt+Shift+g'],
      inText: true,
      run: () => playingNext.set({ on: !playingNext.get().on }),
    }),
    [],
  )
  return { on, toggle }
}
