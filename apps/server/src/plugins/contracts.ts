// Contracts: a route from its row in the HTTP table: form, access, reply. No route is registered any other way.
import {
  type Access,
  type Endpoint,
  type HttpName,
  type HttpParsed,
  type HttpReply,
  http,
  issuesOf,
} from '@etabli/protocol'
import type { Millis, Person, ProjectId, Role } from '@etabli/schema'
import { actions } from '@etabli/schema'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { roleFor } from './access.ts'

// zod/mini has no sentences of its own until a language is set.
z.config(z.locales.en())

/** Who calls, known by a session cookie or a token. */
export interface Caller extends Person {
  readonly session: string
  readonly kind: 'session' | 'token'
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `auth.ts`; null for the signed out. */
    caller: Caller | null
  }
}

type AccessOf<N extends HttpName> = (typeof http)[N]['access']
type InProject<N extends HttpName> = AccessOf<N> extends 'anyone' | 'person' | 'admin' ? false : true

export interface Call<N extends HttpName> {
  readonly deps: Deps
  readonly params: HttpParsed<N, 'params'>
  readonly query: HttpParsed<N, 'query'>
  readonly body: HttpParsed<N, 'body'>
  readonly caller: AccessOf<N> extends 'anyone' ? Caller | null : Caller
  /** The project of the path, where access depends on one. */
  readonly project: InProject<N> extends true ? ProjectId : undefined
  /** The caller's role in it; null for an instance admin without one. */
  readonly role: InProject<N> extends true ? Role | null : undefined
  readonly now: Millis
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Gives the reply of the table; a stream endpoint sends by itself and returns Fastify's reply. */
export type Handler<N extends HttpName> = (call: Call<N>) => Promise<ReplyFor<N>> | ReplyFor<N>
type ReplyFor<N extends HttpName> = (typeof http)[N] extends { readonly stream: 'download' }
  ? FastifyReply
  : HttpReply<N>

/**
 * Registers the route of that name: its form is validated (`request.invalid` names the fields), its access checked
 * (what is unknown and what belongs to others answer the same `not-found`), its reply serialised.
 * @example route(app, deps, 'projects.get', ({ project, caller }) => card(deps, project, caller))
 */
export function route<N extends HttpName>(app: FastifyInstance, deps: Deps, name: N, handler: Handler<N>): void {
  const endpoint: Endpoint = http[name]
  registered.get(app.server)?.add(name) ?? registered.set(app.server, new Set([name]))
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { endpoint: name },
    handler: async (request, reply) => {
      const params = read(endpoint.params, request.params, '')
      const place = await admit(deps, endpoint.access, request, params)
      const call = {
        deps,
        params,
        query: read(endpoint.query, request.query, ''),
        body: endpoint.stream === 'upload' ? undefined : read(endpoint.body, request.body ?? undefined, ''),
        caller: request.caller,
        ...place,
        now: deps.clock.now(),
        request,
        reply,
      }
      // The table's types and its values are one; the compiler cannot see that through the generic.
      const result = await handler(call as unknown as Call<N>)
      if (endpoint.stream === 'download') return reply
      if (deps.config.checkReplies && endpoint.reply) checkReply(name, endpoint.reply, result)
      return reply
        .type('application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(JSON.stringify(result))
    },
  })
}

const registered = new WeakMap<object, Set<HttpName>>()

/** The endpoints that have a handler, for the test that none was forgotten. */
export function routesOf(app: FastifyInstance): ReadonlySet<HttpName> {
  return registered.get(app.server) ?? new Set()
}

function read(schema: z.ZodMiniType | undefined, value: unknown, at: string): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = issuesOf(parsed.error).map((issue) => ({ ...issue, path: at + issue.path }))
  throw new Problem('request.invalid', { issues })
}

function checkReply(name: HttpName, schema: z.ZodMiniType, result: unknown): void {
  const parsed = schema.safeParse(result)
  if (parsed.success) return
  const [issue] = issuesOf(parsed.error)
  throw new Error(`the reply of ${name} breaks the contract at ${issue?.path}: ${issue?.message}`)
}

const projectActions: ReadonlySet<string> = new Set(actions)

async function admit(
  deps: Deps,
  access: Access,
  request: FastifyRequest,
  params: unknown,
): Promise<{ project?: string; role?: Role | null }> {
  if (access === 'anyone') return {}
  const { caller } = request
  if (!caller)
    throw new Problem(request.headers.cookie || request.headers.authorization ? 'session.expired' : 'session.missing')
  if (access === 'person') return {}
  if (access === 'admin') {
    if (!caller.admin) throw new Problem('not-allowed')
    return {}
  }
  if (!projectActions.has(access)) throw new Error(`unknown access ${access}`)
  return roleFor(deps, caller, access, params as Record<string, string>)
}
