// The HTTP contract as functions: one client, made from the table; fetch comes in as an argument.
import {
  type ErrorCode,
  errors,
  type HttpInput,
  type HttpName,
  type HttpReply,
  http,
  ProblemBody,
} from '@etabli/protocol'

/** The part of `fetch` that is needed, so that Node, browsers and tests can each bring their own. */
export type Fetch = (
  url: string,
  init: {
    method: string
    headers: Record<string, string>
    body?: string | object
    signal?: object
    credentials?: 'same-origin'
  },
) => Promise<FetchReply>

export interface FetchReply {
  readonly ok: boolean
  readonly status: number
  text(): Promise<string>
}

/** A refusal by the server, or the line being down (`code` `server.busy`, `status` 0). */
export class RefusedError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly problem: ProblemBody

  constructor(problem: ProblemBody, status: number) {
    super(problem.message)
    this.name = 'RefusedError'
    this.code = problem.code
    this.status = status
    this.problem = problem
  }

  /** True where the same call may succeed later. */
  get retryable(): boolean {
    return this.status === 0 || errors[this.code].retryable
  }
}

type Values = Record<string, string | number | boolean | null | undefined>

export type CallInput<N extends HttpName> = (HttpInput<N, 'params'> extends undefined
  ? { params?: undefined }
  : { params: HttpInput<N, 'params'> }) &
  (HttpInput<N, 'query'> extends undefined ? { query?: undefined } : { query?: HttpInput<N, 'query'> }) &
  (HttpInput<N, 'body'> extends undefined ? { body?: unknown } : { body: HttpInput<N, 'body'> }) & { signal?: object }

export interface HttpClient {
  /** Calls an endpoint of the contract. Throws `RefusedError`. */
  call<N extends HttpName>(
    name: N,
    ...input: object extends CallInput<N> ? [input?: CallInput<N>] : [input: CallInput<N>]
  ): Promise<HttpReply<N>>
  /** The address of an endpoint, for links and media elements. */
  url(name: HttpName, params?: Values, query?: Values): string
}

export interface HttpOptions {
  /** Origin and base path of the server, for example `http://127.0.0.1:4400`; empty for the page's own. */
  readonly base: string
  readonly fetch: Fetch
  /** A personal API token; a page uses its cookie instead. */
  readonly token?: string
}

/** Makes a client of the HTTP contract. */
export function createHttp(options: HttpOptions): HttpClient {
  const url = (name: HttpName, params: Values = {}, query: Values = {}): string =>
    options.base + fill(http[name].path, params) + searchOf(query)
  return {
    url,
    async call(name, ...[input]) {
      const endpoint = http[name]
      const given = (input ?? {}) as { params?: Values; query?: Values; body?: unknown; signal?: object }
      const reply = await send(options, endpoint.method, url(name, given.params, given.query), given.body, given.signal)
      if (!('reply' in endpoint)) return reply as never
      const parsed = endpoint.reply.safeParse(reply)
      if (!parsed.success)
        throw faultOf(
          `the server's reply to ${name} is not of the expected form: ${parsed.error.issues[0]?.path.join('.')}`,
        )
      return parsed.data as never
    },
  }
}

function fill(path: string, params: Values): string {
  return path.replace(/:([a-z]+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === null) throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
}

function searchOf(query: Values): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`],
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

async function send(
  options: HttpOptions,
  method: string,
  url: string,
  body: unknown,
  signal?: object,
): Promise<unknown> {
  const isForm = typeof body === 'object' && body !== null && body.constructor?.name === 'FormData'
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json'
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`
  let reply: FetchReply
  let text: string
  try {
    reply = await options.fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: isForm ? (body as object) : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
    text = await reply.text()
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause
    throw new RefusedError({ code: 'server.busy', message: 'The server cannot be reached.' }, 0)
  }
  const value = readJson(text)
  if (reply.ok) return value
  const problem = ProblemBody.safeParse(value)
  throw problem.success
    ? new RefusedError(problem.data, reply.status)
    : new RefusedError(
        {
          code: reply.status >= 500 ? 'server.busy' : 'request.invalid',
          message: `The server answered ${reply.status}.`,
        },
        reply.status,
      )
}

function readJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function faultOf(message: string): RefusedError {
  return new RefusedError({ code: 'server.fault', message }, 500)
}
