// Settles a task in a thread where its answers are long: on the event loop nobody else would be answered meanwhile.
import { answeringThread, startThread } from '../../threads.ts'
import type { SettledRow, SettleRows } from './settle-rows.ts'
import type { SettleReply } from './thread.ts'

/** Characters of JSON of all answers: about a thousand spans, some tens of milliseconds. */
const LONG = 150_000

/** The most answers that may be are settled in much less. */
const MOST_MS = 600_000

const thread = answeringThread<SettleRows, SettleReply>({
  start: () => startThread(import.meta.url, 'thread'),
  most: MOST_MS,
})

export function isLong({ annotations }: Pick<SettleRows, 'annotations'>): boolean {
  return annotations.reduce((sum, { answers }) => sum + answers.length, 0) > LONG
}

/** @throws Error where the thread fails; the caller logs it and tries again */
export async function settleInThread(rows: SettleRows): Promise<SettledRow> {
  const reply = await thread.ask(rows)
  if ('message' in reply) throw new Error(reply.message)
  return reply
}
