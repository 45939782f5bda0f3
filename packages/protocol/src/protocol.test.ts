// Laws of the wire: what is said comes back the same, and nothing from outside throws.
import { limits } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClientMessage } from './client-message.ts'
import { decodeClient, decodeServer, encode } from './codec.ts'
import { ErrorCode, errors } from './errors.ts'
import { http } from './http.ts'
import { ServerMessage } from './server-message.ts'
import { anyClientMessage, anyServerMessage } from './testing/arbitraries.ts'

describe('codec', () => {
  it('decode ∘ encode is identity for every client message', () =>
    fc.assert(
      fc.property(anyClientMessage, (message) => {
        expect(decodeClient(encode(message))).toEqual({ ok: true, message })
      }),
      { numRuns: 300 },
    ))
  it('decode ∘ encode is identity for every server message', () =>
    fc.assert(
      fc.property(anyServerMessage, (message) => {
        expect(decodeServer(encode(message))).toEqual({ ok: true, message })
      }),
      { numRuns: 300 },
    ))
  it('makes every type of message', () => {
    const types = (schema: { def: { options: readonly unknown[] } }) =>
      schema.def.options.map(
        (option) => [...(option as { shape: { type: { def: { values: string[] } } } }).shape.type.def.values][0],
      )
    const made = (list: readonly { type: string }[]) => [...new Set(list.map(({ type }) => type))].sort()
    expect(made(fc.sample(anyClientMessage, { numRuns: 400, seed: 1 }))).toEqual(types(ClientMessage).sort())
    expect(made(fc.sample(anyServerMessage, { numRuns: 600, seed: 1 }))).toEqual(types(ServerMessage).sort())
  })

  const anyFrame = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.uint8Array().map((bytes) => new TextDecoder().decode(bytes)),
    // A good frame with one letter changed: deeper in than noise comes.
    fc.tuple(anyClientMessage, fc.nat(), fc.string({ minLength: 1, maxLength: 1 })).map(([message, at, letter]) => {
      const text = encode(message)
      const place = at % text.length
      return text.slice(0, place) + letter + text.slice(place + 1)
    }),
  )
  it('E1: arbitrary bytes never throw; what is refused has a code from the table', () =>
    fc.assert(
      fc.property(anyFrame, (text) => {
        for (const decoded of [decodeClient(text), decodeServer(text)]) {
          if (decoded.ok) continue
          expect(ErrorCode.safeParse(decoded.problem.code).success).toBe(true)
          expect(decoded.problem.message).toBe(errors[decoded.problem.code].sentence)
          expect(decoded.id === null || typeof decoded.id === 'string').toBe(true)
        }
      }),
      { numRuns: 500 },
    ))
  it('an unknown type is a problem that names the request', () => {
    const decoded = decodeClient('{"type":"lease.steal","id":"7"}')
    expect(decoded).toMatchObject({
      ok: false,
      id: '7',
      problem: { code: 'request.invalid', issues: [{ path: 'type' }] },
    })
  })
  it('a bad field is named by its path', () => {
    const good = fc.sample(anyClientMessage, { numRuns: 50, seed: 2 }).find(({ type }) => type === 'lease.claim')
    const decoded = decodeClient(JSON.stringify({ ...good, count: 0 }))
    expect(decoded).toMatchObject({ ok: false, problem: { issues: [{ path: 'count' }] } })
  })
  it('what is not JSON is a problem of nobody in particular', () => {
    expect(decodeClient('{')).toMatchObject({ ok: false, id: null, problem: { code: 'request.invalid' } })
  })
  it('a frame of a client over 4 MiB is too large; one of the server holds a claim of long texts', () => {
    expect(decodeClient(' '.repeat(limits.messageBytes + 1))).toMatchObject({
      ok: false,
      problem: { code: 'request.too-large' },
    })
    expect(decodeServer(' '.repeat(limits.messageBytes + 1))).toMatchObject({ problem: { code: 'request.invalid' } })
  })
  it('SEC2: a hostile key makes no prototype', () => {
    const decoded = decodeClient(
      '{"type":"project.watch","id":"1","project":"01ARYZ6S410000000000000000","__proto__":{"x":1}}',
    )
    expect(decoded.ok && 'x' in decoded.message).toBe(false)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})

describe('errors', () => {
  it('each has an HTTP status, a close code that WebSocket allows, and a sentence', () => {
    for (const [code, row] of Object.entries(errors)) {
      expect(code).toMatch(/^[a-z][a-z.-]*[a-z]$/)
      expect(row.status).toBeGreaterThanOrEqual(400)
      expect(row.status).toBeLessThan(600)
      if (row.close !== null)
        expect(row.close === 1011 || row.close === 1012 || (row.close >= 4000 && row.close < 5000)).toBe(true)
      expect(row.sentence).toMatch(/^[A-Z].*[.]$/)
    }
  })
})

describe('http', () => {
  const rows = Object.entries(http) as [
    string,
    (typeof http)[keyof typeof http] & { params?: unknown; body?: unknown },
  ][]
  it('gives no two endpoints the same method and path', () => {
    const places = rows.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`)
    expect(new Set(places).size).toBe(places.length)
  })
  it('describes exactly the parameters of each path', () => {
    for (const [name, { path, params }] of rows) {
      const named = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter).sort()
      const shape = params ? Object.keys((params as unknown as { def: { shape: object } }).def.shape).sort() : []
      expect(shape, name).toEqual(named)
    }
  })
  it('sends no body with what only reads', () => {
    for (const [name, { method, body }] of rows) if (method === 'GET') expect(body, name).toBeUndefined()
  })
})
