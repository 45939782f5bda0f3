// Problems: whatever a handler throws → status and body; bugs are logged in full and give nothing away.
import { type ErrorCode, errors } from '@etabli/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bodyOf, Problem } from '../problem.ts'

/** Fastify's own refusals in our words. */
const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_REQ_FILE_TOO_LARGE: 'request.too-large',
  FST_FILES_LIMIT: 'request.too-large',
  FST_PARTS_LIMIT: 'request.too-large',
  FST_FIELDS_LIMIT: 'request.too-large',
}

/** Sets the error handler of the whole server; what is not found is `client.ts`'s to say. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error))
}

/** Answers with the problem of anything thrown. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error)
  if (problem.code === 'server.fault') request.log.error({ event: 'server.fault', err: error }, 'a bug')
  else request.log.info({ event: 'request.refused', code: problem.code }, problem.message)
  if (errors[problem.code].status === 503) reply.header('retry-after', '1')
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(bodyOf(problem, request.id)))
}

/** The problem that a thrown thing stands for; a bug becomes `server.fault`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string }
  const known = code === undefined ? undefined : FASTIFY_CODES[code]
  if (known) return new Problem(known)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem('request.invalid', { issues: [{ code: code ?? 'invalid', message: message ?? '' }] })
  }
  return new Problem('server.fault')
}
