// `etabli verify PATH`: every file of an export against the checksums of its manifest.
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import * as yauzl from 'yauzl'
import * as z from 'zod/mini'
import { CommandError } from './connection.ts'

/** The part of an export's manifest.json that says what its bytes must be. */
const Manifest = z.object({ files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })) })

/** @throws CommandError naming the first file that is missing, unlisted or other than the manifest says */
export async function verifyExport(path: string): Promise<{ files: number }> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false }).catch((fault: Error) => {
    throw new CommandError(`${path} cannot be read as a zip: ${fault.message}`)
  })
  try {
    const found = new Map<string, { bytes: number; sha256: string }>()
    let manifest: z.infer<typeof Manifest> | null = null
    for await (const entry of zip.eachEntry()) {
      const stream = await zip.openReadStreamPromise(entry)
      if (entry.fileName === 'manifest.json') manifest = readManifest(await bytesOf(stream), path)
      else found.set(entry.fileName, await digestOf(stream))
    }
    if (manifest === null)
      throw new CommandError(`${path} has no manifest.json: it is no export of Etabli, or it was cut short.`)
    for (const file of manifest.files) {
      const actual = found.get(file.path)
      if (!actual) throw new CommandError(`${file.path} is in the manifest but not in ${path}.`)
      if (actual.sha256 !== file.sha256 || actual.bytes !== file.bytes)
        throw new CommandError(`${file.path} is not what the manifest says: it was changed.`)
      found.delete(file.path)
    }
    const [extra] = found.keys()
    if (extra !== undefined) throw new CommandError(`${extra} is in ${path} but not in its manifest.`)
    return { files: manifest.files.length }
  } finally {
    zip.close()
  }
}

function readManifest(bytes: Buffer, path: string): z.infer<typeof Manifest> {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new CommandError(`the manifest of ${path} is not JSON.`)
  }
  const parsed = Manifest.safeParse(value)
  if (!parsed.success) throw new CommandError(`the manifest of ${path} lists no files with checksums.`)
  return parsed.data
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

async function digestOf(stream: Readable): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of stream) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return { bytes, sha256: hash.digest('hex') }
}
