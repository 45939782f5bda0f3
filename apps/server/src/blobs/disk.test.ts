// The store on disk: named by content, whole or absent, and what is made from a blob is made once.
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Blobs, BlobTooLarge } from './blobs.ts'
import { diskBlobs } from './disk.ts'

// "abc": FIPS 180-2, appendix B.1.
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
let root: string
let blobs: Blobs

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'etabli-blobs-'))
  blobs = await diskBlobs(root)
})
afterEach(() => rm(root, { recursive: true, force: true }))

const chunks = (...texts: string[]) => texts.map((text) => Buffer.from(text))

async function text(hash: string, range?: { start: number; end: number }): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of blobs.read(hash as never, range)) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

describe('diskBlobs', () => {
  it('names a blob by the SHA-256 of its bytes, however they were cut', async () => {
    expect(await blobs.put(chunks('a', 'bc'))).toEqual({ hash: ABC, bytes: 3 })
    expect(await blobs.put(chunks('abc'))).toEqual({ hash: ABC, bytes: 3 })
    expect(await blobs.stat(ABC as never)).toEqual({ bytes: 3 })
    expect(await text(ABC)).toBe('abc')
    expect(await text(ABC, { start: 1, end: 1 })).toBe('b')
  })

  it('keeps nothing of a put that goes over its limit or breaks off', async () => {
    await expect(blobs.put(chunks('abc', 'def'), 5)).rejects.toBeInstanceOf(BlobTooLarge)
    async function* broken() {
      yield Buffer.from('ab')
      throw new Error('the line was cut')
    }
    await expect(blobs.put(broken())).rejects.toThrow('the line was cut')
    expect(await readdir(join(root, 'incoming'))).toEqual([])
    expect(await readdir(root)).toEqual(['incoming'])
  })

  it('clears away what a crash left half written', async () => {
    await writeFile(join(root, 'incoming', 'half'), 'ab')
    await diskBlobs(root)
    expect(await readdir(join(root, 'incoming'))).toEqual([])
  })

  it('adopts a file, which is then in the store and nowhere else', async () => {
    const path = join(root, 'upload')
    await writeFile(path, 'abc')
    expect(await blobs.adopt(path)).toEqual({ hash: ABC, bytes: 3 })
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await readFile(blobs.localPath(ABC as never), 'utf8')).toBe('abc')
    await writeFile(path, 'abc')
    expect(await blobs.adopt(path)).toEqual({ hash: ABC, bytes: 3 })
  })

  it('makes a derived file once for many who ask together, and not at all where making fails', async () => {
    const { hash } = await blobs.put(chunks('abc'))
    let made = 0
    const make = async (path: string) => {
      made += 1
      await writeFile(path, createHash('md5').update('abc').digest('hex'))
    }
    const paths = await Promise.all([1, 2, 3].map(() => blobs.derived(hash, 'thumbnail.jpg', make)))
    expect(new Set(paths).size).toBe(1)
    await blobs.derived(hash, 'thumbnail.jpg', make)
    expect(made).toBe(1)
    await expect(blobs.derived(hash, 'other', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  })
})
