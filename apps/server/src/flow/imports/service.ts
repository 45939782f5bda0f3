// The life of an import: reading → ready or refused → landing → landed. Nothing is a task before it was confirmed, and
// then all of it is, or nothing.
import { join } from 'node:path'
import { importsFor } from '@etabli/modalities'
import type { ImportFormat, ImportReport } from '@etabli/protocol'
import { ImportId, type PersonId, type ProjectId } from '@etabli/schema'
import { headOf } from '../../blobs/index.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { appendEvent } from '../events.ts'
import { findProject } from '../projects/index.ts'
import { ArchiveRefused, unpack } from './archive.ts'
import { type Area, importFolder, makeArea, openArea, removeArea } from './area.ts'
import { land } from './land.ts'
import { chooseMapping, type Reading, readRows } from './read.ts'
import { rowKey, sourceRows } from './source-rows.ts'
import type { BadRow } from './staged.ts'
import {
  countAtWork,
  findImport,
  insertImport,
  knownNames,
  type Landing,
  moveImport,
  reportOfImport,
  saveCounts,
  saveIssues,
} from './store.ts'
import { issueOf } from './upload.ts'

/** Imports of one person that may be read or landed at a time (SEC5). */
const AT_WORK = 10

/** @throws Problem `server.busy` where the person has too many imports at work */
export async function refuseMany(deps: Deps, person: PersonId): Promise<void> {
  if ((await countAtWork(deps, person)) < AT_WORK) return
  throw new Problem('server.busy', {
    message: `You have ${AT_WORK} imports at work. Wait for one of them.`,
    details: { why: 'imports-at-work', count: AT_WORK },
  })
}

/** A new import with an empty area: fill it, then `sealImport`. */
export async function openImport(deps: Deps): Promise<{ id: ImportId; area: Area }> {
  const id = ImportId.parse(deps.ids.next())
  const folder = importFolder(deps, id)
  return { id, area: await makeArea(folder) }
}

/** Its files are all there: it can be read, now or after a restart. */
export async function sealImport(
  deps: Deps,
  what: { id: ImportId; area: Area; project: ProjectId; person: PersonId; format: ImportFormat },
  read: 'by a runner' | 'by the caller',
): Promise<void> {
  const { id, project, person, format } = what
  await what.area.seal()
  await deps.transact(async (tx) => {
    await insertImport(tx, { id, project, person, format, staged: join('imports', id) })
    if (read === 'by the caller') return
    await appendEvent(tx, deps.ids.next(), { kind: 'import.asked', project, task: null, payload: { import: id } })
  })
}

/** Reads or lands, whatever the import waits for. Called by the job runner; safe to call again after a crash. */
export async function workOnImport(deps: Deps, id: string): Promise<void> {
  const row = await findImport(deps, id)
  if (row?.state === 'reading') await readImport(deps, id)
  if (row?.state === 'landing') await land(deps, id)
}

/** Reads what was uploaded and leaves the import ready, or refused with every reason. Lands nothing. */
export async function readImport(deps: Deps, id: string): Promise<void> {
  const row = await findImport(deps, id)
  if (row?.state !== 'reading') return
  const area = await openArea(importFolder(deps, id))
  const project = await findProject(deps.db, row.project)
  if (!area || !project) {
    await refuse(deps, id, [{ code: 'upload-broken', message: 'the upload broke off; send the files again' }])
    return
  }
  const unpacked = await openArchives(area)
  if (unpacked) {
    await refuse(deps, id, [unpacked])
    return
  }
  await hideOwnPapers(area)
  const mappings = importsFor(project.media)
  const mapping = await chooseMapping(mappings, row.format, area, project)
  if (!mapping) {
    const formats = [...new Set(mappings.map(({ format }) => format))].join(', ')
    const message = `these files are in none of the formats that this project reads (${formats}); choose the format by hand to be told what does not fit`
    await refuse(deps, id, [{ code: 'format', message }])
    return
  }
  await deps.transact((tx) => moveImport(tx, id, ['reading'], 'reading', { format: mapping.format }))
  let lastSaved = deps.clock.now()
  const reading = await readRows({
    project,
    area,
    mapping,
    kinds: deps.kinds,
    blobs: deps.blobs,
    known: (names) => knownNames(deps, project.id, names),
    progress: async (reading) => {
      if (deps.clock.now() - lastSaved < PROGRESS_EVERY_MS) return
      lastSaved = deps.clock.now()
      await deps.transact((tx) => saveCounts(tx, id, reading))
    },
  })
  await finishReading(deps, id, area, reading)
}

const PROGRESS_EVERY_MS = 500

async function finishReading(deps: Deps, id: string, area: Area, reading: Reading): Promise<void> {
  const nothing = reading.good + reading.known === 0
  const issues =
    nothing && reading.issues.length === 0
      ? [{ code: 'empty', message: 'there is no row in these files' }]
      : reading.issues
  const rows = await sourceRows(area.tree(), issues)
  await deps.transact(async (tx) => {
    await saveCounts(tx, id, { ...reading, issueCount: Math.max(reading.issueCount, issues.length) })
    await saveIssues(tx, id, issues, (issue) => rows.get(rowKey(issue.file, issue.line)) ?? null)
    await moveImport(tx, id, ['reading'], nothing ? 'refused' : 'ready', { total: reading.read })
  })
  const { read, good, known, bad } = reading
  deps.log.info({ event: 'import.read', import: id, read, good, known, bad }, 'an import was read')
}

/** The manifest and the card of an export of ours are about the data, and no data: TXT6, an export comes back as it went. */
async function hideOwnPapers(area: Area): Promise<void> {
  for (const { path } of [...area.files]) {
    if (!/(^|\/)manifest\.json$/.test(path)) continue
    const head = Buffer.from(await headOf(area.locate(path))).toString()
    if (!head.startsWith('{\n  "generator": "etabli"')) continue
    const card = path.replace(/manifest\.json$/, 'README.md')
    for (const paper of [path, card]) if (area.has(paper)) await area.remove(paper)
  }
}

/** Unpacks the archives among the files, in place of them; the reason where one is refused. */
async function openArchives(area: Area): Promise<BadRow | null> {
  for (const file of await area.archives()) {
    try {
      await unpack(area.locate(file.path), file.path, area)
    } catch (error) {
      if (error instanceof ArchiveRefused) return issueOf(error)
      throw error
    }
    await area.remove(file.path)
  }
  await area.seal()
  return null
}

async function refuse(deps: Deps, id: string, issues: readonly BadRow[]): Promise<void> {
  await deps.transact(async (tx) => {
    await saveIssues(tx, id, issues)
    await moveImport(tx, id, ['reading'], 'refused', { issue_count: issues.length })
  })
}

/**
 * Confirms an import: it is landed by the runner.
 * @throws Problem `import.state` where it is not ready, `import.invalid` where bad rows or unknown labels are in the way
 */
export async function askToLand(deps: Deps, id: ImportId, landing: Landing): Promise<ImportReport> {
  await refuseUnfit(deps, id, landing)
  await deps.transact(async (tx) => {
    const { project } = await confirm(tx, id, landing)
    await appendEvent(tx, deps.ids.next(), { kind: 'import.asked', project, task: null, payload: { import: id } })
  })
  return reported(deps, id)
}

/** Confirms an import that the caller then lands itself. Throws as `askToLand` does. */
export async function askToLandNow(deps: Deps, id: ImportId, landing: Landing): Promise<void> {
  await refuseUnfit(deps, id, landing)
  await deps.transact((tx) => confirm(tx, id, landing))
}

async function confirm(tx: Tx, id: ImportId, landing: Landing): Promise<{ project: ProjectId }> {
  const row = await findImport(tx, id)
  if (!row) throw new Problem('not-found')
  if (!(await moveImport(tx, id, ['ready'], 'landing', { landing }))) throw new Problem('import.state')
  return { project: row.project as ProjectId }
}

async function refuseUnfit(deps: Deps, id: string, { goodOnly, addLabels }: Landing): Promise<void> {
  const report = await reported(deps, id)
  if (report.state !== 'ready') throw new Problem('import.state')
  if (goodOnly) return
  const { bad, unknownLabels } = report
  if (bad > 0) throw new Problem('import.invalid', { issues: report.issues.slice(0, 50), details: { bad } })
  if (unknownLabels.length > 0 && !addLabels) {
    const issues = unknownLabels.slice(0, 50).map((name) => ({
      code: 'label-unknown',
      message: `the project has no label "${name}"`,
    }))
    throw new Problem('import.invalid', { issues, details: { unknownLabels: unknownLabels.length } })
  }
}

/** Forgets an import that was not landed. */
export async function discardImport(deps: Deps, id: ImportId): Promise<void> {
  const moved = await deps.transact((tx) => moveImport(tx, id, ['reading', 'ready', 'refused', 'failed'], 'discarded'))
  if (!moved) throw new Problem('import.state')
  await removeArea(importFolder(deps, id))
}

/** @throws Problem `not-found` */
export async function reported(deps: Deps, id: string): Promise<ImportReport> {
  const report = await reportOfImport(deps, id)
  if (!report) throw new Problem('not-found')
  return report
}

/** Marks an import as failed by a fault of ours; nothing of it has landed. */
export async function failImport(deps: Deps, id: string): Promise<void> {
  const issues = [{ code: 'server.fault', message: 'something broke on the server; nothing was imported' }]
  await deps.transact(async (tx) => {
    await saveIssues(tx, id, issues)
    await moveImport(tx, id, ['reading', 'landing'], 'failed')
  })
}
