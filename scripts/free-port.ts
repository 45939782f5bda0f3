// A port that is free just now, for servers that tests, bench and tools start and throw away.
import { createServer } from 'node:net'

/** A free port of the loopback address. Another program may take it before it is used; rare enough for tests. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
