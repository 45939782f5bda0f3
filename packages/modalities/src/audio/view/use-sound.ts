// What a stage holds of its recording: one handle to play, seek and follow it, the same object as long as the stage is up.
import type { Command, StageProps } from '@etabli/modality-kit'
import { type RefObject, useEffect, useMemo, useState } from 'react'
import { writtenKeys } from './keys.ts'
import { createRange, type RangeStore } from './range.ts'
import type { ScaleStore } from './scale.ts'
import type { TimeStore } from './time.ts'
import { type Clock, usePlayer, type Wave } from './use-player.ts'
import { type StageTransport, useTransport } from './use-transport.ts'

/** What other parts of a stage may do with the recording; each call does nothing until it can be heard. */
export interface SoundHandle {
  /** Where the recording is, in seconds: read it, or subscribe; it changes at every frame while playing. */
  readonly time: TimeStore
  /** The part in view. */
  readonly scale: ScaleStore
  /** What the person chose by dragging over the waveform; a press elsewhere lets go of it. */
  readonly selection: RangeStore
  toggle(): void
  /** Fetches the recording anew after a fault. */
  retry(): void
  pause(): void
  /** Plays from `start` to `end` seconds and stops there; with the loop on, again and again. */
  playRange(start: number, end: number): void
  seek(seconds: number): void
  /** Moves by so many seconds, held inside the recording. */
  skip(seconds: number): void
}

export interface StageSound {
  readonly handle: SoundHandle
  readonly clock: Clock
  /** For `<Sound>` only. */
  readonly container: RefObject<HTMLDivElement | null>
  readonly wave: Wave
  readonly transport: StageTransport
  /** A command's keys as the person has them, in words. */
  readonly keys: (command: Command) => string
}

/** Opens the recording of a stage and registers the commands that play it. */
export function useSound(props: StageProps): StageSound {
  const { t, register, keysOf } = props
  const { player, container, time, scale, clock, wave } = usePlayer(props)
  const [selection] = useState(createRange)
  const { src } = props
  useEffect(() => {
    if (src !== null) selection.set(null)
  }, [selection, src])
  const transport = useTransport({ player, time, scale, selection, ready: clock.ready })
  const { commands } = transport
  useEffect(() => register(Object.values(commands)), [register, commands])
  const handle = useMemo<SoundHandle>(
    () => ({
      time,
      scale,
      selection,
      toggle: () => player.current?.toggle(),
      retry: () => player.current?.retry(),
      pause: () => player.current?.pause(),
      playRange: (start, end) => player.current?.playRange(start, end),
      seek: (seconds) => player.current?.seekTo(seconds),
      skip: (seconds) => player.current?.skip(seconds),
    }),
    [player, time, scale, selection],
  )
  const keys = (command: Command): string => writtenKeys(keysOf?.(command) ?? command.keys, t('audio.keys.space'))
  return { handle, clock, wave, container, transport, keys }
}
