// The archive set: public-domain photographs that lie inside npm packages, found where they are installed.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export interface ArchiveFile {
  /** A short name, unique in the set. */
  readonly id: string
  readonly package: string
  /** Path inside the package. */
  readonly file: string
  readonly title: string
  readonly by: string
  readonly year: string
  /** Absolute path of the JPEG on this machine. */
  readonly path: string
}

/** The photographs of `archive/index.json` with the path at which each is installed; throws where one is missing. */
export function archiveFiles(): ArchiveFile[] {
  const require = createRequire(import.meta.url)
  const index = JSON.parse(readFileSync(join(import.meta.dirname, 'index.json'), 'utf8')) as Omit<ArchiveFile, 'path'>[]
  return index.map((entry) => ({
    ...entry,
    path: join(dirname(require.resolve(`${entry.package}/package.json`)), entry.file),
  }))
}
