// worker_threads entry: works through recordings off the event loop, one after the other: their peaks, or a copy with an index.
import { writeFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { createPyramid, type Pyramid } from '@etabli/schema'
import { decodeAudio, NotDecodedHere } from './decode.ts'
import { writeIndexed } from './indexed.ts'

export interface AudioJob {
  readonly make: 'peaks' | 'indexed'
  readonly from: string
  readonly to: string
}

export type AudioReply =
  | { readonly done: true }
  | { readonly failed: string; readonly codec: string | null }
  /** The disk's fault, not the recording's. */
  | { readonly fault: string }

parentPort?.on('message', async ({ make, from, to }: AudioJob) => {
  const reply = (message: AudioReply) => parentPort?.postMessage(message)
  try {
    await (make === 'peaks' ? writePeaks(from, to) : writeIndexed(from, to))
    reply({ done: true })
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error)
    if (error instanceof Error && 'errno' in error) reply({ fault: failed })
    else reply({ failed, codec: error instanceof NotDecodedHere ? error.codec : null })
  }
})

async function writePeaks(from: string, to: string): Promise<void> {
  let pyramid: Pyramid | null = null
  let channels = 0
  for await (const { sampleRate, channelData } of decodeAudio(from)) {
    if ((channelData[0]?.length ?? 0) === 0) continue
    if (pyramid === null) {
      channels = channelData.length
      pyramid = createPyramid(sampleRate, channels)
    }
    pyramid.add(channelData)
  }
  const parts = pyramid?.finish().parts ?? []
  if (parts.length === 0) throw new Error('no sound could be decoded')
  await writeFile(to, parts, { flag: 'wx', mode: 0o600 })
}
