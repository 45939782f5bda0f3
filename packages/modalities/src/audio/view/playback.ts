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

/** Nearer to its end than this, a range is watched more often than at every frame. */
const FINE_SECONDS = 0.04
/** A range is ended so much early, as a page that is busy is late. */
const EARLY_SECONDS = 0.008
/** A seek to the very end would leave nothing to play. */
const AT_END = 0.01

export function playbackOf(media: Playable, { onPlaying, onTime }: Listeners): Playback {
  let range: { readonly start: number; readonly end: number } | null = null
  let loop = false
  let rewind = 0
  let resumes = false
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** So near its end that it is watched without rest. */
  let near = false
  const poll = new MessageChannel()

  /** While the recording is fetched anew its length is not known: wherever one goes, it begins there. */
  const held = (seconds: number): number => Math.min(Math.max(0, seconds), media.duration || Number.POSITIVE_INFINITY)
  const stopTicking = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    near = false
  }

  function reached(end: number): void {
    const start = range?.start ?? 0
    if (!loop) {
      range = null
      resumes = false
      media.pause()
    }
    media.currentTime = loop ? start : end
    onTime(media.currentTime)
  }

  function watchEnd(): void {
    if (range === null || near) return
    const left = (range.end - media.currentTime) / media.playbackRate
    if (left <= 0) reached(range.end)
    else if (left < FINE_SECONDS) {
      near = true
      poll.port2.postMessage(null)
    } else {
      // Frames are late on a page that draws much, and do not come at all where it is not seen.
      clearTimeout(timer)
      timer = setTimeout(watchEnd, Math.max(0, left - FINE_SECONDS / 2) * 1_000)
    }
  }

  // Frames come every 16 ms and timers are held back to 4; messages to oneself come at once.
  poll.port1.onmessage = () => {
    if (!near) return
    if (range === null || media.paused) near = false
    else if (media.currentTime < range.end - EARLY_SECONDS) poll.port2.postMessage(null)
    else {
      near = false
      reached(range.end)
    }
  }

  function tick(): void {
    watchEnd()
    // Nothing is drawn that could make the end late.
    if (!near) onTime(media.currentTime)
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
      if (media.currentTime >= media.duration - AT_END) {
        // From the end it is played as a whole, whatever was played before.
        range = null
        media.currentTime = 0
      } else if (resumes && rewind > 0) media.currentTime = Math.max(range?.start ?? 0, media.currentTime - rewind)
      start()
    },
    pause: () => media.pause(),
    paused: () => media.paused,
    playRange(from, to) {
      range = { start: held(from), end: Math.min(to, media.duration || to) }
      near = false
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
      poll.port1.close()
      media.removeEventListener('play', onPlay)
      media.removeEventListener('pause', onPause)
      media.removeEventListener('seeking', onSeeking)
      media.removeEventListener('ended', onEnded)
    },
  }
}
