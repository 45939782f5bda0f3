// Blobs as files under one root: written to a temporary name, flushed, then renamed, so that none is ever half there.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobHash } from '@etabli/schema'
import { type Blobs, BlobTooLarge, type StoredBlob } from './blobs.ts'

/**
 * A store on this machine's disk: `<root>/ab/abcdef…`, `<root>/derived/ab/abcdef….<name>`, `<root>/incoming/…`.
 * What lies in `incoming` when the store opens is left over from a crash and is removed.
 */
export async function diskBlobs(root: string): Promise<Blobs> {
  const incoming = join(root, 'incoming')
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true })
  const pathOf = (hash: BlobHash) => join(root, hash.slice(0, 2), hash)
  const making = new Map<string, Promise<string>>()

  async function keep(temporary: string, hash: BlobHash): Promise<void> {
    const path = pathOf(hash)
    if (await exists(path)) {
      await rm(temporary, { force: true })
      return
    }
    await mkdir(dirname(path), { recursive: true })
    await rename(temporary, path)
    await flush(dirname(path))
  }

  async function put(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, limit = Number.POSITIVE_INFINITY) {
    const temporary = join(incoming, randomUUID())
    try {
      const stored = await writeAndHash(source, temporary, limit)
      await keep(temporary, stored.hash)
      return stored
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  return {
    put,
    async adopt(path) {
      const stored = await hashFile(path)
      const temporary = join(incoming, randomUUID())
      await moveFile(path, temporary)
      await flush(temporary)
      await keep(temporary, stored.hash)
      return stored
    },
    async stat(hash) {
      const found = await statOrNull(pathOf(hash))
      return found ? { bytes: found.size } : null
    },
    read: (hash, range) => createReadStream(pathOf(hash), range ? { start: range.start, end: range.end } : {}),
    localPath: pathOf,
    derived(hash, name, make) {
      const path = join(root, 'derived', hash.slice(0, 2), `${hash}.${name}`)
      const running = making.get(path)
      if (running !== undefined) return running
      const made = makeDerived(path, join(incoming, randomUUID()), make).finally(() => making.delete(path))
      making.set(path, made)
      return made
    },
    async remove(hash) {
      await rm(pathOf(hash), { force: true })
      const folder = join(root, 'derived', hash.slice(0, 2))
      const made = (await exists(folder)) ? await readdir(folder) : []
      for (const name of made)
        if (name.startsWith(`${hash}.`)) await rm(join(folder, name), { recursive: true, force: true })
    },
  }
}

/** SHA-256 and length of a file of this machine, read once in chunks. */
export async function hashFile(path: string): Promise<StoredBlob> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { hash: hash.digest('hex') as BlobHash, bytes }
}

async function writeAndHash(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  path: string,
  limit: number,
): Promise<StoredBlob> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > limit) throw new BlobTooLarge(limit)
      hash.update(chunk)
      await file.write(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { hash: hash.digest('hex') as BlobHash, bytes }
}

async function makeDerived(path: string, temporary: string, make: (path: string) => Promise<void>): Promise<string> {
  if (await exists(path)) return path
  try {
    await make(temporary)
    await mkdir(dirname(path), { recursive: true })
    await rename(temporary, path)
    return path
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!isCode(error, 'EXDEV')) throw error
    await copyFile(from, to)
    await rm(from, { force: true })
  }
}

/** Makes a file's bytes, or a folder's list of names, survive a loss of power. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function exists(path: string): Promise<boolean> {
  return (await statOrNull(path)) !== null
}

async function statOrNull(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
