// The one way to fetch: the sdk's client of the HTTP contract, at the path this page is served under.
import { createHttp, type Fetch } from '@etabli/sdk'

/** Path under which the page is served, without the last slash: empty at the root of a host. */
export function basePath(): string {
  return new URL(document.baseURI).pathname.replace(/\/[^/]*$/, '')
}

/** The browser's fetch in the shape that the sdk asks for. */
const browserFetch: Fetch = (url, init) => fetch(url, init as RequestInit)

/** `await api.call('projects.get', { params: { project } })`; `api.url('exports.file', { export: id })` for links. */
export const api = createHttp({ base: basePath(), fetch: browserFetch })

/** Address of the live stream. */
export function streamUrl(): string {
  const url = new URL(`${basePath()}/api/stream`, document.baseURI)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}
