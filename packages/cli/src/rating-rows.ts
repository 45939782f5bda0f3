// A JSONL or CSV file of unit, rater, value → ratings; bad lines named.
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Rating } from '@etabli/agreement'
import { readCsv, readJsonl } from '@etabli/formats'
import { CommandError } from './connection.ts'

const FIELDS = ['unit', 'rater', 'value'] as const

/** @throws CommandError that names the first bad line */
export async function readRatings(path: string): Promise<Rating<string>[]> {
  const file = basename(path)
  const rows: Rating<string>[] = []
  for await (const { line, value } of recordsOf(path, file)) rows.push(ratingOf(value, `${file}:${line}`))
  return rows
}

async function* recordsOf(path: string, file: string): AsyncGenerator<{ line: number; value: unknown }> {
  const chunks = createReadStream(path)
  if (/\.(csv|tsv)$/i.test(path)) {
    for await (const event of readCsv(chunks, { file, required: FIELDS })) {
      if (event.type === 'issue') throw new CommandError(`${file}:${event.issue.line ?? 1}: ${event.issue.message}`)
      if (event.type === 'row') yield event
    }
    return
  }
  for await (const row of readJsonl(chunks, { file })) {
    if ('issue' in row) throw new CommandError(`${file}:${row.issue.line ?? 1}: ${row.issue.message}`)
    yield row
  }
}

function ratingOf(record: unknown, place: string): Rating<string> {
  const fields = typeof record === 'object' && record !== null ? (record as Record<string, unknown>) : {}
  const [unit, rater, value] = FIELDS.map((field) => {
    const content = fields[field]
    if (typeof content !== 'string' && typeof content !== 'number')
      throw new CommandError(`${place}: "${field}" is missing; every row needs unit, rater and value.`)
    return String(content)
  })
  return { unit: unit ?? '', rater: rater ?? '', value: value ?? '' }
}
