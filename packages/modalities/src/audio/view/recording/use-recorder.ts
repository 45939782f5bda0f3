// A take from the first press to its file: asks for the microphone, records, stops, measures, and hands the file on.
import { writePcmWav } from '@etabli/formats'
import { limits } from '@etabli/schema'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { measureTake, type TakeMeasures } from '../../core/kinds/recording-checks.ts'
import { createLevel, type LevelStore } from './level.ts'
import { type Microphone, type MicrophoneFault, NoMicrophone } from './microphone.ts'
import { keepOpen, leave, microphone, openAlready } from './shared-microphone.ts'
import { type Gathered, gathered, peakOf } from './take-samples.ts'

export type RecorderState = 'idle' | 'asking' | 'recording' | 'stopping'

export interface FinishedTake {
  readonly file: Uint8Array<ArrayBuffer>
  readonly sampleRate: number
  readonly measures: TakeMeasures
}

export interface Recorder {
  readonly state: RecorderState
  readonly level: LevelStore
  /** Why there is no microphone; null where there is, or nobody asked. */
  readonly fault: MicrophoneFault | null
  readonly open: boolean
  /** The browser changes the sound although it was asked not to. */
  readonly changed: boolean
  /** Seconds recorded so far. */
  seconds(): number
  /** Begins a take, or ends the one that is recorded. */
  toggle(): void
  /** Ends the take that is recorded, and throws it away. */
  discard(): void
}

export interface RecorderPorts {
  /** Seconds after which a take stops by itself. */
  readonly longest: number
  readonly onTake: (take: FinishedTake) => void
  /** It was over before anything could be said. */
  readonly onTooShort: () => void
}

export function useRecorder(ports: RecorderPorts): Recorder {
  const [state, setState] = useState<RecorderState>('idle')
  const [fault, setFault] = useState<MicrophoneFault | null>(null)
  const [mic, setMic] = useState<Microphone | null>(null)
  const level = useMemo(createLevel, [])
  const latest = useRef(ports)
  latest.current = ports
  const taking = useRef<Gathered | null>(null)
  const now = useRef<RecorderState>('idle')
  const device = useRef<Microphone | null>(null)
  device.current = mic
  const go = useCallback((next: RecorderState) => {
    now.current = next
    setState(next)
  }, [])

  useOpenMicrophone(setMic)

  const stop = useCallback(
    async (from: Microphone) => {
      if (now.current !== 'recording') return
      go('stopping')
      await from.flush()
      const take = taking.current
      taking.current = null
      go('idle')
      if (!take) return
      const samples = take.samples()
      if (samples.length < limits.takeSecondsLeast * from.sampleRate) latest.current.onTooShort()
      else {
        const measures = measureTake(samples, from.sampleRate)
        latest.current.onTake({ file: writePcmWav(samples, from.sampleRate), sampleRate: from.sampleRate, measures })
      }
    },
    [go],
  )

  useHearing(mic, level, taking, stop, latest, setMic)

  const start = useCallback(async () => {
    go('asking')
    try {
      const opened = await microphone()
      setFault(null)
      setMic(opened)
      device.current = opened
      if (now.current !== 'asking') return
      taking.current = gathered()
      go('recording')
    } catch (cause) {
      if (!(cause instanceof NoMicrophone)) throw cause
      setFault(cause.why)
      go('idle')
    }
  }, [go])

  const toggle = useCallback(() => {
    keepOpen()
    if (now.current === 'idle') void start()
    else if (now.current === 'recording' && device.current) void stop(device.current)
  }, [start, stop])

  const discard = useCallback(() => {
    taking.current = null
    if (now.current === 'recording' || now.current === 'asking') go('idle')
  }, [go])

  const seconds = useCallback(() => (taking.current?.length() ?? 0) / (mic?.sampleRate ?? 1), [mic])
  return { state, level, fault, open: mic !== null, changed: mic?.changed ?? false, seconds, toggle, discard }
}

/** Takes up a microphone that is open already, and lets go of it with the stage. */
function useOpenMicrophone(setMic: (mic: Microphone | null) => void): void {
  useEffect(() => {
    let gone = false
    openAlready()?.then(
      (mic) => {
        if (!gone) {
          keepOpen()
          setMic(mic)
        }
      },
      () => undefined,
    )
    return () => {
      gone = true
      leave()
    }
  }, [setMic])
}

function useHearing(
  mic: Microphone | null,
  level: LevelStore,
  taking: { readonly current: Gathered | null },
  stop: (mic: Microphone) => Promise<void>,
  latest: { readonly current: RecorderPorts },
  setMic: (mic: Microphone | null) => void,
): void {
  useEffect(() => {
    if (!mic) return
    const deaf = mic.listen((chunk) => {
      level.hear(peakOf(chunk))
      const take = taking.current
      if (!take) return
      take.add(chunk)
      if (take.length() >= latest.current.longest * mic.sampleRate) void stop(mic)
    })
    const unlost = mic.onLost(() => {
      // What was said until the device went is a take.
      void stop(mic).then(() => setMic(null))
    })
    return () => {
      deaf()
      unlost()
    }
  }, [mic, level, taking, stop, latest, setMic])
}
