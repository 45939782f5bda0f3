// The tiles of a spectrogram as the page has them: fetched for the stretch in view, kept while there is room.
import { SPECTRUM_COLUMNS, SPECTRUM_FINEST, spectrumColumns, spectrumRate } from '@etabli/schema'

export interface Tile {
  readonly level: number
  readonly tile: number
  readonly columns: Uint8Array<ArrayBuffer>
}

export interface SpectrumTiles {
  /** Asks for what shows these seconds at a level, and lets go of what was asked for before and is not wanted now. */
  want(level: number, from: number, to: number): void
  /** What is there of these seconds, the coarsest first. */
  within(level: number, from: number, to: number): readonly Tile[]
  /** Whether all of these seconds is there at the level. */
  isWhole(level: number, from: number, to: number): boolean
  /** The server has none: the recording is in a codec that only browsers decode. */
  readonly none: boolean
  close(): void
}

/** Tiles kept: 64 kB each. */
const MOST_TILES = 64
const TRIES = 40
const AGAIN_MS = 1_000
/** Columns a pixel that are enough; a level has at most twice as many. */
const COLUMNS_A_PIXEL = 0.75

/** The level whose columns are about a pixel wide. */
export function levelFor(pixelsASecond: number): number {
  const level = Math.ceil(Math.log2(Math.max(1e-6, pixelsASecond * COLUMNS_A_PIXEL) / spectrumRate(0)))
  return Math.max(0, Math.min(SPECTRUM_FINEST, level))
}

/** Numbers of the tiles that these seconds of a recording of so many lie in. */
export function tilesAt(level: number, from: number, to: number, duration: number): readonly number[] {
  const last = Math.max(0, Math.ceil(spectrumColumns(level, duration) / SPECTRUM_COLUMNS) - 1)
  const tileOf = (seconds: number) =>
    Math.max(0, Math.min(last, Math.floor((seconds * spectrumRate(level)) / SPECTRUM_COLUMNS)))
  const first = tileOf(from)
  return Array.from({ length: tileOf(to) - first + 1 }, (_, n) => first + n)
}

/**
 * @param address of a tile
 * @param duration seconds of the recording
 */
export function spectrumTiles(
  address: (level: number, tile: number) => string,
  duration: number,
  onChange: () => void,
): SpectrumTiles {
  const there = new Map<string, Tile>()
  const asked = new Map<string, AbortController>()
  let none = false
  let closed = false

  async function ask(level: number, tile: number): Promise<void> {
    const key = `${level}/${tile}`
    const asking = new AbortController()
    asked.set(key, asking)
    try {
      const columns = await fetched(address(level, tile), asking.signal)
      if (closed || asking.signal.aborted) return
      if (columns === null) none = true
      else there.set(key, { level, tile, columns })
      for (const old of [...there.keys()].slice(0, Math.max(0, there.size - MOST_TILES))) there.delete(old)
      onChange()
    } catch {
      // What is coarser stays on screen; looking here again asks again.
    } finally {
      if (asked.get(key) === asking) asked.delete(key)
    }
  }

  return {
    want(level, from, to) {
      const wanted = tilesAt(level, from, to, duration).map((tile) => ({ tile, key: `${level}/${tile}` }))
      for (const [key, asking] of asked) {
        if (wanted.some((one) => one.key === key)) continue
        asking.abort()
        asked.delete(key)
      }
      if (none || closed) return
      for (const { tile, key } of wanted) {
        const kept = there.get(key)
        // What was looked at last goes last.
        if (kept && there.delete(key)) there.set(key, kept)
        else if (!asked.has(key)) void ask(level, tile)
      }
    },
    within(level, from, to) {
      const inView = ({ level: its, tile }: Tile): boolean => {
        const seconds = SPECTRUM_COLUMNS / spectrumRate(its)
        return its <= level && tile * seconds < to && (tile + 1) * seconds > from
      }
      return [...there.values()].filter(inView).toSorted((one, other) => one.level - other.level)
    },
    isWhole: (level, from, to) => tilesAt(level, from, to, duration).every((tile) => there.has(`${level}/${tile}`)),
    get none() {
      return none
    },
    close() {
      closed = true
      for (const asking of asked.values()) asking.abort()
      there.clear()
    },
  }
}

/** A tile's bytes; null where the server has none. Waits while the server says that it is still making it. */
async function fetched(address: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null> {
  for (let tries = 0; ; tries++) {
    const reply = await fetch(address, { credentials: 'same-origin', signal })
    if (reply.ok) return new Uint8Array(await reply.arrayBuffer())
    if (reply.status === 404) return null
    if (reply.status !== 503 || tries >= TRIES) throw new Error(`the spectrogram was answered with ${reply.status}`)
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}
