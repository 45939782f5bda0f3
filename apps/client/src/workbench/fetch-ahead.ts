// Fetches a medium ahead of its turn, so that the next task is there at once.
import { modalityOfMedia } from '@etabli/modalities'
import type { LeasedTask } from '@etabli/protocol'
import { sourceOf, tilesOf } from '../transport/browser.ts'
import { viewOf } from './views.ts'

/** Longer recordings are streamed by their player; fetching them whole would fill the memory. */
const MOST_AUDIO_BYTES = 8 * 1024 * 1024

/** By the view of its modality, where that fetches ahead itself; short recordings into the browser's cache. */
export function fetchAhead(leased: Pick<LeasedTask, 'task'>): void {
  const source = sourceOf(leased)
  const { media } = leased.task
  if (source === null) return
  if (media.type === 'audio') {
    if (media.bytes > MOST_AUDIO_BYTES) return
    fetch(source, { credentials: 'same-origin' })
      .then((reply) => reply.arrayBuffer())
      // What cannot be fetched says so when its turn comes.
      .catch(() => undefined)
    return
  }
  viewOf(modalityOfMedia(media.type)?.id ?? '')
    .then((view) => view?.fetchAhead?.(tilesOf(leased)?.overview ?? source))
    .catch(() => undefined)
}
