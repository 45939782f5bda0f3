// Lands what was read and confirmed: media into the store, then all tasks in one transaction.
import { createReadStream } from 'node:fs'
import { type Answers, type ImportId, type Project, TaskId, tileLevels } from '@etabli/schema'
import { addBlobs, type ProbedMedia } from '../../blobs/index.ts'
import { fromJson } from '../../db/json.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { appendEvent } from '../events.ts'
import { addLabels, findProject } from '../projects/index.ts'
import { insertTasks, type NewTask } from '../tasks/index.ts'
import { type Area, importFolder, openArea } from './area.ts'
import { labelKey, withLabels } from './labels.ts'
import { type BadRow, inBatches, ROWS, readMissingLabels, type StagedRow, staged } from './staged.ts'
import { findImport, type Landing, moveImport } from './store.ts'

const BATCH = 500
const STORED_AT_ONCE = 8

interface Landed {
  added: number
  known: number
  lacking: number
  /** Large images among them. */
  tiled: number
}

/** Lands the import if it waits for that. A crash at any point leaves it waiting, and no task of it visible. */
export async function land(deps: Deps, id: string): Promise<void> {
  const row = await findImport(deps, id)
  if (row?.state !== 'landing') return
  const folder = importFolder(deps, id)
  const area = await openArea(folder)
  const project = await findProject(deps.db, row.project)
  if (!area || !project) throw new Error(`import ${id} has lost its files or its project`)
  const landing = fromJson<Landing>(row.landing ?? '{}')
  await storeMedia(deps, folder, area)
  const missing = landing.addLabels ? await readMissingLabels(folder) : []
  const landed = await deps.transact(async (tx) => {
    let ids: Rows['ids'] = new Map()
    if (missing.length > 0) {
      await addLabels(tx, deps, project.id, (questions) => {
        const labels = withLabels(questions, missing)
        ids = labels.ids
        return labels.questions
      })
    }
    const count = await landRows(deps, tx, { folder, project, import: id as ImportId, landing, ids })
    const { added, known, lacking } = count
    const change = { good: added, known: row.known + known, bad: row.bad + lacking }
    if (!(await moveImport(tx, id, ['landing'], 'landed', change))) throw new Error(`import ${id} was landed meanwhile`)
    const payload = { import: id, tasks: added }
    await appendEvent(tx, deps.ids.next(), { kind: 'import.landed', project: project.id, task: null, payload })
    if (count.tiled > 0) {
      const asked = { kind: 'tiles.asked', project: project.id, task: null, payload: { import: id } } as const
      await appendEvent(tx, deps.ids.next(), asked)
    }
    return count
  })
  deps.log.info({ event: 'import.landed', import: id, project: project.id, ...landed }, 'an import landed')
  await area.empty()
}

/** Media are named by their content, so storing them twice, or for tasks that never come, does no harm. */
async function storeMedia(deps: Deps, folder: string, area: Area): Promise<void> {
  for await (const rows of inBatches(staged<StagedRow>(folder, ROWS), STORED_AT_ONCE)) {
    // One row of each file: two that move the same one at once would take it from each other.
    const distinct = new Map(rows.map((row) => ['blob' in row.media ? row.media.blob : row.name, row]))
    await Promise.all([...distinct.values()].map((row) => storeOne(deps, area, row)))
  }
}

async function storeOne(deps: Deps, area: Area, { name, file, media }: StagedRow): Promise<void> {
  if (file === null || (media.type !== 'image' && media.type !== 'audio')) return
  if (await deps.blobs.stat(media.blob)) return
  const at = area.locate(file)
  try {
    const stored = area.owns(file) ? await deps.blobs.adopt(at) : await deps.blobs.put(createReadStream(at))
    if (stored.hash !== media.blob) throw new Error(`the file of ${name} changed since it was read`)
  } catch (error) {
    // Two rows with the same bytes: the other one's file was moved in first.
    if (!(await deps.blobs.stat(media.blob))) throw error
  }
}

interface Rows {
  readonly folder: string
  readonly project: Project
  readonly import: ImportId
  readonly landing: Landing
  readonly ids: ReadonlyMap<string, Answers[number]['label']>
}

async function landRows(deps: Deps, tx: Tx, rows: Rows): Promise<Landed> {
  const count: Landed = { added: 0, known: 0, lacking: 0, tiled: 0 }
  for await (const batch of inBatches(staged<StagedRow>(rows.folder, ROWS), BATCH)) {
    const fit = batch.filter((row) => rows.landing.addLabels || !row.lacksLabel)
    count.lacking += batch.length - fit.length
    const tasks = fit.map((row): NewTask => {
      const { name, media, fields } = row
      return { id: TaskId.parse(deps.ids.next()), name, media, fields, prefill: relabelled(row.prefill, rows.ids) }
    })
    const { added, known } = await insertTasks(tx, rows.project, tasks, rows.import)
    count.added += added
    count.tiled += fit.filter(({ media }) => media.type === 'image' && tileLevels(media)).length
    count.known += known
    await addBlobs(
      tx.db,
      rows.project.id,
      fit.flatMap(({ media }) => blobOf(media)),
      tx.now,
    )
    // Between batches the event loop turns, so that sockets and pages that need no database go on.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return count
}

function blobOf(media: StagedRow['media']): { hash: ProbedMedia['blob']; bytes: number; mime: string }[] {
  if (media.type !== 'image' && media.type !== 'audio') return []
  return [{ hash: media.blob, bytes: media.bytes, mime: media.mime }]
}

/** Labels that were to be added may have got other ids by now. */
function relabelled(prefill: Answers, ids: Rows['ids']): Answers {
  if (ids.size === 0) return prefill
  return prefill.map((mark) => {
    const label = mark.label === null ? undefined : ids.get(labelKey(mark.question, mark.label))
    return label === undefined ? mark : { ...mark, label }
  })
}

/** Rows that stayed out because their labels are unknown, as issues for the file of bad rows. */
export async function* rowsLackingLabels(folder: string): AsyncGenerator<BadRow> {
  for await (const row of staged<StagedRow>(folder, ROWS)) {
    if (!row.lacksLabel) continue
    const { file, line } = row.origin
    yield {
      file,
      line,
      path: 'label',
      code: 'label-unknown',
      message: `"${row.name}" carries a label that the project lacks`,
    }
  }
}
