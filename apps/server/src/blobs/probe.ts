// From a file to a task's media: what it is, how large, or the sentence why it cannot be one.
import { stat } from 'node:fs/promises'
import type { AudioMedia, ImageMedia, MediaType } from '@etabli/schema'
import { lookAtAudio } from './audio.ts'
import { hashFile } from './disk.ts'
import { lookAtImage, type Refusal } from './image.ts'
import { headOf, sniff } from './sniff.ts'

export type ProbedMedia = ImageMedia | AudioMedia

/**
 * The media that a file of this machine makes for a project of that medium. Its bytes decide, never its name.
 * Never throws for what is in the file.
 */
export async function probe(path: string, wanted: MediaType): Promise<ProbedMedia | Refusal> {
  if ((await stat(path)).size === 0) return { refused: 'the file is empty' }
  const found = sniff(await headOf(path))
  if (!found.taken || found.medium !== wanted) {
    return { refused: `${wanted === 'audio' ? 'a recording' : 'an image'} is needed, and this is: ${found.name}` }
  }
  if (wanted === 'image') {
    const look = await lookAtImage(path)
    if ('refused' in look) return look
    const { hash, bytes } = await hashFile(path)
    return { type: 'image', blob: hash, mime: found.mime, bytes, ...look }
  }
  const look = await lookAtAudio(path)
  if ('refused' in look) return look
  const { hash, bytes } = await hashFile(path)
  const { duration, sampleRate, channels } = look
  return { type: 'audio', blob: hash, mime: found.mime, bytes, duration, sampleRate, channels }
}
