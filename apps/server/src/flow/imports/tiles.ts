// Makes the tiles of an import's large images, one after the other, so that they are there before people come to them.
import { Media, tileLevels } from '@etabli/schema'
import { makeTiles } from '../../blobs/index.ts'
import { fromJson } from '../../db/json.ts'
import type { Deps } from '../../deps.ts'

const PAGE = 500

/**
 * May be run again at any time: tiles that are there already are left. Where one image fails the others go on; its
 * tiles are tried again when somebody looks at it.
 * @throws the signal's reason when it is aborted, between two images
 */
export async function makeImportTiles(deps: Deps, id: string, signal: AbortSignal): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await deps.db
      .selectFrom('task')
      .select(['id', 'media'])
      .where('import', '=', id)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    for (const row of rows) {
      signal.throwIfAborted()
      const media = Media.parse(fromJson(row.media))
      if (media.type !== 'image' || !tileLevels(media)) continue
      try {
        await makeTiles(deps.blobs, media.blob)
      } catch (error) {
        deps.log.error({ event: 'tiles.failed', task: row.id, err: error }, 'tiles of an image could not be made')
      }
    }
    after = rows.at(-1)?.id ?? after
    if (rows.length < PAGE) return
  }
}
