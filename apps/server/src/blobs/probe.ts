// From a file to a task's media: what it is, how large, or the sentence why it cannot be one.
import { stat } from 'node:fs/promises'
import { type AudioMedia, type BlobHash, type ImageMedia, type MediaType, tileLevels } from '@etabli/schema'
import { lookAtAudio } from './audio.ts'
import { hashFile } from './disk.ts'
import { damagedBy, measureImage, type Refusal } from './image.ts'
import { findDamage, overviewFile, type PictureStore } from './pictures.ts'
import { headOf, sniff } from './sniff.ts'

export type ProbedMedia = ImageMedia | AudioMedia

/**
 * The media that a file of this machine makes for a project of that medium. Its bytes decide, never its name.
 * Never throws for what is in the file.
 * @param blobs where the overview of a large image is kept, since its pixels are decoded here anyway
 */
export async function probe(path: string, wanted: MediaType, blobs: PictureStore): Promise<ProbedMedia | Refusal> {
  if ((await stat(path)).size === 0) return { refused: 'the file is empty' }
  const found = sniff(await headOf(path))
  if (!found.taken || found.medium !== wanted) {
    return { refused: `${wanted === 'audio' ? 'a recording' : 'an image'} is needed, and this is: ${found.name}` }
  }
  if (wanted === 'image') {
    const look = await measureImage(path)
    if ('refused' in look) return look
    const { hash, bytes } = await hashFile(path)
    const damage = await (tileLevels(look) ? firstSight(path, hash, blobs) : findDamage(blobs, hash, path))
    return damage ?? { type: 'image', blob: hash, mime: found.mime, bytes, ...look }
  }
  const look = await lookAtAudio(path)
  if ('refused' in look) return look
  const { hash, bytes } = await hashFile(path)
  const { duration, sampleRate, channels } = look
  return { type: 'audio', blob: hash, mime: found.mime, bytes, duration, sampleRate, channels }
}

/** Makes what is seen first of a large image, which finds damage as well: every pixel is decoded for it. */
async function firstSight(path: string, blob: BlobHash, blobs: PictureStore) {
  try {
    await overviewFile(blobs, blob, path)
    return null
  } catch (error) {
    return damagedBy(error)
  }
}
