// From answers to flags: what a submission flags holds from the moment it is accepted; what a correction leaves out ends.
import { personalQuestion } from '@etabli/modalities'
import type { Answers, AudioMedia, BlobHash, Mark, Media, ProjectId, Stretch, TaskId } from '@etabli/schema'
import { fromJson } from '../../db/json.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { appendEvent } from '../events.ts'
import { carryFlag, endFlag, type FlagRow, flagsFrom, insertFlags } from './store.ts'

export interface Flagger {
  readonly project: string
  readonly task: string
  /** `Media` of the task, as it lies in the database. */
  readonly media: string
  /** The annotation or review that the answers are of, and the annotation that it replaces. */
  readonly source: string
  readonly instead: string | null
  readonly person: string
}

/**
 * Raises the flags in a person's accepted answers. A stretch that their earlier answers flagged alike keeps its flag, and a
 * reviewer's lifting of it; one that is gone or has other bounds ends.
 */
export async function recordFlags(tx: Tx, deps: Pick<Deps, 'ids'>, flagger: Flagger, answers: Answers): Promise<void> {
  const marks = answers.filter(({ question }) => question === personalQuestion.id)
  const before = flagger.instead === null ? [] : await flagsFrom(tx.db, flagger.instead)
  if (marks.length === 0 && before.length === 0) return
  const media = fromJson<Media>(flagger.media)
  if (media.type !== 'audio') return
  const left = new Map(before.map((flag) => [flag.mark, flag]))
  const fresh: FlagRow[] = []
  for (const mark of marks) {
    const old = left.get(mark.id)
    if (old && isSame(old, mark)) {
      left.delete(mark.id)
      await carryFlag(tx, old.id, flagger.source, mark.label ?? '')
    } else fresh.push(rowOf(tx, deps, flagger, media, mark))
  }
  for (const { id } of left.values()) await endFlag(tx, id)
  await insertFlags(tx, fresh)
  if (fresh.length + left.size > 0) await announceFlags(tx, deps, flagger, media.blob)
}

/** Says that what is beeped in a recording is another now. */
export function announceFlags(
  tx: Tx,
  deps: Pick<Deps, 'ids'>,
  { project, task }: { readonly project: string; readonly task: string },
  blob: BlobHash,
): Promise<void> {
  const place = { project: project as ProjectId, task: task as TaskId }
  return appendEvent(tx, deps.ids.next(), { kind: 'recording.flagged', ...place, payload: { blob } })
}

function isSame(flag: FlagRow, { value }: Mark): boolean {
  const { start, end } = value as Stretch
  return flag.start_s === start && flag.end_s === end
}

function rowOf(tx: Tx, deps: Pick<Deps, 'ids'>, flagger: Flagger, media: AudioMedia, mark: Mark): FlagRow {
  const { start, end } = mark.value as Stretch
  const { project, task, source, person } = flagger
  return {
    id: deps.ids.next(),
    project,
    task,
    blob: media.blob,
    sample_rate: media.sampleRate,
    duration: media.duration,
    source,
    person,
    mark: mark.id,
    label: mark.label ?? '',
    start_s: start,
    end_s: end,
    flagged_at: tx.now,
    ended_at: null,
    lifted_at: null,
    lifted_by: null,
    lift_reason: null,
  }
}
