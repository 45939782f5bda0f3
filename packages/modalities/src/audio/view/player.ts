// The recording of a stage: one media element, its playback and loudness, opened and closed together.
import { createScope } from '@etabli/modality-kit'
import { type Loudness, loudnessOf } from './loudness.ts'
import { type Playback, playbackOf } from './playback.ts'

export interface PlayerEvents {
  /** It can be played; seconds as the browser counts them. */
  onReady(seconds: number): void
  onPlaying(playing: boolean): void
  /** Seconds; on every frame while playing and after each seek. */
  onTime(seconds: number): void
  /** The bytes could not be fetched or played; null: they can again. */
  onFault(fault: Fault | null): void
}

export interface Fault {
  /** The line broke, or the address ran out: trying again may help. Else the bytes are no recording that can be played. */
  readonly isLine: boolean
  /** As the browser says it. */
  readonly sentence: string
}

export interface Player extends Playback {
  setSpeed(rate: number): void
  setLoudness: Loudness['set']
  /** Fetches the recording anew after a fault and goes on from where one was. */
  retry(): void
}

/** Shorter files are fetched ahead; longer ones as they are played. */
const AHEAD_BYTES = 8 * 1024 * 1024

/** Opens a recording. What it opened is closed by `dispose`. */
export function openPlayer(src: string, channels: number, bytes: number, events: PlayerEvents): Player {
  const scope = createScope()
  const media = document.createElement('audio')
  media.preload = bytes <= AHEAD_BYTES ? 'auto' : 'metadata'
  media.preservesPitch = true
  let renewed = false
  let isOpen = false
  let isLost = false
  let waits = 0
  /** Where one was when the line broke. */
  let left = 0
  const onReady = (): void => {
    isOpen = true
    if (isLost) events.onFault(null)
    isLost = false
    events.onReady(media.duration)
  }
  /** From where one was. What plays is paused by loading anew, without a word. */
  const reload = (plays: boolean): void => {
    media.load()
    media.currentTime = left
    // Where that fails too, the error is heard of beside it.
    if (plays) void media.play().catch(() => undefined)
  }
  const onFault = (): void => {
    const { error, paused } = media
    if (isLost || !error) return
    if (isOpen && !renewed) left = media.currentTime
    const mayBeLine = error.code !== MediaError.MEDIA_ERR_DECODE
    // A server that was restarted, or an address that ran out, is asked once more.
    if (!renewed && isOpen && mayBeLine) {
      renewed = true
      reload(!paused)
      return
    }
    isLost = true
    if (!paused) media.pause()
    const sentence = error.message || 'the recording cannot be decoded'
    if (isOpen && mayBeLine) events.onFault({ isLine: true, sentence })
    else void answerOf(src).then((status) => scoped(() => refused(status, sentence)))
  }
  /** It never opened. A server that still makes what is to be sent is asked again. */
  const refused = (status: number | null, sentence: string): void => {
    if (status === BUSY && waits < MOST_WAITS) {
      waits += 1
      isLost = false
      setTimeout(() => scoped(() => reload(false)), AGAIN_MS)
    } else events.onFault({ isLine: status === null || status >= 400, sentence })
  }
  const onPlaying = (): void => {
    renewed = false
  }
  let isDisposed = false
  const scoped = (run: () => void): void => {
    if (!isDisposed) run()
  }
  media.addEventListener('loadedmetadata', onReady)
  media.addEventListener('error', onFault)
  media.addEventListener('playing', onPlaying)
  const playback = playbackOf(media, events)
  const loudness = loudnessOf(media, channels)
  scope.add(() => {
    playback.dispose()
    loudness.dispose()
    media.removeEventListener('loadedmetadata', onReady)
    media.removeEventListener('error', onFault)
    media.removeEventListener('playing', onPlaying)
    media.pause()
    media.removeAttribute('src')
    media.load()
    isDisposed = true
  })
  media.src = src
  const retry = (): void => {
    isLost = false
    renewed = true
    events.onFault(null)
    reload(true)
  }
  return {
    ...playback,
    retry,
    toggle: () => (isLost ? retry() : playback.toggle()),
    setSpeed(rate) {
      media.defaultPlaybackRate = rate
      media.playbackRate = rate
    },
    setLoudness: loudness.set,
    dispose: () => scope.dispose(),
  }
}

const BUSY = 503
const AGAIN_MS = 1_500
const MOST_WAITS = 40

/** What the server answers; null: nothing. A browser says of an address that is refused what it says of a broken file. */
async function answerOf(src: string): Promise<number | null> {
  try {
    return (await fetch(src, { headers: { range: 'bytes=0-0' } })).status
  } catch {
    return null
  }
}
