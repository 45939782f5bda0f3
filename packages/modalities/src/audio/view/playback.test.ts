// Playing between two moments, on a stand-in for a media element whose clock the test turns.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Playable, playbackOf } from './playback.ts'

/** A recording of ten seconds. */
class Recording extends EventTarget {
  currentTime = 0
  duration = 10
  paused = true
  playbackRate = 1
  play(): Promise<void> {
    this.paused = false
    this.dispatchEvent(new Event('play'))
    return Promise.resolve()
  }
  pause(): void {
    this.paused = true
    this.dispatchEvent(new Event('pause'))
  }
  /** As a browser does at the end of the file. */
  end(): void {
    this.currentTime = this.duration
    this.paused = true
    this.dispatchEvent(new Event('pause'))
    this.dispatchEvent(new Event('ended'))
  }
}

let frames: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  frames = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = []
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function opened() {
  const media = new Recording()
  const playback = playbackOf(media as unknown as Playable, { onPlaying: () => undefined, onTime: () => undefined })
  /** A frame later the recording is at that second. */
  const at = (seconds: number): void => {
    media.currentTime = seconds
    for (const run of frames.splice(0)) run()
  }
  return { media, playback, at }
}

describe('AUD6: ranges', () => {
  it('stop at their end, where the playhead is left', () => {
    const { media, playback, at } = opened()
    playback.playRange(2, 3)
    at(2.5)
    expect(media.paused).toBe(false)
    at(3.001)
    expect([media.paused, media.currentTime]).toEqual([true, 3])
    playback.dispose()
  })
  it('stop in a page that draws no frames, as of a tab that is not seen', () => {
    const { media, playback } = opened()
    playback.playRange(2, 3)
    media.currentTime = 3.01
    // No frame comes; the timer does, 20 ms before the end.
    vi.advanceTimersByTime(980)
    expect([media.paused, media.currentTime]).toEqual([true, 3])
    playback.dispose()
  })
  it('that reached the end of the recording are over: played again it is heard from the start to its end', () => {
    const { media, playback, at } = opened()
    playback.playRange(8, 10)
    at(9)
    media.end()
    playback.toggle()
    expect([media.paused, media.currentTime]).toEqual([false, 0])
    // Within the loop that is set meanwhile too, it is the whole that is heard.
    playback.setLoop(true)
    at(9.9)
    media.end()
    expect([media.paused, media.currentTime]).toEqual([false, 0])
    playback.dispose()
  })
})

describe('AUD14: while the recording is fetched anew', () => {
  it('wherever one goes, it goes on there, and not at the start', () => {
    const { media, playback } = opened()
    media.duration = Number.NaN
    playback.seekTo(7)
    expect(media.currentTime).toBe(7)
    media.duration = 10
    playback.seekTo(12)
    expect(media.currentTime).toBe(10)
    playback.dispose()
  })
})
