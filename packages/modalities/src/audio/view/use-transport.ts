// The commands of the transport, the same functions for keys and buttons.
import type { Command } from '@etabli/modality-kit'
import { type RefObject, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { GAINS, listening as kept, type Listening, REWIND_SECONDS, type Speed, stepSpeed } from './listening.ts'
import type { Player } from './player.ts'
import type { RangeStore } from './range.ts'
import { endOf, fitted, pixelsOf, type ScaleStore, scrolled, zoomed } from './scale.ts'
import type { TimeStore } from './time.ts'

/** The commands of the transport, by the last part of their id. */
export type TransportCommands = Readonly<
  Record<
    | 'play'
    | 'playSelection'
    | 'back'
    | 'forward'
    | 'back1'
    | 'forward1'
    | 'back5'
    | 'forward5'
    | 'start'
    | 'slower'
    | 'faster'
    | 'loop'
    | 'rewind'
    | 'louder'
    | 'spectrum'
    | 'zoomIn'
    | 'zoomOut'
    | 'zoomFit',
    Command
  >
>

export interface StageTransport {
  readonly commands: TransportCommands
  readonly listening: Listening
  /** The channel heard alone; null for all. */
  readonly solo: number | null
  readonly setSolo: (channel: number | null) => void
}

interface Parts {
  readonly player: RefObject<Player | null>
  readonly time: TimeStore
  readonly scale: ScaleStore
  readonly selection: RangeStore
  /** The recording is open: it then gets the speed and loop of the one before. */
  readonly ready: boolean
}

const ZOOM_STEP = 1.6
const inText = true

export function useTransport({ player, time, scale, selection, ready }: Parts): StageTransport {
  const listening = useSyncExternalStore(kept.subscribe, kept.get)
  const [solo, setSolo] = useState<number | null>(null)
  const { speed, loop, rewind, gain } = listening
  useEffect(() => {
    if (!ready) return
    player.current?.setSpeed(speed)
    player.current?.setLoop(loop)
    player.current?.setRewind(rewind ? REWIND_SECONDS : 0)
    player.current?.setLoudness(gain, solo)
  }, [player, ready, speed, loop, rewind, gain, solo])
  const commands = useMemo<TransportCommands>(() => {
    const change = (next: (now: Listening) => Partial<Listening>) => (): void => kept.set(next(kept.get()))
    const step = (by: -1 | 1) => change((now): { speed: Speed } => ({ speed: stepSpeed(now.speed, by) }))
    const skip = (id: string, seconds: number, ...keys: string[]): Command => ({
      id: `audio.${id}`,
      keys,
      inText,
      run: () => player.current?.skip(seconds),
    })
    return {
      play: { id: 'audio.play', keys: ['Space', 'Alt+k'], inText, run: () => player.current?.toggle() },
      playSelection: {
        id: 'audio.playSelection',
        keys: ['p', 'Alt+Shift+p'],
        inText,
        run: () => {
          const range = selection.get()
          if (range) player.current?.playRange(range.start, range.end)
          else player.current?.toggle()
        },
      },
      back: skip('back', -2, 'ArrowLeft', 'Alt+j'),
      forward: skip('forward', 2, 'ArrowRight', 'Alt+l'),
      back1: skip('back1', -1, ',', 'Alt+,'),
      forward1: skip('forward1', 1, '.', 'Alt+.'),
      back5: skip('back5', -5, 'PageUp', 'Alt+PageUp'),
      forward5: skip('forward5', 5, 'PageDown', 'Alt+PageDown'),
      start: { id: 'audio.start', keys: ['Home', 'Alt+h'], inText, run: () => player.current?.seekTo(0) },
      slower: { id: 'audio.slower', keys: ['ArrowDown', 'Alt+ArrowDown'], inText, run: step(-1) },
      faster: { id: 'audio.faster', keys: ['ArrowUp', 'Alt+ArrowUp'], inText, run: step(1) },
      loop: { id: 'audio.loop', keys: ['Alt+r'], inText, run: change((now) => ({ loop: !now.loop })) },
      rewind: { id: 'audio.rewind', keys: ['Alt+Shift+r'], inText, run: change((now) => ({ rewind: !now.rewind })) },
      louder: {
        id: 'audio.louder',
        keys: ['Alt+Shift+k'],
        inText,
        run: change((now) => ({ gain: nextGain(now.gain) })),
      },
      spectrum: {
        id: 'audio.spectrum',
        keys: ['Alt+Shift+s'],
        inText,
        run: change((now) => ({ spectrum: !now.spectrum })),
      },
      zoomIn: { id: 'audio.zoomIn', keys: ['=', 'Alt+='], inText, run: () => zoomBy(ZOOM_STEP) },
      zoomOut: { id: 'audio.zoomOut', keys: ['-', 'Alt+-'], inText, run: () => zoomBy(1 / ZOOM_STEP) },
      zoomFit: {
        id: 'audio.zoomFit',
        keys: ['z', 'Alt+z'],
        inText,
        run: () => scale.set(fitted(scale.get().duration, scale.get().width)),
      },
    }

    /** Around the playhead where it is in view, else around the middle. */
    function zoomBy(factor: number): void {
      const now = scale.get()
      const seconds = time.read()
      const seen = seconds >= now.start && seconds <= endOf(now)
      const next = zoomed(now, factor, seen ? pixelsOf(now, seconds) : now.width / 2)
      scale.set(scrolled(next, next.start))
    }
  }, [player, time, scale, selection])
  return { commands, listening, solo, setSolo }
}

/** Louder in steps, then back to how the file is. */
function nextGain(now: Listening['gain']): Listening['gain'] {
  return GAINS[GAINS.indexOf(now) + 1] ?? GAINS[0]
}
