// The life of an export: waiting → writing → ready. Written in a thread, into a file of the data folder.
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { exportsFor } from '@etabli/modalities'
import type { ExportJob, ExportRequest } from '@etabli/protocol'
import { ExportId, type PersonId, type Project, type ProjectId } from '@etabli/schema'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { findReport } from '../consensus/index.ts'
import { appendEvent } from '../events.ts'
import { beepedRecordings } from '../personal/index.ts'
import { getProject } from '../projects/index.ts'
import { withBeeped } from './beeped.ts'
import { exportInThread } from './in-thread.ts'
import type { RecordSource } from './records.ts'
import {
  annotatorsOf,
  beginExport,
  countAtWork,
  countTasks,
  findExport,
  finishExport,
  insertExport,
  jobOf,
  recordPage,
  reviewersOf,
  saveFailure,
  saveProgress,
  whatIsThere,
} from './store.ts'
import type { WrittenExport } from './write.ts'

/** Exports of one person that may wait or be written at a time (SEC5). */
const AT_WORK = 10

/**
 * Asks for an export; the job runner writes it.
 * @throws Problem `export.format` where the project cannot be written so, with the reason, `export.nothing` where no task
 * can be in it yet, with the reason, `server.busy` where the person has too many at work
 */
export async function askForExport(
  deps: Deps,
  project: ProjectId,
  person: PersonId,
  request: ExportRequest,
): Promise<ExportJob> {
  refuseFormat(await getProject(deps.db, project), request)
  await refuseNothing(deps, project, request)
  if ((await countAtWork(deps, person)) >= AT_WORK) {
    throw new Problem('server.busy', {
      message: `You have ${AT_WORK} exports at work. Wait for one of them.`,
      details: { why: 'exports-at-work', count: AT_WORK },
    })
  }
  const id = ExportId.parse(deps.ids.next())
  const total = await countTasks(deps, project)
  await deps.transact(async (tx) => {
    await insertExport(tx, { id, project, person, request, total })
    await appendEvent(tx, deps.ids.next(), { kind: 'export.asked', project, task: null, payload: { export: id } })
  })
  return exportJob(deps, id)
}

/** @throws Problem `not-found` */
export async function exportJob(deps: Deps, id: string): Promise<ExportJob> {
  const row = await findExport(deps, id)
  if (!row) throw new Problem('not-found')
  return jobOf(row)
}

const PROGRESS_EVERY_MS = 500

/** Writes an export that waits. Called by the job runner; called again after a crash it starts from the beginning. */
export async function runExport(deps: Deps, id: string): Promise<void> {
  if (!(await deps.transact((tx) => beginExport(tx, id)))) return
  const job = await exportJob(deps, id)
  const file = join('exports', `${id}.zip`)
  const to = join(deps.config.data, file)
  await mkdir(join(deps.config.data, 'exports'), { recursive: true })
  let savedAt = deps.clock.now()
  const written = await exportProject(deps, job.project, job.request, `${to}.part`, (count) => {
    if (deps.clock.now() - savedAt < PROGRESS_EVERY_MS) return
    savedAt = deps.clock.now()
    // A progress that is not kept is of no account; the next one comes soon.
    deps.transact((tx) => saveProgress(tx, id, count)).catch(() => undefined)
  })
  await rename(`${to}.part`, to)
  await deps.transact((tx) => finishExport(tx, id, written, file))
  const { bytes, sha256, tally } = written
  deps.log.info({ event: 'export.ready', export: id, project: job.project, bytes, sha256, tally }, 'an export is ready')
}

/** Says that an export cannot be written, by a fault of ours. */
export async function failExport(deps: Deps, id: string): Promise<void> {
  await rm(join(deps.config.data, 'exports', `${id}.zip.part`), { force: true })
  await deps.transact((tx) => saveFailure(tx, id, 'Something broke on the server; it was written down.'))
}

/**
 * Writes the project to a zip on this machine, without a job: for tools in the same process.
 * @param to path of the zip
 * @param progress called now and then with the tasks written so far
 * @throws Problem `export.format`, `not-found`
 */
export async function exportProject(
  deps: Deps,
  projectId: ProjectId,
  request: ExportRequest,
  to: string,
  progress: (written: number) => void = () => undefined,
): Promise<WrittenExport> {
  const project = await getProject(deps.db, projectId)
  refuseFormat(project, request)
  // As it is when the export begins, whatever is flagged while it is written.
  const beeped = project.media === 'audio' ? await beepedRecordings(deps, projectId) : new Map()
  const copies = new Map([...beeped.values()].flatMap(({ file }) => (file ? [[file.sha256, file.path]] : [])))
  const source: RecordSource = {
    project,
    annotators: await annotatorsOf(deps, projectId),
    reviewers: await reviewersOf(deps, projectId),
    perAnnotator: (await findReport(deps, projectId))?.figures.perAnnotator ?? [],
    page: async (after, annotator) => withBeeped(await recordPage(deps, projectId, after, annotator), beeped),
  }
  return exportInThread({
    source,
    request,
    to,
    locate: (blob) => copies.get(blob) ?? deps.blobs.localPath(blob),
    progress,
  })
}

const NOTHING = {
  'no-tasks': 'There are no tasks to export. Import some first.',
  'no-answers': 'Nobody has answered a task yet.',
  'none-finished':
    'No task has all the answers it needs yet, so no consensus can go out. Every annotator’s own answers can.',
  'none-reviewed': 'No task has been reviewed yet. The consensus, or every annotator’s own answers, may go out.',
} as const

/** Refuses what would be a file without a task in it, as far as that can be told without deciding on each. */
async function refuseNothing(deps: Deps, project: ProjectId, { format, answers }: ExportRequest): Promise<void> {
  const there = await whatIsThere(deps, project)
  const why = ((): keyof typeof NOTHING | null => {
    if (!there.tasks) return 'no-tasks'
    // Everything is in the raw export, whatever became of it.
    if (format === 'raw' || (answers !== 'all' && there.settled)) return null
    if (!there.annotated) return 'no-answers'
    if (answers === 'reviewed') return 'none-reviewed'
    return answers === 'consensus' && !there.finished ? 'none-finished' : null
  })()
  if (why !== null) throw new Problem('export.nothing', { message: NOTHING[why], details: { why } })
}

function refuseFormat(project: Project, request: ExportRequest): void {
  if (request.format === 'raw') return
  const mapping = exportsFor(project.media).find(({ format }) => format === request.format)
  const reason = mapping ? mapping.refuses(project) : `${request.format} is not a format for ${project.media}`
  if (reason !== null) throw new Problem('export.format', { message: reason })
}
