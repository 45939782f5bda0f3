// Takes over HTTP: the holder of a lease brings what they recorded for its task.
import { limits } from '@etabli/schema'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { Problem } from '../../problem.ts'
import { bring, invalidTake } from './bring.ts'

/** The route `takes.bring`. */
export function takeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'takes.bring', async ({ params, caller, request }) => {
    if (!request.isMultipart()) throw invalidTake('send it as multipart form data, in `file`')
    const part = await request.file({ limits: { fileSize: limits.takeBytes, files: 1 } })
    if (!part) throw invalidTake('no file came')
    try {
      return await bring(deps, { lease: params.lease, person: caller.id, source: part.file })
    } catch (error) {
      // What is left of a refused file is read and thrown away, so that the answer reaches who sent it.
      part.file.resume()
      if (part.file.truncated) throw new Problem('request.too-large')
      throw error
    }
  })
}
