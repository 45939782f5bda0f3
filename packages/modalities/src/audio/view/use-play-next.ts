// The next recording plays by itself as it opens, for those who want that.
import type { Command } from '@etabli/modality-kit'
import { useEffect, useMemo, useRef, useState } from 'react'
import { maySound, rememberPlaying, remembersPlaying } from './going-on.ts'
import type { StageSound } from './use-sound.ts'

/** Whether it is wanted, and the command that changes that. */
export function usePlayNext(
  { handle, clock: { ready, playing } }: Pick<StageSound, 'handle' | 'clock'>,
  readOnly: boolean,
): { readonly on: boolean; readonly toggle: Command } {
  const [on, setOn] = useState(() => remembersPlaying(localStorage))
  const begun = useRef(false)
  const now = useRef({ on, playing })
  now.current = { on, playing }
  useEffect(() => {
    if (!ready || begun.current) return
    begun.current = true
    if (now.current.on && !now.current.playing && !readOnly && maySound(navigator)) handle.toggle()
  }, [ready, readOnly, handle])
  const toggle = useMemo(
    (): Command => ({
      id: 'audio.playNext',
      keys: ['Alt+g'],
      inText: true,
      run: () => {
        rememberPlaying(localStorage, !now.current.on)
        setOn(!now.current.on)
      },
    }),
    [],
  )
  return { on, toggle }
}
