// Auth: session cookie or token → request.caller; and that pages from elsewhere change nothing here.
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps, ServerConfig } from '../deps.ts'
import { callerBySecret } from '../flow/people/index.ts'
import { Problem } from '../problem.ts'
import { COOKIE } from './session-cookie.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Knows who calls, before any route. */
export async function authenticate(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api/')) return
    if (!SAFE_METHODS.has(request.method)) refuseForeignOrigin(deps.config, request)
    const secret = secretOf(request)
    request.caller = secret === null ? null : await callerBySecret(deps, secret.text, secret.kind)
  })
}

/** The secret that a request carries: a program's token goes before a browser's cookie. */
export function secretOf(request: FastifyRequest): { text: string; kind: 'session' | 'token' } | null {
  const token = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1]
  if (token !== undefined) return { text: token, kind: 'token' }
  const session = request.cookies[COOKIE]
  return session === undefined ? null : { text: session, kind: 'session' }
}

/**
 * Browsers say on every changing request and on an upgrade which page it comes from. Programs say nothing and carry no
 * cookie by accident.
 * @throws Problem `request.origin` where the page is not ours
 */
export function refuseForeignOrigin(config: ServerConfig, request: FastifyRequest): void {
  const { origin } = request.headers
  if (origin === undefined) return
  const ours = config.url === null ? `http://${request.headers.host ?? ''}` : new URL(config.url).origin
  if (sameOrigin(origin, ours)) return
  throw new Problem('request.origin', {
    details: { origin, expected: ours, setting: 'ETABLI_URL' },
  })
}

/** Equal, where all names of this machine count as one: a browser may show `localhost` for `127.0.0.1`. */
function sameOrigin(a: string, b: string): boolean {
  return URL.canParse(a) && URL.canParse(b) && plain(new URL(a)) === plain(new URL(b))
}

function plain(url: URL): string {
  const host = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname) ? 'loopback' : url.hostname
  return `${url.protocol}//${host}:${url.port}`
}
