// worker_threads entry: the consensus of tasks with thousands of marks, off the event loop.
import { parentPort } from 'node:worker_threads'
import { kinds } from '@etabli/modalities'
import { type SettledRow, type SettleRows, settleRows } from './settle-rows.ts'

export type SettleReply = SettledRow | { readonly message: string }

function answer(rows: SettleRows): SettleReply {
  try {
    return settleRows(rows, kinds)
  } catch (error) {
    // Told and logged on the other side.
    return { message: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (rows: SettleRows) => parentPort?.postMessage(answer(rows)))
