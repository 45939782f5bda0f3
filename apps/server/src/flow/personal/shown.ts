// A task as a listener may hear and read it: the recording's address is that of the copy with a tone, and machine words that
// are timed within are masked.
import { maskedAnswers, secondsOf } from '@etabli/modalities'
import type { AudioMedia, BlobHash, Stretch, Task } from '@etabli/schema'
import { type Listener, mutedFor, samplesOf } from './muted.ts'
import { type FlagRow, flagsOn, keepCopy, type Reader } from './store.ts'

/**
 * The tasks as each listener gets them, in their order; those of other media, and recordings without flags, as they are.
 * @param tasks of one project or of several
 */
export async function forListener<T extends Pick<Task, 'project' | 'media'>>(
  db: Reader,
  tasks: readonly { readonly task: T; readonly listener: Listener }[],
): Promise<T[]> {
  const recordings = Map.groupBy(
    tasks.filter(({ task }) => task.media.type === 'audio'),
    ({ task }) => task.project,
  )
  const flags = new Map<string, FlagRow[]>()
  for (const [project, some] of recordings) {
    const blobs = some.flatMap(({ task: { media } }) => (media.type === 'audio' ? [media.blob] : []))
    for (const flag of await flagsOn(db, project, blobs)) {
      const key = `${project} ${flag.blob}`
      flags.set(key, [...(flags.get(key) ?? []), flag])
    }
  }
  const shown: T[] = []
  for (const { task, listener } of tasks) {
    const { media, project } = task
    const muted = media.type === 'audio' ? mutedFor(flags.get(`${project} ${media.blob}`) ?? [], listener) : []
    shown.push(media.type === 'audio' && muted.length > 0 ? await withTone(db, task, media, muted) : task)
  }
  return shown
}

async function withTone<T extends Pick<Task, 'project' | 'media'>>(
  db: Reader,
  task: T,
  media: AudioMedia,
  muted: readonly FlagRow[],
): Promise<T> {
  const ranges = samplesOf(muted)
  const { key } = await keepCopy(db, task.project, media.blob, ranges)
  const beeped = secondsOf(ranges, media.sampleRate)
  return { ...task, ...maskedPrefill(task, beeped), media: beepedMedia(media, key, beeped) }
}

function maskedPrefill(task: object, beeped: readonly Stretch[]): Partial<Pick<Task, 'prefill'>> {
  // Lists of tasks have no prefill.
  const { prefill } = task as Partial<Task>
  return prefill === undefined ? {} : { prefill: maskedAnswers(prefill, beeped) }
}

/** AAC stays in its container; a WAV stays one, and all else becomes one. */
const KEPT: readonly string[] = ['audio/wav', 'audio/mp4', 'audio/aac']
/** Bytes of a WAV's head, and of a sample of one that is made of another format; a FLAC of more bits has one more. */
const HEAD_BYTES = 44
const SAMPLE_BYTES = 2

/** The medium of a copy. Its type and length are guesses until it is made: pages only decide by them how much to fetch ahead. */
function beepedMedia(media: AudioMedia, key: BlobHash, beeped: Stretch[]): AudioMedia {
  if (KEPT.includes(media.mime)) return { ...media, blob: key, beeped }
  const bytes = HEAD_BYTES + Math.round(media.duration * media.sampleRate) * media.channels * SAMPLE_BYTES
  return { ...media, blob: key, mime: 'audio/wav', bytes, beeped }
}
