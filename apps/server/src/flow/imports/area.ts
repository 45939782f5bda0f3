// The folder in which an import waits: uploaded files under numbers, their names in an index, never on the disk.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileTree } from '@etabli/modality-kit'
import { headOf, sniff } from '../../blobs/index.ts'
import { naturally } from './paths.ts'

export interface AreaFile {
  /** Safe relative path, as the upload named it. */
  readonly path: string
  readonly size: number
  /** Name of the bytes inside the area. */
  readonly stored: string
}

export interface Area {
  readonly folder: string
  /** Files so far, in the order in which they came. */
  readonly files: readonly AreaFile[]
  /** Streams a file into the area. */
  add(path: string, source: Readable): Promise<AreaFile>
  /** Takes a file of this machine by reference: it is read where it lies and never moved. */
  refer(path: string, at: string): Promise<AreaFile>
  has(path: string): boolean
  remove(path: string): Promise<void>
  /** Where the bytes of that file lie. */
  locate(path: string): string
  /** True where the bytes are the area's own, to be moved into the store and not copied. */
  owns(path: string): boolean
  /** Writes the index, so that a restart finds the files again. */
  seal(): Promise<void>
  /** The files in natural order, as mappings see them. */
  tree(): FileTree
  /** Files that are zip archives by their bytes and were not opened yet. */
  archives(): Promise<AreaFile[]>
  /** Removes the area's own bytes when they are no longer needed; lists of rows stay. */
  empty(): Promise<void>
}

/** Where an import's files lie. */
export function importFolder(deps: { readonly config: { readonly data: string } }, id: string): string {
  return join(deps.config.data, 'imports', id)
}

const INDEX = 'index.json'

/** A new, empty area. */
export async function makeArea(folder: string): Promise<Area> {
  await mkdir(join(folder, 'files'), { recursive: true })
  return area(folder, [])
}

/** The area as it was sealed, or null where it was not: an upload that never ended. */
export async function openArea(folder: string): Promise<Area | null> {
  let text: string
  try {
    text = await readFile(join(folder, INDEX), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const files = JSON.parse(text) as AreaFile[]
  await clearUnlisted(folder, files)
  return area(folder, files)
}

/** What a crash left of files that never came into the index: their numbers will be used again. */
async function clearUnlisted(folder: string, files: readonly AreaFile[]): Promise<void> {
  const listed = new Set(files.map(({ stored }) => stored))
  const there = await readdir(join(folder, 'files')).catch(() => [])
  for (const name of there) if (!listed.has(name)) await rm(join(folder, 'files', name), { force: true })
}

/** Removes an import's folder with all in it. */
export async function removeArea(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

function area(folder: string, start: AreaFile[]): Area {
  const files = [...start]
  const byPath = new Map(files.map((file) => [file.path, file]))
  let count = Math.max(0, ...files.map((file) => Number(file.stored) || 0))

  const keep = (file: AreaFile) => {
    files.push(file)
    byPath.set(file.path, file)
    return file
  }
  const found = (path: string) => {
    const file = byPath.get(path)
    if (!file) throw new Error(`the import has no file ${JSON.stringify(path)}`)
    return file
  }
  const isOwn = (file: AreaFile) => !file.stored.startsWith('/')
  const locate = (path: string) => {
    const file = found(path)
    return isOwn(file) ? join(folder, 'files', file.stored) : file.stored
  }

  return {
    folder,
    files,
    async add(path, source) {
      count += 1
      const stored = String(count).padStart(7, '0')
      const at = join(folder, 'files', stored)
      await pipeline(source, createWriteStream(at, { flags: 'wx', mode: 0o600 }))
      return keep({ path, size: (await stat(at)).size, stored })
    },
    async refer(path, at) {
      return keep({ path, size: (await stat(at)).size, stored: at })
    },
    has: (path) => byPath.has(path),
    async remove(path) {
      const file = found(path)
      if (isOwn(file)) await rm(join(folder, 'files', file.stored), { force: true })
      byPath.delete(path)
      files.splice(files.indexOf(file), 1)
    },
    locate,
    owns: (path) => isOwn(found(path)),
    async archives() {
      const found: AreaFile[] = []
      for (const file of files) {
        if (file.size > 0 && sniff(await headOf(locate(file.path))).medium === 'archive') found.push(file)
      }
      return found
    },
    empty: () => rm(join(folder, 'files'), { recursive: true, force: true }),
    async seal() {
      const temporary = join(folder, `${INDEX}.new`)
      await writeFile(temporary, JSON.stringify(files))
      const handle = await open(temporary, 'r')
      await handle.sync()
      await handle.close()
      await rename(temporary, join(folder, INDEX))
    },
    tree() {
      const sorted = files.toSorted((a, b) => naturally(a.path, b.path)).map(({ path, size }) => ({ path, size }))
      return { files: sorted, read: (path) => createReadStream(locate(path), { highWaterMark: 256 * 1024 }) }
    },
  }
}
