// Runs rules over texts in a thread; a rule that does not come to an end is called off and named.
import type { Answers, PrelabelRule } from '@etabli/schema'
import { answeringThread, startThread, ThreadEnded } from '../../threads.ts'
import type { ProposeJob, ProposeReply } from './thread.ts'

/** The rule that was at work when its time was over. */
export class RuleTooSlow extends Error {
  readonly rule: PrelabelRule
  constructor(rule: PrelabelRule) {
    super(`rule ${rule.id} did not come to an end`)
    this.name = 'RuleTooSlow'
    this.rule = rule
  }
}

/** What rules propose for each text of a job: throws RuleTooSlow, and Error where the thread fails. */
export type Proposing = (job: ProposeJob) => Promise<readonly { readonly marks: Answers; readonly dropped: number }[]>

/** @param most milliseconds that a job may take */
export function createProposing(most: number): Proposing {
  const at = new SharedArrayBuffer(4)
  const thread = answeringThread<ProposeJob, ProposeReply>({
    start: () => startThread(import.meta.url, 'thread', at),
    most,
  })
  return async (job) => {
    try {
      const reply = await thread.ask(job)
      if ('message' in reply) throw new Error(reply.message)
      return reply.proposals
    } catch (error) {
      const rule = job.rules[new Int32Array(at)[0] ?? 0]
      if (error instanceof ThreadEnded && rule) throw new RuleTooSlow(rule)
      throw error
    }
  }
}
