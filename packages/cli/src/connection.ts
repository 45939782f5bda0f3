// How a command reaches a running server: ETABLI_URL and ETABLI_TOKEN.
import { createHttp, type Fetch, type HttpClient } from '@etabli/sdk'

export interface Connection {
  readonly api: HttpClient
  readonly base: string
  readonly token: string
}

/** A refusal with a sentence: exit status 1. */
export class CommandError extends Error {}

/** Node's fetch in the shape that the sdk asks for. */
export const nodeFetch = (url: string, init: Parameters<Fetch>[1]): Promise<Response> =>
  fetch(url, {
    method: init.method,
    headers: init.headers,
    ...(init.body === undefined ? {} : { body: init.body as string | FormData }),
  })

/** The server's address: `ETABLI_URL`, or the default one on this machine. */
export function serverUrl(env: Record<string, string | undefined>): string {
  return (env['ETABLI_URL'] ?? `http://127.0.0.1:${env['ETABLI_PORT'] ?? '4400'}`).replace(/\/$/, '')
}

/**
 * The connection that the environment names.
 * @throws CommandError where ETABLI_TOKEN is missing
 */
export function connect(env: Record<string, string | undefined>): Connection {
  const base = serverUrl(env)
  const token = env['ETABLI_TOKEN']
  if (!token) throw new CommandError(`This command speaks to ${base} and needs ETABLI_TOKEN; "etabli token" makes one.`)
  return { base, token, api: createHttp({ base, token, fetch: nodeFetch }) }
}
