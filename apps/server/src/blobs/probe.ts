// From a file to a task's media: what it is, how large, or the sentence why it cannot be one.
import { stat } from 'node:fs/promises'
import { type AudioMedia, type BlobHash, type ImageMedia, type MediaType, tileLevels } from '@etabli/schema'
import type { AudioLook } from './audio.ts'
import { lookAside } from './audio-aside.ts'
import { hashFile } from './disk.ts'
import { damagedBy, measureImage } from './image.ts'
import { decodedShape, heardFile, NoPeaks } from './peaks.ts'
import { findDamage, overviewFile, type PictureStore } from './pictures.ts'
import { type Refusal, sentenceOf } from './refusal.ts'
import { headOf, sniff } from './sniff.ts'

export type ProbedMedia = ImageMedia | AudioMedia

/**
 * The media that a file of this machine makes for a project of that medium. Its bytes decide, never its name.
 * Never throws for what is in the file.
 * @param blobs where the overview of a large image and the waveform of a recording are kept, since they are decoded here anyway
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
  const look = await lookAside(path)
  if ('refused' in look) return look
  const { hash, bytes } = await hashFile(path)
  const heard = await listenThrough(path, hash, blobs, look)
  if ('refused' in heard) return heard
  await heardFile(blobs, hash, found.mime, path)
  return { type: 'audio', blob: hash, mime: found.mime, bytes, ...heard }
}

/** A recording that ends before so much of the length that its header promises is cut off. */
const LEAST_HEARD = 0.9

/** Decodes all of a recording, which finds damage and draws its waveform, and says how long it truly is. */
async function listenThrough(
  path: string,
  blob: BlobHash,
  blobs: PictureStore,
  look: AudioLook,
): Promise<Pick<AudioMedia, 'duration' | 'sampleRate' | 'channels'> | Refusal> {
  const { duration, sampleRate, channels } = look
  try {
    const shape = await decodedShape(blobs, blob, path)
    const heard = shape.samples / shape.sampleRate
    if (heard < duration * LEAST_HEARD && duration - heard > 1) {
      return { refused: `it is cut off: ${heard.toFixed(1)} of its ${duration.toFixed(1)} seconds can be decoded` }
    }
    return { duration: heard, sampleRate: shape.sampleRate, channels: shape.channels }
  } catch (error) {
    if (!(error instanceof NoPeaks)) throw error
    if (error.codec !== null) return { duration, sampleRate, channels }
    return { refused: `the recording cannot be decoded: ${sentenceOf(error)}` }
  }
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
