// worker_threads entry: listens to one recording after the other for speech.
import { writeFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { NotDecodedHere } from './decode.ts'
import { probabilitiesOf } from './speech-model.ts'
import { speechSpans } from './speech-spans.ts'

export interface SpeechJob {
  readonly from: string
  readonly to: string
}

export type SpeechReply =
  /** Seconds so far. */
  { readonly heard: number } | { readonly done: true } | { readonly failed: string; readonly codec: string | null }

parentPort?.on('message', async ({ from, to }: SpeechJob) => {
  const reply = (message: SpeechReply) => parentPort?.postMessage(message)
  try {
    const { probabilities, duration } = await probabilitiesOf(from, (heard) => reply({ heard }))
    await writeFile(to, JSON.stringify({ spans: speechSpans(probabilities, duration) }), { flag: 'wx', mode: 0o600 })
    reply({ done: true })
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error)
    reply({ failed, codec: error instanceof NotDecodedHere ? error.codec : null })
  }
})
