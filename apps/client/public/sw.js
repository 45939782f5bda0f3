// Lets a reload without a line open the page: the page itself from the network first, its hashed files from the cache.
// Answers of the API are never kept here; tasks, drafts and submissions are kept by the page in its own database.
const CACHE = 'etabli-page-1'
const MOST_FILES = 300
const scope = new URL(self.registration.scope)

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return
  const path = url.pathname.slice(scope.pathname.length)
  if (path.startsWith('api/')) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (path.startsWith('assets/')) event.respondWith(hashed(request))
  else event.respondWith(fresh(request))
})

/** Every address is the same page: the newest where there is a line, else the one kept. */
async function page(request) {
  const cache = await caches.open(CACHE)
  try {
    const reply = await fetch(request)
    if (reply.ok && reply.headers.get('content-type')?.includes('text/html')) await cache.put(scope.href, reply.clone())
    return reply
  } catch (fault) {
    const kept = await cache.match(scope.href)
    if (kept) return kept
    throw fault
  }
}

/** A file whose name changes with its bytes. */
async function hashed(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const reply = await fetch(request)
  if (reply.status === 200) {
    await cache.put(request, reply.clone())
    const files = await cache.keys()
    for (const old of files.slice(0, Math.max(0, files.length - MOST_FILES))) await cache.delete(old)
  }
  return reply
}

async function fresh(request) {
  const cache = await caches.open(CACHE)
  try {
    const reply = await fetch(request)
    if (reply.status === 200) await cache.put(request, reply.clone())
    return reply
  } catch (fault) {
    const kept = await cache.match(request)
    if (kept) return kept
    throw fault
  }
}
