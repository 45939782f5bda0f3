// Turns a Windows bitmap into a PNG that our image library can open, in a thread of its own.
import sharp from 'sharp'
import { startThread } from '../threads.ts'
import type { Bitmap } from './bmp.ts'

/** Writes the pixels of the bitmap at `from` as PNG. @throws Error with a sentence where it cannot be read */
export async function writeBitmapPixels(from: string, to: string): Promise<void> {
  const { rgb, width, height } = await pixelsOf(from)
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toFile(to)
}

function pixelsOf(path: string): Promise<Bitmap> {
  return new Promise((resolve, reject) => {
    const worker = startThread(import.meta.url, 'bmp-worker', path)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the bitmap's thread ended with code ${code}`)))
  })
}
