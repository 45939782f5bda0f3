// What an archive holds, for tests of exports.
import yauzl from 'yauzl'

/** All files by name. @param archive its path, or its bytes */
export async function unzip(archive: string | Buffer): Promise<Record<string, Buffer>> {
  const options = { lazyEntries: true } as const
  const zip = await (typeof archive === 'string'
    ? yauzl.openPromise(archive, options)
    : yauzl.fromBufferPromise(archive, options))
  const files: Record<string, Buffer> = {}
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = []
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
    files[entry.fileName] = Buffer.concat(parts)
  }
  return files
}

/** As `unzip`, each file as text. */
export async function unzipText(archive: string | Buffer): Promise<Record<string, string>> {
  const files = Object.entries(await unzip(archive))
  return Object.fromEntries(files.map(([name, bytes]) => [name, bytes.toString()]))
}
