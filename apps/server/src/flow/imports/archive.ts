// Opens zip archives that nobody vouches for: names, kinds, counts, sizes and ratios are bounded before a byte is written.
import { limits } from '@etabli/schema'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import type { Area } from './area.ts'
import { isLitter, safePath } from './paths.ts'

/** Why an archive is refused as a whole. */
export class ArchiveRefused extends Error {
  readonly code: string
  readonly file: string
  readonly path: string | undefined
  constructor(code: string, sentence: string, file: string, path?: string) {
    super(sentence)
    this.name = 'ArchiveRefused'
    this.code = code
    this.file = file
    this.path = path
  }
}

export interface ArchiveLimits {
  readonly entries: number
  readonly entryBytes: number
  readonly totalBytes: number
  /** Unpacked over packed bytes, looked at once more than `ratioFrom` bytes are unpacked. */
  readonly ratio: number
  readonly ratioFrom: number
}

export const archiveLimits: ArchiveLimits = {
  entries: limits.archiveEntries,
  entryBytes: limits.archiveEntryBytes,
  totalBytes: limits.archiveTotalBytes,
  ratio: 200,
  ratioFrom: 64 * 1024 * 1024,
}

// The high byte of "version made by" (APPNOTE 4.4.2): the system whose rules the external attributes follow.
const UNIX = 3
const FILE_TYPE = 0o170000
const REGULAR = 0o100000
const DIRECTORY = 0o040000

interface Listing {
  readonly entry: Entry
  readonly path: string
}

/**
 * Reads the archive's directory and refuses what could harm: absolute paths, `..`, symbolic links, devices, encrypted
 * or unknown packing, two entries of one name, too many, too large, too dense.
 * @param name the archive's own name, for the refusal
 * @throws ArchiveRefused
 */
export async function checkArchive(at: string, name: string, bounds: ArchiveLimits = archiveLimits): Promise<void> {
  const zip = await openZip(at, name)
  try {
    await list(zip, name, bounds)
  } finally {
    zip.close()
  }
}

/**
 * Checks the archive and streams its files into the area, under their paths inside the archive.
 * @throws ArchiveRefused
 */
export async function unpack(
  at: string,
  name: string,
  area: Area,
  bounds: ArchiveLimits = archiveLimits,
): Promise<void> {
  const zip = await openZip(at, name)
  try {
    for (const { entry, path } of await list(zip, name, bounds)) {
      if (area.has(path)) throw new ArchiveRefused('archive.duplicate', 'two files have this name', name, path)
      try {
        const source = await zip.openReadStreamPromise(entry)
        await area.add(path, source)
      } catch (error) {
        throw new ArchiveRefused('archive.damaged', `the entry cannot be read: ${messageOf(error)}`, name, path)
      }
    }
  } finally {
    zip.close()
  }
}

async function openZip(at: string, name: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(at, {
      autoClose: false,
      lazyEntries: true,
      strictFileNames: true,
      validateEntrySizes: true,
    })
  } catch (error) {
    throw new ArchiveRefused('archive.damaged', `the archive cannot be read: ${messageOf(error)}`, name)
  }
}

async function list(zip: ZipFile, name: string, bounds: ArchiveLimits): Promise<Listing[]> {
  if (zip.entryCount > bounds.entries) {
    throw new ArchiveRefused('archive.entries', `it has ${zip.entryCount} entries; at most ${bounds.entries}`, name)
  }
  const listed: Listing[] = []
  const seen = new Set<string>()
  let total = 0
  const entries = zip.eachEntry()
  for (;;) {
    let step: IteratorResult<Entry>
    try {
      step = await entries.next()
    } catch (error) {
      throw refusalOf(error, name)
    }
    if (step.done) return listed
    const entry = step.value
    const path = checkEntry(entry, name, bounds)
    if (path === null) continue
    // One file on a case-insensitive disk is one file here, so that no entry hides another.
    const key = path.toLowerCase()
    if (seen.has(key)) throw new ArchiveRefused('archive.duplicate', 'two entries have this name', name, path)
    seen.add(key)
    total += entry.uncompressedSize
    checkTotal(total, zip.fileSize, name, bounds)
    listed.push({ entry, path })
  }
}

/** The entry's safe path, or null for folders and litter. */
function checkEntry(entry: Entry, name: string, bounds: ArchiveLimits): string | null {
  const refuse = (code: string, sentence: string) => new ArchiveRefused(code, sentence, name, entry.fileName)
  const safe = safePath(entry.fileName)
  if ('refused' in safe) throw refuse('archive.path', safe.refused)
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE
  if (entry.versionMadeBy >> 8 === UNIX && type !== 0 && type !== REGULAR && type !== DIRECTORY) {
    throw refuse('archive.link', 'it is a link or a device, not a file')
  }
  if (entry.fileName.endsWith('/') || isLitter(safe.path)) return null
  if (entry.isEncrypted()) throw refuse('archive.encrypted', 'it is encrypted')
  if (!entry.canDecodeFileData()) throw refuse('archive.packing', `it is packed by method ${entry.compressionMethod}`)
  if (entry.uncompressedSize > bounds.entryBytes) {
    throw refuse('archive.size', `it unpacks to ${entry.uncompressedSize} bytes; at most ${bounds.entryBytes}`)
  }
  return safe.path
}

/** Against archives whose entries share bytes or pack millions into one, the whole is measured against the file. */
function checkTotal(total: number, fileSize: number, name: string, bounds: ArchiveLimits): void {
  if (total > bounds.totalBytes) {
    throw new ArchiveRefused('archive.size', `it unpacks to more than ${bounds.totalBytes} bytes`, name)
  }
  if (total > bounds.ratioFrom && total > fileSize * bounds.ratio) {
    throw new ArchiveRefused('archive.ratio', `it unpacks to more than ${bounds.ratio} times its size`, name)
  }
}

/** The zip library refuses unsafe names itself, in words that start with what is wrong. */
function refusalOf(error: unknown, name: string): ArchiveRefused {
  const message = messageOf(error)
  const match = /^(absolute path|invalid relative path|invalid characters in fileName): (.*)$/s.exec(message)
  if (match) return new ArchiveRefused('archive.path', 'a name leads out of its folder', name, match[2])
  return new ArchiveRefused('archive.damaged', `the archive cannot be read: ${message}`, name)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
