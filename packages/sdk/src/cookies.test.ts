// The session's cookie is kept, sent back, replaced; the origin is the page's own.
import { expect, it } from 'vitest'
import { keepCookies } from './cookies.ts'

it('sends back the last cookie it was given', async () => {
  const given = [['etabli_session=one; Path=/; HttpOnly'], [], ['etabli_session=two; Path=/']]
  const sent: Record<string, string>[] = []
  const kept = keepCookies('http://127.0.0.1:4400', async (_url, init) => {
    sent.push(init.headers)
    const cookies = given.shift() ?? []
    return { ok: true, status: 200, text: async () => '', headers: { getSetCookie: () => cookies } }
  })
  for (let n = 0; n < 4; n++) await kept.fetch('http://127.0.0.1:4400/api/session', { method: 'GET', headers: {} })
  const origin = 'http://127.0.0.1:4400'
  expect(sent).toEqual([
    { origin },
    { origin, cookie: 'etabli_session=one' },
    { origin, cookie: 'etabli_session=one' },
    { origin, cookie: 'etabli_session=two' },
  ])
  expect(kept.cookie()).toBe('etabli_session=two')
})
