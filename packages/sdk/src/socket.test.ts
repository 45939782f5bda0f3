// The stream gives a line up at once, whatever its socket says or does not say afterwards.
import type { LeaseId } from '@etabli/schema'
import { expect, it } from 'vitest'
import { openStream, type SocketLike } from './socket.ts'

/** A socket without a line: what is sent goes nowhere, and no goodbye comes back. */
function deafSocket(): SocketLike & { closed: number } {
  return {
    closed: 0,
    send() {},
    close() {
      this.closed += 1
    },
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
  }
}

it('is waiting, and asks nothing more of a socket, from the moment it is dropped; then tries anew', async () => {
  const sockets: ReturnType<typeof deafSocket>[] = []
  const states: string[] = []
  const due: { readonly ms: number; readonly run: () => void }[] = []
  const stream = openStream({
    open() {
      const socket = deafSocket()
      sockets.push(socket)
      return socket
    },
    timers: {
      after(ms, run) {
        const timer = { ms, run }
        due.push(timer)
        return () => void due.splice(due.indexOf(timer), 1)
      },
      random: () => 0,
    },
    onState: ({ name }) => states.push(name),
    onMessage: () => states.push('a message'),
  })
  const asked = stream.ask({ type: 'lease.release', lease: 'l1' as LeaseId, reason: 'skip', words: 'Gone' })
  stream.drop()
  expect(states).toEqual(['connecting', 'waiting'])
  await expect(asked).rejects.toMatchObject({ status: 0 })
  expect(sockets[0]?.closed).toBe(1)

  // The goodbye that comes at last, and another drop, change nothing.
  sockets[0]?.onclose?.({ code: 1006 })
  stream.drop()
  expect(states).toEqual(['connecting', 'waiting'])

  // The first back-off is half of 500 ms without jitter; the request's own deadline was called off.
  expect(due.map(({ ms }) => ms)).toEqual([250])
  due[0]?.run()
  expect(states).toEqual(['connecting', 'waiting', 'connecting'])
  expect(sockets).toHaveLength(2)
})
