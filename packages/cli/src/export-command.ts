// `etabli export PROJECT --format F --out PATH`: starts an export, waits for it, writes the zip.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { ExportJob, ExportRequest } from '@etabli/protocol'
import { CommandError, type Connection } from './connection.ts'
import { findProject } from './projects.ts'

const POLL_MS = 300

/** `80/10/10` as shares. @throws CommandError where they do not add up to 100 */
export function readSplit(text: string): [number, number, number] {
  const shares = text.split('/').map(Number)
  const [train, val, test] = shares
  if (
    shares.length !== 3 ||
    train === undefined ||
    val === undefined ||
    test === undefined ||
    shares.some((share) => !Number.isInteger(share) || share < 0) ||
    train + val + test !== 100
  ) {
    throw new CommandError(`--split wants three whole shares that add up to 100, as 80/10/10; not "${text}".`)
  }
  return [train, val, test]
}

/**
 * Writes the export to `out`, checked against the server's checksum, and gives back the job.
 * @throws CommandError where the server refuses or the bytes do not match
 */
export async function exportProject(
  connection: Connection,
  projectWord: string,
  request: ExportRequest,
  out: string,
): Promise<ExportJob> {
  const project = await findProject(connection.api, projectWord)
  let job = await connection.api.call('exports.create', { params: { project: project.id }, body: request })
  while (job.state === 'waiting' || job.state === 'writing') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    job = await connection.api.call('exports.get', { params: { export: job.id } })
  }
  if (job.state === 'failed') throw new CommandError(job.problem ?? 'The export failed.')
  const reply = await fetch(connection.api.url('exports.file', { export: job.id }), {
    headers: { authorization: `Bearer ${connection.token}` },
  })
  if (!reply.ok || !reply.body) throw new CommandError(`The server answered ${reply.status} when asked for the file.`)
  const part = `${out}.part`
  const hash = createHash('sha256')
  await pipeline(
    Readable.fromWeb(reply.body as ReadableStream),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(part),
  )
  if (job.sha256 !== null && hash.digest('hex') !== job.sha256)
    throw new CommandError(`${part} does not match the server's checksum; try again.`)
  await rename(part, out)
  return job
}
