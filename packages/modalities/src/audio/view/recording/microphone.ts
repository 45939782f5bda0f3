// The microphone as it is: one channel, nothing taken away or added by the browser, handed on sample by sample.
import workletUrl from './take-worklet.ts?worker&url'

/** Why there is no microphone, as far as the browser says. */
export type MicrophoneFault = 'refused' | 'none' | 'busy' | 'insecure' | 'broken'

export class NoMicrophone extends Error {
  readonly why: MicrophoneFault
  constructor(why: MicrophoneFault, cause?: unknown) {
    super(`no microphone: ${why}`, { cause })
    this.name = 'NoMicrophone'
    this.why = why
  }
}

export interface Microphone {
  readonly sampleRate: number
  /** The browser changes the sound all the same: it did not take our word to leave it. */
  readonly changed: boolean
  /** Hears samples (−1 to 1) as they come; gives back how to stop. */
  listen(onChunk: (samples: Float32Array) => void): () => void
  /** Resolves when everything that was said until now has been heard. */
  flush(): Promise<void>
  /** Called where the device goes away by itself, and where it is closed. */
  onLost(run: () => void): () => void
  close(): void
}

/** What makes speech easier to follow in a call makes it useless in a corpus: it is asked to be left out. */
const AS_IT_IS = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false }
const FLUSH_MILLIS = 500

/**
 * Opens the microphone; the browser asks the person the first time.
 * @throws NoMicrophone
 */
export async function openMicrophone(): Promise<Microphone> {
  const stream = await ask()
  const context = new AudioContext()
  try {
    await context.audioWorklet.addModule(workletUrl)
    await context.resume()
  } catch (cause) {
    for (const track of stream.getTracks()) track.stop()
    await context.close()
    throw new NoMicrophone('broken', cause)
  }
  const source = context.createMediaStreamSource(stream)
  // One channel, mixed by the browser where the device gives two.
  const node = new AudioWorkletNode(context, 'take', { channelCount: 1, channelCountMode: 'explicit' })
  const mute = context.createGain()
  mute.gain.value = 0
  // Only what leads to the loudspeakers is computed: it does, silently.
  source.connect(node).connect(mute).connect(context.destination)
  const listeners = new Set<(samples: Float32Array) => void>()
  const flushed: (() => void)[] = []
  const lost = new Set<() => void>()
  const tellLost = (): void => {
    for (const run of lost) run()
    lost.clear()
  }
  node.port.onmessage = ({ data }: MessageEvent<Float32Array | 'flushed'>) => {
    if (data === 'flushed') for (const done of flushed.splice(0)) done()
    else for (const listener of listeners) listener(data)
  }
  const [track] = stream.getAudioTracks()
  track?.addEventListener('ended', tellLost)
  return {
    sampleRate: context.sampleRate,
    changed: isChanged(track),
    listen(onChunk) {
      listeners.add(onChunk)
      return () => listeners.delete(onChunk)
    },
    flush: () =>
      new Promise((resolve) => {
        // A device that has gone says nothing more: what came until then is the take.
        const timer = setTimeout(resolve, FLUSH_MILLIS)
        flushed.push(() => {
          clearTimeout(timer)
          resolve()
        })
        node.port.postMessage('flush')
      }),
    onLost(run) {
      lost.add(run)
      return () => lost.delete(run)
    },
    close() {
      tellLost()
      listeners.clear()
      node.port.onmessage = null
      source.disconnect()
      for (const each of stream.getTracks()) each.stop()
      context.close().catch(() => undefined)
    },
  }
}

async function ask(): Promise<MediaStream> {
  // Not there on a page that is not served over HTTPS or from this machine.
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (!devices?.getUserMedia) throw new NoMicrophone('insecure')
  try {
    return await devices.getUserMedia({ audio: AS_IT_IS })
  } catch (cause) {
    throw new NoMicrophone(FAULTS[cause instanceof DOMException ? cause.name : ''] ?? 'broken', cause)
  }
}

const FAULTS: Readonly<Record<string, MicrophoneFault>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

function isChanged(track: MediaStreamTrack | undefined): boolean {
  const { echoCancellation, noiseSuppression, autoGainControl } = track?.getSettings() ?? {}
  return [echoCancellation, noiseSuppression, autoGainControl].some((is) => is === true)
}
