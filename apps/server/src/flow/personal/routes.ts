// What reviewers do about flags: see them with all that became of them, hear the original on record, lift a false one.
import type { PersonalRecord } from '@etabli/protocol'
import type { AudioMedia, Media } from '@etabli/schema'
import type { FastifyInstance } from 'fastify'
import { fromJson } from '../../db/json.ts'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { Problem } from '../../problem.ts'
import { announceFlags } from './flags.ts'
import { HEARING_MS } from './heard.ts'
import { hearingsOf, historyOf, insertHearing, liftFlag } from './store.ts'

/** Registers `personal.list`, `personal.hear` and `personal.lift`. */
export function personalRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'personal.list', async ({ project, params }) => {
    const media = await recordingOf(deps, params.task)
    return media === null ? { flags: [], hearings: [] } : recordOf(deps, project, media)
  })

  route(app, deps, 'personal.hear', async ({ project, params, caller }) => {
    const media = await recordingOf(deps, params.task)
    if (media === null) throw new Problem('not-found')
    const heardAt = await deps.transact(async (tx) => {
      const { task } = params
      await insertHearing(tx, { id: deps.ids.next(), project, task, blob: media.blob, person: caller.id })
      return tx.now
    })
    deps.log.info({ event: 'personal.heard', project, task: params.task, person: caller.id }, 'an original was heard')
    return { media, until: heardAt + HEARING_MS } as { media: AudioMedia; until: typeof heardAt }
  })

  route(app, deps, 'personal.lift', async ({ project, params, body, caller }) => {
    const media = await recordingOf(deps, params.task)
    if (media === null) throw new Problem('not-found')
    const flags = await historyOf(deps.db, project, media.blob)
    if (!flags.some(({ id }) => id === params.flag)) throw new Problem('not-found')
    await deps.transact(async (tx) => {
      const lifted = await liftFlag(tx, { id: params.flag, by: caller.id, reason: body.reason })
      // Lifted or taken back meanwhile: what was wanted is so.
      if (lifted) await announceFlags(tx, deps, { project, task: params.task }, media.blob)
    })
    return recordOf(deps, project, media)
  })
}

async function recordingOf({ db }: Pick<Deps, 'db'>, task: string): Promise<AudioMedia | null> {
  const row = await db.selectFrom('task').select('media').where('id', '=', task).executeTakeFirst()
  const media = row && fromJson<Media>(row.media)
  return media?.type === 'audio' ? media : null
}

async function recordOf({ db }: Pick<Deps, 'db'>, project: string, { blob }: AudioMedia): Promise<PersonalRecord> {
  const [flags, hearings] = [await historyOf(db, project, blob), await hearingsOf(db, project, blob)]
  return {
    flags: flags.map((row) => ({
      id: row.id,
      start: row.start_s,
      end: row.end_s,
      label: row.label,
      name: row.author_name ?? '',
      at: row.flagged_at,
      ended: row.ended_at,
      lifted:
        row.lifted_at === null
          ? null
          : { at: row.lifted_at, name: row.lifter_name ?? '', reason: row.lift_reason ?? '' },
    })),
    hearings: hearings.map(({ heard_at, name }) => ({ at: heard_at, name: name ?? '' })),
    // Rows hold what was branded when it was written.
  } as PersonalRecord
}
