// What answers name was brought for them: no annotation goes in with a take that is not its author's for that task.
import { blobsOf, type Fault } from '@etabli/modality-kit'
import type { Answers, BlobHash, Mark } from '@etabli/schema'
import * as z from 'zod/mini'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { findTake, isBrought, markNamed } from './store.ts'

interface Place {
  readonly task: string
  /** Who must have brought what is named; null for anybody. */
  readonly person: string | null
}

/** Marks that name what was not brought, or say of it what is not so. */
export async function unbroughtFaults(
  tx: Tx,
  { kinds }: Pick<Deps, 'kinds'>,
  place: Place,
  answers: Answers,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const mark of answers) {
    for (const blob of blobsOf(mark, kinds)) {
      const message = await faultOf(tx, place, blob, mark)
      if (message !== null) faults.push({ question: mark.question, mark: mark.id, code: 'take', message })
    }
  }
  return faults
}

/** What a value may say of its file; the server knows it from the file itself. */
const Said = z.object({ bytes: z.number(), seconds: z.number(), sampleRate: z.number() })
/** Values are rounded to the tenth of a millisecond. */
const ROUNDING = 0.001

async function faultOf(tx: Tx, { task, person }: Place, blob: BlobHash, mark: Mark): Promise<string | null> {
  if (person === null) return (await isBrought(tx.db, task, blob)) ? null : NOT_BROUGHT
  const take = await findTake(tx.db, task, person, blob)
  if (!take) return NOT_BROUGHT
  const said = Said.safeParse(mark.value)
  if (!said.success) return null
  const isTrue =
    said.data.bytes === Number(take.bytes) &&
    said.data.sampleRate === take.sample_rate &&
    Math.abs(said.data.seconds - take.seconds) < ROUNDING
  return isTrue ? null : 'The recording is not as long as is said of it. Record it again.'
}

const NOT_BROUGHT = 'The recording did not reach the server. It is sent again with the next try.'

/** Keeps the takes that an annotation names. */
export async function nameTakes(
  tx: Tx,
  { kinds }: Pick<Deps, 'kinds'>,
  { task, person }: { readonly task: string; readonly person: string },
  answers: Answers,
): Promise<void> {
  const named = answers.flatMap((mark) => blobsOf(mark, kinds))
  if (named.length > 0) await markNamed(tx, task, person, named)
}
