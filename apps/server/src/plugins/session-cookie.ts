// The cookie of a browser's session: out of reach of scripts, sent to us only, and over TLS where there is any.
import type { FastifyReply } from 'fastify'
import type { ServerConfig } from '../deps.ts'
import { basePath } from './base-path.ts'

export const COOKIE = 'etabli_session'

/** Gives the browser its session. */
export function setSessionCookie(config: ServerConfig, reply: FastifyReply, secret: string, expiresAt: number): void {
  void reply.setCookie(COOKIE, secret, { ...cookieOptions(config), expires: new Date(expiresAt) })
}

/** Takes it away. */
export function clearSessionCookie(config: ServerConfig, reply: FastifyReply): void {
  void reply.clearCookie(COOKIE, cookieOptions(config))
}

function cookieOptions(config: ServerConfig) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    path: `${basePath(config)}/`,
    secure: config.url?.startsWith('https:') ?? false,
  } as const
}
