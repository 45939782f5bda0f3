// Upload: files sent to an import with their progress, which fetch cannot tell; can be cancelled.

import type { ImportFormat } from '@etabli/protocol'
import { ImportReport, ProblemBody } from '@etabli/protocol'
import type { ProjectId } from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { api } from '../../../transport/api.ts'

export interface Chosen {
  readonly file: File
  /** With its folders, as `a/b.jpg`. */
  readonly path: string
}

export interface UploadProgress {
  /** Bytes. */
  readonly sent: number
  readonly total: number
}

export interface Upload {
  readonly report: Promise<ImportReport>
  cancel(): void
}

/** Sends the files; the promise is refused with `RefusedError`, or with `null` as its cause where it was cancelled. */
export function upload(
  project: ProjectId,
  format: ImportFormat,
  files: readonly Chosen[],
  onProgress: (progress: UploadProgress) => void,
): Upload {
  const request = new XMLHttpRequest()
  const form = new FormData()
  for (const { file, path } of files) form.append('file', file, path)
  const report = new Promise<ImportReport>((resolve, reject) => {
    request.upload.onprogress = (event) => onProgress({ sent: event.loaded, total: event.total })
    request.onload = () => {
      const value = readJson(request.responseText)
      const parsed = ImportReport.safeParse(value)
      if (request.status < 300 && parsed.success) resolve(parsed.data)
      else reject(refusalOf(value, request.status))
    }
    request.onerror = () => reject(lineDown())
    request.onabort = () => reject(new UploadCancelled())
    request.open('POST', api.url('imports.create', { project }, { format }))
    request.setRequestHeader('accept', 'application/json')
    request.send(form)
  })
  return { report, cancel: () => request.abort() }
}

/** The person took the upload back. */
export class UploadCancelled extends Error {}

function refusalOf(value: unknown, status: number): RefusedError {
  const problem = ProblemBody.safeParse(value)
  if (problem.success) return new RefusedError(problem.data, status)
  const code = status === 413 ? 'request.too-large' : 'server.fault'
  return new RefusedError({ code, message: `The server answered ${status}.` }, status)
}

const lineDown = () => new RefusedError({ code: 'server.busy', message: 'The server cannot be reached.' }, 0)

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (fault) {
    if (fault instanceof SyntaxError) return null
    throw fault
  }
}
