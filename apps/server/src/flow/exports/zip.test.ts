// The zip writer: the same bytes whenever and wherever, and every entry as it was given.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import { type WrittenEntry, writeZip, type ZipEntry } from './zip.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-zip-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function* some(cut: number): AsyncGenerator<ZipEntry> {
  const text = Array.from({ length: 40_000 }, (_, i) => `line ${i}\n`).join('')
  yield {
    path: 'a/text.jsonl',
    chunks: Array.from({ length: Math.ceil(text.length / cut) }, (_, i) => text.slice(i * cut, i * cut + cut)),
  }
  yield { path: 'images/été.jpg', packed: true, chunks: [Buffer.alloc(200_000, 7)] }
  yield { path: 'empty.txt', chunks: [] }
}

async function read(path: string): Promise<Record<string, string>> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true })
  const found: Record<string, string> = {}
  for await (const entry of zip.eachEntry()) {
    const hash = createHash('sha256')
    for await (const chunk of await zip.openReadStreamPromise(entry)) hash.update(chunk)
    found[entry.fileName] = hash.digest('hex')
  }
  return found
}

describe('writeZip', () => {
  it('invariant 8: writes the same bytes for the same content, however it was cut', async () => {
    const a = await writeZip(join(folder, 'a.zip'), some(1_000))
    const b = await writeZip(join(folder, 'b.zip'), some(77))
    expect(b).toEqual(a)
    const bytes = await readFile(join(folder, 'a.zip'))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(a.sha256)
    expect(bytes.length).toBe(a.bytes)
  })

  it('invariant 8: writes the same bytes in another time zone', async () => {
    const here = await writeZip(join(folder, 'here.zip'), some(1_000))
    const script = `const { writeZip } = await import(${JSON.stringify(join(import.meta.dirname, 'zip.ts'))})
      async function* one() { yield { path: 'a.txt', chunks: ['x'] } }
      console.log((await writeZip(process.argv[1], one())).sha256)`
    const run = (zone: string) =>
      execFileSync(
        process.execPath,
        ['--conditions=@etabli/source', '--input-type=module', '-e', script, join(folder, 'zone.zip')],
        { env: { ...process.env, TZ: zone }, encoding: 'utf8', cwd: import.meta.dirname },
      )
    expect(run('Pacific/Auckland')).toBe(run('America/Los_Angeles'))
    expect(here.bytes).toBeGreaterThan(0)
  })

  it('gives back every entry as it was given, and its checksum', async () => {
    const done: WrittenEntry[] = []
    await writeZip(join(folder, 'c.zip'), some(1_000), (entry) => done.push(entry))
    expect(await read(join(folder, 'c.zip'))).toEqual(Object.fromEntries(done.map((e) => [e.path, e.sha256])))
    expect(done.map((entry) => entry.path)).toEqual(['a/text.jsonl', 'images/été.jpg', 'empty.txt'])
  })

  it('fails where an entry fails', async () => {
    async function* broken(): AsyncGenerator<ZipEntry> {
      yield {
        path: 'a',
        chunks: (function* () {
          yield 'x'
          throw new Error('no more')
        })(),
      }
    }
    await expect(writeZip(join(folder, 'd.zip'), broken())).rejects.toThrow('no more')
  })
})
