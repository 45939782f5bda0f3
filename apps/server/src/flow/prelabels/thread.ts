// worker_threads entry: what rules propose for texts, off the event loop, since a pattern may take any time.
import { parentPort, workerData } from 'node:worker_threads'
import { createProposer } from '@etabli/modalities'
import type { Answers, PrelabelRule } from '@etabli/schema'

/** Texts and what stands on them already. */
export interface ProposeJob {
  readonly rules: readonly PrelabelRule[]
  readonly texts: readonly { readonly text: string; readonly present: Answers }[]
}

export type ProposeReply =
  | { readonly proposals: readonly { readonly marks: Answers; readonly dropped: number }[] }
  | { readonly message: string }

/** The place of the rule that is at work, which the other side reads where this one does not come to an end. */
const at = new Int32Array(workerData as SharedArrayBuffer)

async function answer({ rules, texts }: ProposeJob): Promise<ProposeReply> {
  try {
    const asksModel = rules.some(({ form }) => form === 'model')
    const { entitiesIn } = asksModel ? await import('./entities.ts') : { entitiesIn: () => [] }
    const propose = createProposer(rules, entitiesIn, (rule) => Atomics.store(at, 0, rule))
    const proposals = texts.map(({ text, present }) => {
      const { marks, dropped } = propose(text, present)
      return { marks: [...marks], dropped }
    })
    return { proposals }
  } catch (error) {
    // Told and logged on the other side.
    return { message: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (job: ProposeJob) => parentPort?.postMessage(await answer(job)))
