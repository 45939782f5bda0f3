// The recording as the view sees it: wavesurfer behind a Scope; React holds the state it reports.
import { createScope } from '@etabli/modality-kit'
import WaveSurfer from 'wavesurfer.js'

export interface PlayerColours {
  readonly wave: string
  readonly played: string
  readonly cursor: string
}

export interface PlayerEvents {
  onReady(seconds: number): void
  onPlaying(playing: boolean): void
  /** Seconds; on every frame while playing and after each seek. */
  onTime(seconds: number): void
  /** The bytes could not be fetched or decoded. */
  onFault(sentence: string): void
}

export interface Player {
  toggle(): void
  pause(): void
  /** Plays from `start` to `end` seconds, then stops there. */
  playRange(start: number, end: number): void
  seekTo(seconds: number): void
  /** Moves by so many seconds, held inside the recording. */
  skip(seconds: number): void
  setSpeed(rate: number): void
  setLoop(loop: boolean): void
  recolour(colours: PlayerColours): void
  dispose(): void
}

/** Opens a recording in a container. What it opened is closed by `dispose`. */
export function openPlayer(container: HTMLElement, src: string, colours: PlayerColours, events: PlayerEvents): Player {
  const scope = createScope()
  const media = document.createElement('audio')
  media.preload = 'auto'
  media.preservesPitch = true
  const wave = WaveSurfer.create({
    container,
    media,
    url: src,
    height: 'auto',
    waveColor: colours.wave,
    progressColor: colours.played,
    cursorColor: colours.cursor,
    cursorWidth: 2,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    normalize: true,
    dragToSeek: true,
  })
  scope.add(() => wave.destroy())
  let stopAt: number | null = null
  const listen = (off: () => void): void => scope.add(off)
  listen(wave.on('ready', (seconds) => events.onReady(seconds)))
  listen(wave.on('play', () => events.onPlaying(true)))
  listen(
    wave.on('pause', () => {
      events.onPlaying(false)
      events.onTime(media.currentTime)
    }),
  )
  listen(wave.on('finish', () => events.onPlaying(false)))
  listen(wave.on('seeking', (seconds) => events.onTime(seconds)))
  listen(
    wave.on('interaction', () => {
      stopAt = null
    }),
  )
  listen(
    wave.on('error', (fault) =>
      events.onFault(fault instanceof Error ? fault.message : 'the recording cannot be decoded'),
    ),
  )
  listen(
    wave.on('timeupdate', (seconds) => {
      if (stopAt !== null && seconds >= stopAt) {
        const end = stopAt
        stopAt = null
        media.pause()
        media.currentTime = end
      }
      events.onTime(seconds)
    }),
  )
  scope.add(() => {
    media.pause()
    media.removeAttribute('src')
    media.load()
  })

  const held = (seconds: number): number => Math.min(Math.max(0, seconds), media.duration || 0)
  /** A browser may refuse to play before a first gesture; the button then stays on "play". */
  const start = (): void => {
    void media.play().catch(() => events.onPlaying(false))
  }
  return {
    toggle() {
      stopAt = null
      if (media.paused) {
        if (media.currentTime >= media.duration - 0.01) media.currentTime = 0
        start()
      } else media.pause()
    },
    pause: () => media.pause(),
    playRange(from, to) {
      media.currentTime = held(from)
      stopAt = to
      start()
    },
    seekTo(seconds) {
      stopAt = null
      media.currentTime = held(seconds)
    },
    skip(seconds) {
      stopAt = null
      media.currentTime = held(media.currentTime + seconds)
    },
    setSpeed(rate) {
      wave.setPlaybackRate(rate, true)
    },
    setLoop(loop) {
      media.loop = loop
    },
    recolour(next) {
      wave.setOptions({ waveColor: next.wave, progressColor: next.played, cursorColor: next.cursor })
    },
    dispose: () => scope.dispose(),
  }
}
