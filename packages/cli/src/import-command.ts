// `etabli import PROJECT PATH…`: uploads files, shows what they hold, lands them.
import { openAsBlob, readdirSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { ImportFormat, ImportReport } from '@etabli/protocol'
import type { HttpClient } from '@etabli/sdk'
import { CommandError, type Connection } from './connection.ts'
import { findProject } from './projects.ts'

export interface ImportOptions {
  readonly format: ImportFormat
  readonly dryRun: boolean
  readonly goodOnly: boolean
  readonly addLabels: boolean
}

const POLL_MS = 300

/**
 * Uploads, waits for the preview, lands it unless it is a dry run.
 * @throws CommandError where the server refuses, with every bad line named
 */
export async function importFiles(
  connection: Connection,
  projectWord: string,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  const project = await findProject(connection.api, projectWord)
  const form = new FormData()
  for (const path of paths)
    for (const file of filesBelow(path)) form.append('file', await openAsBlob(file.path), file.name)
  let report = await connection.api.call('imports.create', {
    params: { project: project.id },
    query: { format: options.format },
    body: form,
  })
  report = await settled(connection.api, report, ['reading'])
  if (report.state === 'refused' && !(options.goodOnly && report.good > 0)) throw new CommandError(describe(report))
  if (options.dryRun) {
    await connection.api.call('imports.discard', { params: { import: report.id } })
    return report
  }
  report = await connection.api.call('imports.land', {
    params: { import: report.id },
    body: { goodOnly: options.goodOnly, addLabels: options.addLabels },
  })
  report = await settled(connection.api, report, ['landing'])
  if (report.state !== 'landed') throw new CommandError(describe(report))
  return report
}

async function settled(
  api: HttpClient,
  first: ImportReport,
  passing: readonly ImportReport['state'][],
): Promise<ImportReport> {
  let report = first
  while (passing.includes(report.state)) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    report = await api.call('imports.get', { params: { import: report.id } })
  }
  return report
}

/** The report in words: counts, then each bad line. */
export function describe(report: ImportReport): string {
  const issues = report.issues.map((issue) => {
    const where = [issue.file, issue.line, issue.path].filter((part) => part !== undefined).join(':')
    return `  ${where === '' ? '' : `${where}: `}${issue.message}`
  })
  const more = report.issueCount - report.issues.length
  return [
    `${report.state}: ${report.good} tasks, ${report.known} known already, ${report.bad} bad, ${report.marks} marks (${report.format})`,
    ...(report.unknownLabels.length > 0 ? [`  labels that the project lacks: ${report.unknownLabels.join(', ')}`] : []),
    ...issues,
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ].join('\n')
}

/** A file, or all files below a folder, named relative to it. */
function filesBelow(path: string): { path: string; name: string }[] {
  let stat: ReturnType<typeof statSync>
  try {
    stat = statSync(path)
  } catch {
    throw new CommandError(`There is no file or folder ${path}.`)
  }
  if (stat.isFile()) return [{ path, name: basename(path) }]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: file, name: relative(path, file) }))
}
