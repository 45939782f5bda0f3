// The file that hands the bad rows back: where each stood, what is wrong with it, and the row itself.
import { csvLine } from '../../csv.ts'
import { fromJson } from '../../db/json.ts'
import type { Deps } from '../../deps.ts'
import { importFolder } from './area.ts'
import { rowsLackingLabels } from './land.ts'
import { BAD, type BadRow, staged } from './staged.ts'
import { type ImportRow, type Landing, rowsOfIssues } from './store.ts'

/** The lines of the file, heading first. */
export async function* badRowsFile(deps: Deps, row: ImportRow): AsyncGenerator<string> {
  yield csvLine(['file', 'line', 'field', 'code', 'reason', 'row'])
  if (row.staged === null || row.state === 'discarded') return
  const folder = importFolder(deps, row.id)
  const texts = await rowsOfIssues(deps, row.id)
  let number = 0
  for await (const bad of staged<BadRow>(folder, BAD)) {
    yield lineOf(bad, texts[number] ?? null)
    number += 1
  }
  if (leftLabelsOut(row)) for await (const bad of rowsLackingLabels(folder)) yield lineOf(bad, null)
}

function lineOf({ file, line, path, code, message }: BadRow, text: string | null): string {
  return csvLine([file, line, path, code, message, text])
}

function leftLabelsOut(row: ImportRow): boolean {
  return row.state === 'landed' && row.landing !== null && !fromJson<Landing>(row.landing).addLabels
}
