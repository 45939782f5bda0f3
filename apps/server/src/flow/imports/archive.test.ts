// Archives meant to do harm, and archives as people make them.
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import yazl from 'yazl'
import { archiveLimits, checkArchive, unpack } from './archive.ts'
import { type Area, makeArea } from './area.ts'

let folder: string
let area: Area
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-archive-'))
  area = await makeArea(join(folder, 'area'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function zip(add: (zip: yazl.ZipFile) => void, patch: (bytes: Buffer) => Buffer = (b) => b): Promise<string> {
  const file = new yazl.ZipFile()
  add(file)
  file.end()
  const parts: Buffer[] = []
  for await (const part of file.outputStream) parts.push(part as Buffer)
  const path = join(folder, 'upload.zip')
  await writeFile(path, patch(Buffer.concat(parts)))
  return path
}

/** Replaces a name of the archive by another of the same length, in the local header and in the directory. */
const rename = (from: string, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')

const one =
  (name: string, body = 'x') =>
  (file: yazl.ZipFile) =>
    file.addBuffer(Buffer.from(body), name)

async function refusal(path: string, bounds = archiveLimits): Promise<string> {
  try {
    await checkArchive(path, 'upload.zip', bounds)
    await unpack(path, 'upload.zip', area, bounds)
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'taken'
}

describe('archives', () => {
  it('gives the files of an honest archive, without folders and litter', async () => {
    const path = await zip((file) => {
      file.addEmptyDirectory('images')
      file.addBuffer(Buffer.from('b'), 'images/img10.jpg')
      file.addBuffer(Buffer.from('a'), 'images/img2.jpg')
      file.addBuffer(Buffer.from('?'), '__MACOSX/images/._img2.jpg')
      file.addBuffer(Buffer.from('?'), 'images/.DS_Store')
      file.addBuffer(Buffer.from('é'), 'images/été.txt')
    })
    expect(await refusal(path)).toBe('taken')
    expect(area.tree().files.map((file) => file.path)).toEqual([
      'images/été.txt',
      'images/img2.jpg',
      'images/img10.jpg',
    ])
    expect(await readFile(area.locate('images/img2.jpg'), 'utf8')).toBe('a')
    expect((await readdir(join(folder, 'area', 'files'))).every((name) => /^\d{7}$/.test(name))).toBe(true)
  })

  it.each([
    ['../../../x.txt', 'aaaaaaaaaaaaaa'],
    ['/etc/passwd', 'aaaaaaaaaaa'],
    ['C:/windows/x', 'aaaaaaaaaaaa'],
    ['a/../../b', 'aaaaaaaaa'],
    ['a\\..\\b', 'aaaaaa'],
    ['a\0b.jpg', 'aaaaaaa'],
  ])('SEC4: refuses an entry named %j', async (name, stand) => {
    expect(stand.length).toBe(name.length)
    expect(await refusal(await zip(one(stand), rename(stand, name)))).toBe('archive.path')
    expect(area.files).toEqual([])
  })

  it('SEC4: refuses symbolic links', async () => {
    const link = (file: yazl.ZipFile) => file.addBuffer(Buffer.from('/etc/passwd'), 'link', { mode: 0o120777 })
    expect(await refusal(await zip(link))).toBe('archive.link')
  })

  it('SEC4: refuses two entries of one name, also where only case differs', async () => {
    const twice = (a: string, b: string) => (file: yazl.ZipFile) => {
      file.addBuffer(Buffer.from('1'), a)
      file.addBuffer(Buffer.from('2'), b)
    }
    expect(await refusal(await zip(twice('a.jpg', 'a.jpg')))).toBe('archive.duplicate')
    expect(await refusal(await zip(twice('a.jpg', 'A.JPG')))).toBe('archive.duplicate')
    expect(await refusal(await zip(twice('a.jpg', './/a.jpg')))).toBe('archive.duplicate')
  })

  it('SEC4: refuses too many entries, too large ones, too much in all', async () => {
    const many = (file: yazl.ZipFile) => {
      for (let i = 0; i < 5; i++) file.addBuffer(Buffer.alloc(1_000), `${i}`)
    }
    const path = await zip(many)
    expect(await refusal(path, { ...archiveLimits, entries: 4 })).toBe('archive.entries')
    expect(await refusal(path, { ...archiveLimits, entryBytes: 999 })).toBe('archive.size')
    expect(await refusal(path, { ...archiveLimits, totalBytes: 4_999 })).toBe('archive.size')
    expect(area.files).toEqual([])
  })

  it('SEC4: refuses a bomb by its ratio before it unpacks a byte', async () => {
    const path = await zip((file) => file.addBuffer(Buffer.alloc(80 * 1024 * 1024), 'zeros'))
    expect(await refusal(path)).toBe('archive.ratio')
    expect(await readdir(join(folder, 'area', 'files'))).toEqual([])
  })

  it('SEC4: refuses an entry that is larger than the archive says', async () => {
    const lie = (bytes: Buffer) => {
      const at = bytes.indexOf(Buffer.from('504b0102', 'hex'))
      bytes.writeUInt32LE(10, at + 24) // uncompressed size in the directory, APPNOTE 4.3.12
      return bytes
    }
    expect(await refusal(await zip(one('a', 'x'.repeat(5_000)), lie))).toBe('archive.damaged')
  })

  it('SEC4: refuses encrypted entries, unknown packing and torn archives', async () => {
    const inDirectory = (offset: number, value: number) => (bytes: Buffer) => {
      const at = bytes.indexOf(Buffer.from('504b0102', 'hex'))
      bytes.writeUInt16LE(value, at + offset)
      return bytes
    }
    expect(await refusal(await zip(one('a'), inDirectory(8, 1)))).toBe('archive.encrypted')
    expect(await refusal(await zip(one('a'), inDirectory(10, 99)))).toBe('archive.packing')
    expect(await refusal(await zip(one('a'), (bytes) => bytes.subarray(0, 20)))).toBe('archive.damaged')
    const path = join(folder, 'not.zip')
    await writeFile(path, 'PK\x03\x04 and then nothing')
    expect(await refusal(path)).toBe('archive.damaged')
  })

  it('SEC4: writes through no link that lies where a file would', async () => {
    await writeFile(join(folder, 'precious'), 'kept')
    await symlink(join(folder, 'precious'), join(folder, 'area', 'files', '0000001'))
    expect(await refusal(await zip(one('a')))).not.toBe('taken')
    expect(await readFile(join(folder, 'precious'), 'utf8')).toBe('kept')
  })
})
