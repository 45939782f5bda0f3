// Cookies for whoever is no browser: a fetch that keeps the session which signing in gave it.
import type { Fetch, FetchReply } from './http.ts'

/** The part of a reply that Node's `fetch` adds to what the client of the contract needs. */
interface ReplyWithCookies extends FetchReply {
  readonly headers: { getSetCookie(): readonly string[] }
}

export interface CookieFetch {
  readonly fetch: Fetch
  /** `name=value` of the cookie kept so far, or empty. */
  cookie(): string
}

/**
 * A fetch that sends the last cookie it was given, from the page's own origin, as a browser there would.
 * @param origin scheme, host and port, as `http://127.0.0.1:4400`
 * @example const kept = keepCookies(url, (address, init) => fetch(address, init as RequestInit))
 */
export function keepCookies(
  origin: string,
  send: (url: string, init: Parameters<Fetch>[1]) => Promise<ReplyWithCookies>,
): CookieFetch {
  let cookie = ''
  return {
    async fetch(url, init) {
      const headers = { ...init.headers, origin, ...(cookie === '' ? {} : { cookie }) }
      const reply = await send(url, { ...init, headers })
      cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
      return reply
    },
    cookie: () => cookie,
  }
}
