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
  /** The bytes could not be fetched or played. */
  onFault(sentence: string): void
}

export interface Player extends Playback {
  setSpeed(rate: number): void
  setLoudness: Loudness['set']
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
  const onReady = (): void => events.onReady(media.duration)
  const onFault = (): void => {
    // A server that was restarted, or an address that ran out, is asked once more from where one was.
    if (!renewed && media.error?.code === MediaError.MEDIA_ERR_NETWORK) {
      renewed = true
      const at = media.currentTime
      media.load()
      media.currentTime = at
      return
    }
    events.onFault(media.error?.message || 'the recording cannot be decoded')
  }
  const onPlaying = (): void => {
    renewed = false
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
  })
  media.src = src
  return {
    ...playback,
    setSpeed(rate) {
      media.defaultPlaybackRate = rate
      media.playbackRate = rate
    },
    setLoudness: loudness.set,
    dispose: () => scope.dispose(),
  }
}
