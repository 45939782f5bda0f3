// Plays a media element between two moments: stops within milliseconds of the end, or begins again.
export interface Playback {
  toggle(): void
  pause(): void
  paused(): boolean
  /** Plays from `start` to `end` seconds, then stops there, or with the loop on begins again. */
  playRange(start: number, end: number): void
  seekTo(seconds: number): void
  skip(seconds: number): void
  setLoop(loop: boolean): void
  /** Seconds to go back when playing is resumed after a pause. */
  setRewind(seconds: number): void
  dispose(): void
}

/** What of a media element is used, so that tests can stand in for it. */
export type Playable = Pick<
  HTMLMediaElement,
  'currentTime' | 'duration' | 'paused' | 'playbackRate' | 'play' | 'pause' | 'addEventListener' | 'removeEventListener'
>

interface Listeners {
  onPlaying(playing: boolean): void
  onTime(seconds: number): void
}

/** Nearer to its end than this, a range is ended by a timer: frames come only every 16 ms. */
const FINE_SECONDS = 0.06
/** A seek to the very end would leave nothing to play. */
const AT_END = 0.01

export function playbackOf(media: Playable, { onPlaying, onTime }: Listeners): Playback {
  let range: { readonly start: number; readonly end: number } | null = null
  let loop = false
  let rewind = 0
  let resumes = false
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const held = (seconds: number): number => Math.min(Math.max(0, seconds), media.duration || 0)
  const stopTicking = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    timer = undefined
  }

  function reached(end: number): void {
    const start = range?.start ?? 0
    media.currentTime = loop ? start : end
    if (!loop) {
      range = null
      resumes = false
      media.pause()
    }
    onTime(media.currentTime)
  }

  function watchEnd(): void {
    if (range === null || timer !== undefined) return
    const left = (range.end - media.currentTime) / media.playbackRate
    if (left <= 0) reached(range.end)
    else if (left < FINE_SECONDS) {
      const { end } = range
      timer = setTimeout(() => {
        timer = undefined
        // The clock of the sound is not that of the timer: what is left is waited for again.
        if (range?.end !== end || media.paused) return
        if (end - media.currentTime > 0.004) watchEnd()
        else reached(end)
      }, left * 1_000)
    }
  }

  function tick(): void {
    watchEnd()
    onTime(media.currentTime)
    if (!media.paused) frame = requestAnimationFrame(tick)
  }

  const onPlay = (): void => {
    onPlaying(true)
    stopTicking()
    tick()
  }
  const onPause = (): void => {
    stopTicking()
    onPlaying(false)
    onTime(media.currentTime)
  }
  const onSeeking = (): void => onTime(media.currentTime)
  const onEnded = (): void => {
    if (!loop) return
    media.currentTime = range?.start ?? 0
    start()
  }
  media.addEventListener('play', onPlay)
  media.addEventListener('pause', onPause)
  media.addEventListener('seeking', onSeeking)
  media.addEventListener('ended', onEnded)

  /** A browser may refuse to play before a first gesture; the button then stays on "play". */
  function start(): void {
    void media.play().catch(() => onPlaying(!media.paused))
  }

  function free(seconds: number): void {
    range = null
    resumes = false
    media.currentTime = held(seconds)
  }

  return {
    toggle() {
      if (!media.paused) {
        resumes = true
        media.pause()
        return
      }
      if (media.currentTime >= media.duration - AT_END) media.currentTime = 0
      else if (resumes && rewind > 0) media.currentTime = Math.max(range?.start ?? 0, media.currentTime - rewind)
      start()
    },
    pause: () => media.pause(),
    paused: () => media.paused,
    playRange(from, to) {
      range = { start: held(from), end: Math.min(to, media.duration || to) }
      clearTimeout(timer)
      timer = undefined
      media.currentTime = range.start
      start()
    },
    seekTo: free,
    skip: (seconds) => free(media.currentTime + seconds),
    setLoop(next) {
      loop = next
    },
    setRewind(seconds) {
      rewind = seconds
    },
    dispose() {
      stopTicking()
      media.removeEventListener('play', onPlay)
      media.removeEventListener('pause', onPause)
      media.removeEventListener('seeking', onSeeking)
      media.removeEventListener('ended', onEnded)
    },
  }
}
