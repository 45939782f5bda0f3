// The path below which a proxy serves us, from ETABLI_URL; whether the proxy strips it or not, both work.

/** For example `/label`; empty at the root. */
export function basePath(config: { readonly url: string | null }): string {
  return config.url === null ? '' : new URL(config.url).pathname.replace(/\/+$/, '')
}

/** Fastify's `rewriteUrl`: takes the base path off where the proxy left it on. */
export function withoutBasePath(config: { readonly url: string | null }): (url: string) => string {
  const base = basePath(config)
  if (base === '') return (url) => url
  return (url) => (url === base ? '/' : url.startsWith(`${base}/`) ? url.slice(base.length) : url)
}
