// Serves the built page: hashed files for ever, the page itself fresh, and nothing that is not ours may run in it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { basePath } from './base-path.ts'
import { sendProblem } from './problems.ts'

/** React sets style attributes; nothing else needs a relaxation. `blob:` is for decoded media. */
const CSP = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self' blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const PAGE_HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(self), geolocation=()',
  'cache-control': 'no-cache',
}

const builtPage = join(import.meta.dirname, '../../../client/dist')

/** Serves the page of `ETABLI_CLIENT`, or of the build beside the server; without one, says how to make it. */
export async function client(app: FastifyInstance, deps: Deps): Promise<void> {
  const folder = deps.config.client ?? builtPage
  const base = basePath(deps.config)
  const isBuilt = existsSync(join(folder, 'index.html'))
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      index: false,
      cacheControl: false,
      setHeaders(reply, path) {
        const hashed = /[\\/]assets[\\/]/.test(path)
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
        reply.header('x-content-type-options', 'nosniff')
        reply.header('content-security-policy', CSP)
      },
    })
  }
  const sendPage = (reply: FastifyReply): FastifyReply => {
    const page = isBuilt ? pageFor(readFileSync(join(folder, 'index.html'), 'utf8'), base) : NOT_BUILT
    return reply
      .code(isBuilt ? 200 : 503)
      .headers(PAGE_HEADERS)
      .type('text/html; charset=utf-8')
      .send(page)
  }
  app.get('/', (_, reply) => sendPage(reply))
  // Every other address without a file is the page's own to route.
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const wantsPage = request.method === 'GET' && !path.startsWith('/api/') && !/\.[a-z0-9]+$/i.test(path)
    return wantsPage ? sendPage(reply) : sendProblem(request, reply, new Problem('not-found'))
  })
}

/** The page's relative addresses count from the base, however deep the address in the bar. */
function pageFor(html: string, base: string): string {
  return html.replace(/<base [^>]*>/, `<base href="${escapeHtml(base)}/">`)
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

const NOT_BUILT =
  '<!doctype html><html lang="en"><head><title>Etabli</title></head><body><p>The page is not built yet. Start with <code>npm start</code>.</p></body></html>'
