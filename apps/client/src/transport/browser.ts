// The ports of a browser: clock, timers, ids, sockets, locks between tabs, media fetched ahead.
import type { HeardAddresses, TileAddresses } from '@etabli/modality-kit'
import type { LeasedTask } from '@etabli/protocol'
import { type Clock, type IdSource, type LeaseId, type Millis, tileLevels, ulidSource } from '@etabli/schema'
import type { SocketLike, Timers } from '@etabli/sdk'
import { api, streamUrl } from './api.ts'

export const clock: Clock = { now: () => Date.now() as Millis }

export const timers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}

export const ids: IdSource = ulidSource(
  () => Date.now(),
  (bytes) => crypto.getRandomValues(bytes),
)

/** A socket to the live stream. The browser's own fits the sdk's port but for the breadth of its event types. */
export function openSocket(): SocketLike {
  return new WebSocket(streamUrl()) as unknown as SocketLike
}

// Locks need a secure context; a page over plain HTTP on another host has none and is taken to be the only tab.
const locks: LockManager | undefined = navigator.locks

/** Runs alone among all tabs of this person. */
export function aloneAs(name: string): (run: () => Promise<void>) => Promise<void> {
  return async (run) => {
    if (locks) await locks.request(name, run)
    else await run()
  }
}

const releases = new Map<LeaseId, () => void>()

/** Takes a lease for this tab until it is given back or the tab closes; false where another tab has it. */
export function lockLease(lease: LeaseId): Promise<boolean> {
  if (!locks || releases.has(lease)) return Promise.resolve(true)
  return new Promise((resolve, reject) => {
    locks
      .request(`etabli-lease-${lease}`, { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(false)
          return undefined
        }
        return new Promise<void>((release) => {
          releases.set(lease, release)
          resolve(true)
        })
      })
      .catch(reject)
  })
}

export function unlockLease(lease: LeaseId): void {
  releases.get(lease)?.()
  releases.delete(lease)
}

/** Address of a task's bytes, or null where it has none. */
export function sourceOf({ task }: Pick<LeasedTask, 'task'>): string | null {
  const { media } = task
  return media.type === 'image' || media.type === 'audio'
    ? api.url('blobs.get', { project: task.project, blob: media.blob })
    : null
}

/** Where the tiles of a task's image are, or null where it has none or is shown whole. */
export function tilesOf({ task }: Pick<LeasedTask, 'task'>): TileAddresses | null {
  const { media, project } = task
  if (media.type !== 'image' || !tileLevels(media)) return null
  const { blob } = media
  return {
    overview: api.url('blobs.overview', { project, blob }),
    tile: (level, column, row) => api.url('blobs.tile', { project, blob, level, column, row }),
  }
}

/** Address of a recording's waveform; null for everything else. */
export function peaksOf({ task }: Pick<LeasedTask, 'task'>): string | null {
  const { media, project } = task
  return media.type === 'audio' ? api.url('blobs.peaks', { project, blob: media.blob }) : null
}

/** Where the server says what it heard in a task's recording; null for everything else. */
export function heardOf({ task }: Pick<LeasedTask, 'task'>): HeardAddresses | null {
  const { media, project } = task
  if (media.type !== 'audio') return null
  const { blob } = media
  return {
    spectrum: (level, tile) => api.url('blobs.spectrum', { project, blob, level, tile }),
    speech: api.url('blobs.speech', { project, blob }),
  }
}
