// The commands of the transport, the same functions for keys and buttons.
import { type RefObject, useEffect, useMemo, useState } from 'react'
import { type Listening, rememberedListening, rememberListening, type Speed, stepSpeed } from './listening.ts'
import type { Player } from './player.ts'
import type { TransportCommands } from './transport.tsx'

const BACK_SECONDS = 2

export interface StageTransport {
  readonly commands: TransportCommands
  readonly listening: Listening
}

/** @param ready the recording is open: it then gets the speed and loop of the one before */
export function useTransport(player: RefObject<Player | null>, ready: boolean): StageTransport {
  const [listening, setListening] = useState(() => rememberedListening(localStorage))
  const { speed, loop } = listening
  useEffect(() => {
    if (!ready) return
    player.current?.setSpeed(speed)
    player.current?.setLoop(loop)
  }, [player, ready, speed, loop])
  useEffect(() => rememberListening(localStorage, listening), [listening])
  const commands = useMemo<TransportCommands>(() => {
    const change = (next: (now: Listening) => Partial<Listening>) => (): void =>
      setListening((now) => ({ ...now, ...next(now) }))
    const step = (by: -1 | 1) => change((now): { speed: Speed } => ({ speed: stepSpeed(now.speed, by) }))
    const inText = true
    return {
      play: { id: 'audio.play', keys: ['Space', 'Alt+k'], inText, run: () => player.current?.toggle() },
      back: { id: 'audio.back', keys: ['ArrowLeft', 'Alt+j'], inText, run: () => player.current?.skip(-BACK_SECONDS) },
      forward: {
        id: 'audio.forward',
        keys: ['ArrowRight', 'Alt+l'],
        inText,
        run: () => player.current?.skip(BACK_SECONDS),
      },
      start: { id: 'audio.start', keys: ['Home', 'Alt+h'], inText, run: () => player.current?.seekTo(0) },
      slower: { id: 'audio.slower', keys: ['ArrowDown', 'Alt+ArrowDown'], inText, run: step(-1) },
      faster: { id: 'audio.faster', keys: ['ArrowUp', 'Alt+ArrowUp'], inText, run: step(1) },
      loop: { id: 'audio.loop', keys: ['Alt+r'], inText, run: change((now) => ({ loop: !now.loop })) },
    }
  }, [player])
  return { commands, listening }
}
