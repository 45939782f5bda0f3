// Takes uploaded files in: streamed to disk one after the other, bounded in number and size, under checked names.

import { limits } from '@etabli/schema'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../../problem.ts'
import { ArchiveRefused, checkArchive } from './archive.ts'
import type { Area } from './area.ts'
import { isLitter, safePath } from './paths.ts'
import type { BadRow } from './staged.ts'

const FIELDS = 20

/** Lets the app read multipart bodies. */
export async function acceptUploads(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    throwFileSizeLimit: true,
    limits: {
      fileSize: limits.uploadBytes,
      files: limits.archiveEntries,
      fields: FIELDS,
      fieldSize: 10_000,
      parts: limits.archiveEntries + FIELDS,
      headerPairs: 100,
    },
  })
}

/**
 * Streams every file of the request into the area, and looks into the directories of archives.
 * @throws Problem `import.invalid` for bad names, `import.archive`, `request.too-large`
 */
export async function receive(request: FastifyRequest, area: Area): Promise<void> {
  if (!request.isMultipart())
    throw new Problem('request.invalid', { message: 'Send the files as multipart form data.' })
  let total = 0
  // Paths of folders come in the names, so they are kept, and checked here.
  for await (const part of request.files({ preservePath: true })) {
    const safe = safePath(part.filename)
    if ('refused' in safe) throw invalid({ file: part.filename, code: 'file-name', message: safe.refused })
    if (isLitter(safe.path)) {
      part.file.resume()
      continue
    }
    if (area.has(safe.path)) throw invalid({ file: safe.path, code: 'duplicate', message: 'two files have this name' })
    const { size } = await area.add(safe.path, part.file)
    total += size
    if (total > limits.uploadBytes) throw new Problem('request.too-large')
  }
  if (area.files.length === 0) throw invalid({ code: 'empty', message: 'no file came' })
  for (const archive of await area.archives()) await lookInto(area, archive.path)
}

async function lookInto(area: Area, path: string): Promise<void> {
  try {
    await checkArchive(area.locate(path), path)
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error
    throw new Problem('import.archive', { issues: [issueOf(error)] })
  }
}

/** What an archive was refused for, as an issue. */
export function issueOf(error: ArchiveRefused): BadRow & { file: string } {
  const { file, path, code, message } = error
  return { file, ...(path === undefined ? {} : { path }), code, message }
}

function invalid(issue: { file?: string; code: string; message: string }): Problem {
  return new Problem('import.invalid', { issues: [issue] })
}
