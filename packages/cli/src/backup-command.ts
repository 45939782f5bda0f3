// `etabli backup PATH` and `etabli restore PATH`: the data folder's database and media, with checksums that are tried.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { copyFile, rename } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { openDatabase } from '@etabli/server'
import * as z from 'zod/mini'
import { CommandError } from './connection.ts'

type Environment = Record<string, string | undefined>

const DATABASE = 'etabli.sqlite'
const MEDIA = 'blobs'
const LIST = 'backup.json'
const List = z.object({
  etabli: z.literal('backup'),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
})

export interface BackUp {
  readonly files: number
  readonly bytes: number
}

const dataFolder = (env: Environment): string => env['ETABLI_DATA'] ?? './data'

/**
 * Copies the database (consistent even while a server runs) and all media into a new folder, then reads every byte back.
 * @throws CommandError where there is nothing to copy, the folder exists, or the database is PostgreSQL
 */
export async function backUp(env: Environment, to: string): Promise<BackUp> {
  const data = dataFolder(env)
  if (env['DATABASE_URL'])
    throw new CommandError('The database is PostgreSQL: use pg_dump, and copy the media of the data folder beside it.')
  if (!existsSync(join(data, DATABASE)))
    throw new CommandError(`There is no database in ${data}; ETABLI_DATA names the data folder.`)
  if (existsSync(to)) throw new CommandError(`${to} exists already; a backup never writes over anything.`)
  const part = `${to}.part`
  mkdirSync(part, { recursive: true })
  const database = openDatabase({ data, databaseUrl: null })
  try {
    await database.dialect.backup(join(part, DATABASE))
  } finally {
    await database.close()
  }
  for (const path of filesBelow(join(data, MEDIA))) await copy(join(data, MEDIA, path), join(part, MEDIA, path))
  const files = await listOf(part)
  writeFileSync(join(part, LIST), `${JSON.stringify({ etabli: 'backup', files }, null, 2)}\n`)
  await checkAgainst(part, files)
  await rename(part, to)
  return { files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) }
}

/**
 * Brings a backup into the data folder, which must hold no database; every file is checked before and after.
 * @throws CommandError where a file is missing or changed; the data folder is then as it was
 */
export async function restore(env: Environment, from: string): Promise<{ data: string; files: number }> {
  const data = dataFolder(env)
  if (existsSync(join(data, DATABASE)))
    throw new CommandError(`${data} holds a database already; name an empty folder in ETABLI_DATA.`)
  const files = readList(from)
  await checkAgainst(from, files)
  // The database comes last: a folder without one is a restore that did not end.
  const ordered = files.toSorted((a, b) => Number(a.path === DATABASE) - Number(b.path === DATABASE))
  for (const file of ordered) await copy(join(from, file.path), join(data, file.path))
  await checkAgainst(data, files)
  return { data, files: files.length }
}

type Listed = z.infer<typeof List>['files'][number]

function readList(folder: string): Listed[] {
  if (!existsSync(join(folder, LIST))) throw new CommandError(`${folder} is no backup: it has no ${LIST}.`)
  const parsed = List.safeParse(JSON.parse(readFileSync(join(folder, LIST), 'utf8')))
  if (!parsed.success || parsed.data.files.some(({ path }) => path.includes('..') || path.startsWith('/')))
    throw new CommandError(`${join(folder, LIST)} is not of the expected form.`)
  return parsed.data.files
}

async function listOf(folder: string): Promise<Listed[]> {
  const files: Listed[] = []
  for (const path of filesBelow(folder))
    files.push({ path, bytes: statSync(join(folder, path)).size, sha256: await sha256Of(join(folder, path)) })
  return files
}

async function checkAgainst(folder: string, files: readonly Listed[]): Promise<void> {
  for (const file of files) {
    const path = join(folder, file.path)
    if (!existsSync(path)) throw new CommandError(`${path} is missing.`)
    if ((await sha256Of(path)) !== file.sha256) throw new CommandError(`${path} is not what the backup's list says.`)
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function copy(from: string, to: string): Promise<void> {
  mkdirSync(dirname(to), { recursive: true })
  await copyFile(from, to)
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}
