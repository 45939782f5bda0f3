// Loads tiles: nearest first, a few at once; lets go of those out of view; keeps a bounded number of decoded ones.
import type { TileAddress } from './tile-plan.ts'

/** A decoded tile; `close` frees its memory. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  close(): void
}

export interface TilePorts<B extends Bitmap> {
  /** Fetches and decodes one tile; rejects when aborted, or with `TileNotYet` where it is still being made. */
  readonly load: (address: TileAddress, signal: AbortSignal) => Promise<B>
  /** Calls back once after so many milliseconds; gives back how to call that off. */
  readonly after: (millis: number, run: () => void) => () => void
}

/** The server is still making the tiles: ask again soon. */
export class TileNotYet extends Error {}

export interface TileLoader<B extends Bitmap> {
  /** What is in view, the most wanted first. Loads of what is no longer wanted are called off. */
  want(addresses: readonly TileAddress[]): void
  /** The decoded tile, or null where it is not there. */
  get(address: TileAddress): B | null
  /** Counts up with every tile that comes. */
  version(): number
  subscribe(listener: () => void): () => void
  /** Calls everything off and frees all tiles. */
  close(): void
}

/** Loads at once: two of a browser's six connections to a host are left for the rest of the page. */
const AT_ONCE = 4
/** Decoded tiles kept, of 1 MiB each; more are in view on no screen up to 4K. */
const MOST = 192
const SOON_MS = 500
const LATER_MS = 4_000
const MOST_TRIES = 4

export function createTileLoader<B extends Bitmap>(ports: TilePorts<B>, most = MOST): TileLoader<B> {
  /** Oldest use first. */
  const tiles = new Map<string, B>()
  const loading = new Map<string, AbortController>()
  const failed = new Map<string, { tries: number; resting: boolean }>()
  const timers = new Set<() => void>()
  const listeners = new Set<() => void>()
  let wanted = new Map<string, TileAddress>()
  let version = 0
  let closed = false

  function want(addresses: readonly TileAddress[]): void {
    if (closed) return
    wanted = new Map(addresses.map((address) => [keyOf(address), address]))
    for (const [key, controller] of loading) {
      if (wanted.has(key)) continue
      loading.delete(key)
      controller.abort()
    }
    for (const key of [...wanted.keys()].reverse()) touch(key)
    fill()
  }

  function fill(): void {
    for (const [key, address] of wanted) {
      if (loading.size >= AT_ONCE) return
      if (tiles.has(key) || loading.has(key) || isGivenUp(key)) continue
      const controller = new AbortController()
      loading.set(key, controller)
      ports.load(address, controller.signal).then(
        (tile) => arrived(key, controller, tile),
        (error: unknown) => missed(key, controller, error),
      )
    }
  }

  function arrived(key: string, controller: AbortController, tile: B): void {
    // Called off while it was being decoded.
    if (loading.get(key) !== controller) {
      tile.close()
      return
    }
    loading.delete(key)
    failed.delete(key)
    tiles.set(key, tile)
    trim()
    version += 1
    for (const listener of listeners) listener()
    fill()
  }

  function missed(key: string, controller: AbortController, error: unknown): void {
    if (loading.get(key) !== controller) return
    loading.delete(key)
    const notYet = error instanceof TileNotYet
    const entry = { tries: (failed.get(key)?.tries ?? 0) + (notYet ? 0 : 1), resting: true }
    failed.set(key, entry)
    const stop = ports.after(notYet ? SOON_MS : LATER_MS, () => {
      timers.delete(stop)
      entry.resting = false
      fill()
    })
    timers.add(stop)
    fill()
  }

  function isGivenUp(key: string): boolean {
    const entry = failed.get(key)
    return entry !== undefined && (entry.resting || entry.tries >= MOST_TRIES)
  }

  function touch(key: string): void {
    const tile = tiles.get(key)
    if (!tile) return
    tiles.delete(key)
    tiles.set(key, tile)
  }

  function trim(): void {
    for (const [key, tile] of tiles) {
      if (tiles.size <= most) return
      if (wanted.has(key)) continue
      tiles.delete(key)
      tile.close()
    }
  }

  return {
    want,
    get: (address) => tiles.get(keyOf(address)) ?? null,
    version: () => version,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      wanted = new Map()
      for (const controller of loading.values()) controller.abort()
      for (const stop of timers) stop()
      for (const tile of tiles.values()) tile.close()
      loading.clear()
      timers.clear()
      tiles.clear()
      listeners.clear()
    },
  }
}

function keyOf({ level, column, row }: TileAddress): string {
  return `${level}/${column}/${row}`
}
