// worker_threads entry: makes the columns of one tile of a spectrogram after the other.
import { open } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { SPECTRUM_KEPT, SPECTRUM_ROWS, spectrumRate } from '@etabli/schema'
import { decodePart } from './decode-part.ts'
import { mixed } from './sound-samples.ts'
import { columnMaker } from './spectrum-columns.ts'

export interface SpectrumJob {
  /** The file of the kept level. */
  readonly kept: string
  /** The recording, in a form that can be entered in the middle where there is one. */
  readonly from: string
  readonly level: number
  /** The first column, and how many. */
  readonly first: number
  readonly count: number
}

export type SpectrumReply = { readonly columns: Uint8Array } | { readonly failed: string }

parentPort?.on('message', async (job: SpectrumJob) => {
  const reply = (message: SpectrumReply) => parentPort?.postMessage(message)
  try {
    reply({ columns: (job.level > SPECTRUM_KEPT ? await computed(job) : null) ?? (await kept(job)) })
  } catch (error) {
    reply({ failed: error instanceof Error ? error.message : String(error) })
  }
})

/** From the sound itself; null where that cannot be entered in the middle. */
async function computed({ from, level, first, count }: SpectrumJob): Promise<Uint8Array | null> {
  const perSecond = spectrumRate(level)
  const part = await decodePart(from, first / perSecond - AROUND, (first + count) / perSecond + AROUND)
  if (!part) return null
  const columns = columnMaker(level, part.sampleRate)
  const samples = mixed(part.channelData)
  const made = new Uint8Array(count * SPECTRUM_ROWS)
  for (let n = 0; n < count; n++) {
    columns.write(samples, part.start, first + n, made.subarray(n * SPECTRUM_ROWS, (n + 1) * SPECTRUM_ROWS))
  }
  return made
}

/** Seconds: half of the longest window, and more. */
const AROUND = 0.05

/** From the kept level: of the columns that fall into one the loudest; where they are finer, the one that they fall into. */
async function kept({ kept: path, level, first, count }: SpectrumJob): Promise<Uint8Array> {
  const each = 2 ** (SPECTRUM_KEPT - level)
  const from = Math.floor(first * each)
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.ceil((first + count) * each - from) * SPECTRUM_ROWS)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from * SPECTRUM_ROWS)
    const read = bytes.subarray(0, bytesRead)
    const made = new Uint8Array(count * SPECTRUM_ROWS)
    for (let n = 0; n < count; n++) {
      const begin = Math.floor((first + n) * each) - from
      const end = Math.max(begin + 1, Math.floor((first + n + 1) * each) - from)
      loudest(made, n * SPECTRUM_ROWS, read.subarray(begin * SPECTRUM_ROWS, end * SPECTRUM_ROWS))
    }
    return made
  } finally {
    await file.close()
  }
}

function loudest(to: Uint8Array, at: number, columns: Uint8Array): void {
  for (let n = 0; n < columns.length; n++) {
    const place = at + (n % SPECTRUM_ROWS)
    const level = columns[n] ?? 0
    if (level > (to[place] ?? 0)) to[place] = level
  }
}
