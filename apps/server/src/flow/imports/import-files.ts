// Imports files of this machine in one go, without HTTP: for the sample projects and for tools in the same process.
import { opendir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { ImportFormat, ImportReport } from '@etabli/protocol'
import type { PersonId, ProjectId } from '@etabli/schema'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import type { Area } from './area.ts'
import { land } from './land.ts'
import { isLitter, naturally, safePath } from './paths.ts'
import { askToLandNow, openImport, readImport, reported, sealImport } from './service.ts'

export interface ImportFilesOptions {
  /** Who imports. */
  readonly person: PersonId
  readonly format?: ImportFormat
  /** Reads and reports, and lands nothing. */
  readonly dryRun?: boolean
  readonly goodOnly?: boolean
  readonly addLabels?: boolean
}

/**
 * Reads files, folders and archives and, unless it is a dry run, lands them. The files stay where they are.
 * @param paths of this machine; a folder stands for all files below it
 * @throws Problem as `imports.land` does where bad rows are in the way
 */
export async function importFiles(
  deps: Deps,
  project: ProjectId,
  paths: readonly string[],
  options: ImportFilesOptions,
): Promise<ImportReport> {
  const { id, area } = await openImport(deps)
  for (const path of paths) await referAll(area, path, paths.length > 1)
  if (area.files.length === 0)
    throw new Problem('import.invalid', { issues: [{ code: 'empty', message: 'no file there' }] })
  const { person, format = 'auto', goodOnly = false, addLabels = false } = options
  await sealImport(deps, { id, area, project, person, format }, 'by the caller')
  await readImport(deps, id)
  const report = await reported(deps, id)
  if (options.dryRun === true || report.state !== 'ready') return report
  await askToLandNow(deps, id, { goodOnly, addLabels })
  await land(deps, id)
  return reported(deps, id)
}

/** A folder alone is the root of its files' names; beside other paths its own name comes before them. */
async function referAll(area: Area, path: string, named: boolean): Promise<void> {
  if ((await stat(path)).isFile()) return refer(area, basename(path), path)
  const found: string[] = []
  for await (const entry of await opendir(path, { recursive: true })) {
    // Links are passed over: what lies outside the folder was not meant.
    if (entry.isFile()) found.push(join(entry.parentPath, entry.name))
  }
  for (const file of found.toSorted(naturally))
    await refer(
      area,
      relative(named ? dirname(path) : path, file)
        .split(sep)
        .join('/'),
      file,
    )
}

async function refer(area: Area, name: string, at: string): Promise<void> {
  const safe = safePath(name)
  if ('refused' in safe)
    throw new Problem('import.invalid', { issues: [{ file: name, code: 'file-name', message: safe.refused }] })
  if (!isLitter(safe.path)) await area.refer(safe.path, at)
}
