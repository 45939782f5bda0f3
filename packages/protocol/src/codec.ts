// Text ⇄ validated message, with the size cap. Never throws on what comes from outside.
import { limits } from '@etabli/schema'
import type * as z from 'zod/mini'
import { ClientMessage } from './client-message.ts'
import type { ProblemBody } from './errors.ts'
import { errors } from './errors.ts'
import { ServerMessage } from './server-message.ts'

export type Decoded<T> = { ok: true; message: T } | { ok: false; problem: ProblemBody; id: string | null }

/** The text frame of a message. */
export function encode(message: ClientMessage | ServerMessage): string {
  return JSON.stringify(message)
}

/** Reads a frame from a client. An invalid one gives a problem that names the field, never a throw. */
export function decodeClient(text: string): Decoded<ClientMessage> {
  return decode(ClientMessage, text, limits.messageBytes)
}

/** Reads a frame from the server. */
export function decodeServer(text: string): Decoded<ServerMessage> {
  return decode(ServerMessage, text, limits.serverMessageBytes)
}

function decode<T>(
  schema: { safeParse(value: unknown): z.core.util.SafeParseResult<T> },
  text: string,
  most: number,
): Decoded<T> {
  if (text.length > most) return refuse('request.too-large', [], null)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('request.invalid', [{ code: 'json', message: 'not JSON' }], null)
  }
  const result = schema.safeParse(value)
  if (result.success) return { ok: true, message: result.data }
  return refuse('request.invalid', issuesOf(result.error), idOf(value))
}

/** Zod's issues as ours: path and sentence. At most 20. */
export function issuesOf(error: {
  issues: readonly z.core.$ZodIssue[]
}): { path: string; code: string; message: string }[] {
  return error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: issue.code ?? 'invalid',
    message: issue.message,
  }))
}

function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null
  return typeof value.id === 'string' && value.id.length <= 64 ? value.id : null
}

function refuse<T>(
  code: 'request.invalid' | 'request.too-large',
  issues: ProblemBody['issues'] & {},
  id: string | null,
): Decoded<T> {
  return { ok: false, problem: { code, message: errors[code].sentence, ...(issues.length > 0 ? { issues } : {}) }, id }
}
